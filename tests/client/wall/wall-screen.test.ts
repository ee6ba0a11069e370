import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveStore } from '../../../client/live/live-store.svelte.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import { bodySize } from '../../../client/wall/sizes.ts';
import { WallScreen } from '../../../client/wall/wall-screen.svelte.ts';
import type { StockState } from '../../../shared/stock/stock.schema.ts';
import { aDish, measure, NOW, off } from './builders.ts';

let live: LiveStore;
let screen: WallScreen;
let stop: () => void;
let size: [number, number];

/** What the server told, as the store of a screen that follows it holds it. */
function tell(itemId: string, over: Partial<StockState>): void {
  const at = new Date().toISOString();
  const dish = aDish(itemId);
  const figures = {
    onHand: null,
    available: null,
    projected: null,
    allocated: 0,
    onOrder: 0,
    backordered: 0,
  };
  const rest = { status: 'ok' as const, counted: false, availability: { state: 'available' as const } };
  live.items.set(itemId, { type: 'item', id: itemId, seq: 1, at, ...dish });
  live.stock.set(itemId, {
    type: 'stock',
    id: itemId,
    seq: 1,
    at,
    itemId,
    sku: itemId,
    ...figures,
    ...rest,
    ...over,
  });
}

const dishes = (count: number) =>
  Array.from({ length: count }, (_, i) => `dish ${String(i).padStart(2, '0')}`);
const onPage = () => screen.shown?.pages.off?.columns.flat().map(({ key }) => key.replace('86 ', ''));
const mark = () => `${screen.shown?.pages.off?.index} of ${screen.shown?.pages.off?.count}`;

/** Time passes; the page's effect looks at the board with every tick of its clock. */
function pass(seconds: number): void {
  for (let i = 0; i < seconds; i++) {
    vi.advanceTimersByTime(1_000);
    screen.watchUrgent();
  }
  vi.advanceTimersByTime(10);
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  size = [1920, 1080];
  live = new LiveStore({ storeId: 'store' });
  const times = new StoreTimes('Europe/Vienna', 'en-GB');
  screen = new WallScreen(
    live,
    measure,
    () => times,
    () => bodySize(...size),
  );
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

function start(): void {
  stop = screen.start();
  screen.watchUrgent();
}

describe('what hangs on a wall', () => {
  it('stays until the page is turned, and then goes on with what was not yet shown', () => {
    for (const dish of dishes(30)) tell(dish, off());
    start();
    const first = onPage();
    expect(mark()).toMatch(/^1 of [2-9]$/);
    pass(9);
    expect(onPage()).toEqual(first);
    pass(1);
    expect(mark()).toMatch(/^2 of/);
    expect(onPage()?.some((dish) => first?.includes(dish))).toBe(false);
  });

  it('keeps its place when something is back, and says so at once', () => {
    for (const dish of dishes(3)) tell(dish, off());
    start();
    const first = onPage();
    tell('dish 01', {});
    pass(1);
    expect(onPage()).toEqual(first);
    const last = screen.shown?.entries.get('86 dish 01');
    expect(screen.current('86 dish 01')).toBeUndefined();
    expect(last && screen.aftermathOf(last)).toEqual({ state: 'back', words: 'back' });
    pass(10);
    expect(onPage()).toEqual(['dish 00', 'dish 02']);
  });

  it('shows at once what is newly 86, on top of what was on the page', () => {
    for (const dish of dishes(30)) tell(dish, off());
    start();
    const first = onPage() ?? [];
    tell('zander', off({ since: new Date(NOW).toISOString() }));
    pass(1);
    expect(onPage()?.[0]).toBe('zander');
    expect(onPage()?.slice(1)).toEqual(first.slice(0, (onPage() ?? []).length - 1));
    expect(mark()).toMatch(/^1 of/);
  });

  it('does the same on the first page of a later round', () => {
    for (const dish of dishes(8)) tell(dish, off());
    start();
    while (mark() !== '1 of 1' && !mark().startsWith('2')) pass(10);
    while (!mark().startsWith('1')) pass(10);
    tell('zander', off({ since: new Date(Date.now()).toISOString() }));
    pass(1);
    expect(onPage()?.[0]).toBe('zander');
    expect(onPage()?.length).toBeGreaterThan(1);
    expect(mark()).toMatch(/^1 of/);
  });

  it('comes back to what an urgent turn pushed off the page within the same round', () => {
    for (const dish of dishes(30)) tell(dish, off());
    start();
    const first = onPage() ?? [];
    tell('zander', off({ since: new Date(NOW).toISOString() }));
    pass(1);
    const pushed = first.filter((dish) => !onPage()?.includes(dish));
    expect(pushed.length).toBeGreaterThan(0);
    pass(10);
    expect(onPage()).toEqual(expect.arrayContaining(pushed));
  });

  it('is laid out again where the room changes, on the same page', () => {
    for (const dish of dishes(30)) tell(dish, off());
    start();
    pass(10);
    const [before] = onPage() ?? [];
    size = [1080, 1920];
    screen.refit();
    expect(onPage()?.[0]).toBe(before);
  });

  it('is calm when there is nothing to say', () => {
    tell('soup', {});
    start();
    expect(screen.shown?.calm).toBe(true);
    tell('soup', off());
    pass(1);
    expect(screen.shown?.calm).toBe(false);
  });
});

describe('the mark of what is new', () => {
  it('is on what a reader has not seen, once', () => {
    tell('soup', off());
    start();
    tell('zander', off({ since: new Date(NOW).toISOString() }));
    pass(1);
    const entry = (key: string) => screen.current(`86 ${key}`)!;
    expect(screen.takeMark(entry('soup'))).toBe(false);
    expect(screen.takeMark(entry('zander'))).toBe(true);
    expect(screen.takeMark(entry('zander'))).toBe(false);
  });

  it('is there again when the same thing goes off another time', () => {
    tell('soup', off());
    start();
    tell('soup', {});
    pass(11);
    tell('soup', off());
    pass(1);
    expect(screen.takeMark(screen.current('86 soup')!)).toBe(true);
  });
});

it('a new version of the page is asked for only when a page is turned, not by something urgent', () => {
  tell('soup', off());
  const reload = vi.spyOn(live, 'reloadIfOutdated');
  start();
  reload.mockClear();
  tell('zander', off());
  pass(5);
  expect(reload).not.toHaveBeenCalled();
  pass(6);
  expect(reload).toHaveBeenCalledTimes(1);
});
