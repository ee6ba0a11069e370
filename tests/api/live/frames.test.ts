import { describe, expect, it } from 'vitest';
import { mistakesIn } from '../../../server/platform/validation.ts';
import { recordReceipt } from '../../../server/stock/movements.service.ts';
import { Frame } from '../../../shared/live/socket.ts';
import { aMovement, anIngredient, aRecipe } from '../../support/builders.ts';
import { followStore, type LiveScreen } from '../../support/live-screen.ts';
import { startMenu } from '../../support/menu.ts';
import type { TestApp } from '../../support/test-app.ts';

/** Frames that continue each other from `start` on, each with every entity at most once, and with what it says. */
function expectGapless({ frames }: LiveScreen, start: number): void {
  let last = start;
  for (const frame of frames) {
    expect(mistakesIn(Frame, frame)).toEqual([]);
    expect(frame.from).toBe(last + 1);
    expect(frame.to).toBeGreaterThanOrEqual(frame.from);
    const entities = frame.changes.map(({ type, id }) => `${type} ${id}`);
    expect(new Set(entities).size).toBe(entities.length);
    for (const { seq } of frame.changes) expect(seq >= frame.from && seq <= frame.to).toBe(true);
    last = frame.to;
  }
}

async function expectSameAsServer(screen: LiveScreen, app: TestApp, storeId: string): Promise<void> {
  await screen.reach(await app.head(storeId));
  expect(screen.board()).toEqual((await followStore(await app.url(), storeId)).board());
}

describe('frames', () => {
  it('tell every change of stock, items and availability, in an unbroken run', async () => {
    const { app, storeId } = await startMenu();
    const screen = await followStore(await app.url(), storeId);
    const start = screen.seq;

    await app.receive(storeId, { SALMON: 1000, CREAM: 1000 });
    await app.sell(storeId, { 'SALMON-DISH': 3, SOUP: 1 });
    await app.mark(storeId, 'SOUP', { state: 'limited', remaining: 5 });
    await app.record(storeId, aMovement('count', 'SALMON', 100), aMovement('waste', 'CREAM', 1));
    const { id } = await app.createItem(anIngredient('DILL'));
    await app.expectOk('PATCH', `/items/${id}`, { name: 'Fresh dill', parLevel: 10 });
    const { itemId } = (await app.stock(storeId))['SOUP']!;
    await app.expectOk('PATCH', `/items/${itemId}`, { recipe: aRecipe({ DILL: 1 }) });

    await expectSameAsServer(screen, app, storeId);
    expectGapless(screen, start);
    expect(screen.tables.item.get(id)).toMatchObject({ name: 'Fresh dill', parLevel: 10 });
    expect(screen.tables.item.get(itemId)).toMatchObject({ uses: [{ itemId: id, quantity: 1 }] });
  });

  it('carry at once whatever happened since the last one, with every entity once', async () => {
    const { app, storeId } = await startMenu();
    const screen = await followStore(await app.url(), storeId);
    const start = screen.seq;
    const COMMITS = 20;
    const unannounced = { ...app.app.ctx, announce: () => {} };
    for (let commit = 0; commit < COMMITS; commit++) {
      await recordReceipt(unannounced, storeId, { lines: [{ sku: 'SALMON', quantity: 1 }] }, { by: 'Ada' });
    }
    await expectSameAsServer(screen, app, storeId);
    expectGapless(screen, start);
    // The regular look at the stream may come in between.
    expect(screen.frames.length).toBeLessThan(COMMITS);
  });

  it('go to the screens of their store only', async () => {
    const { app, storeId } = await startMenu();
    const { id: other } = await app.createStore();
    const screens = [await followStore(await app.url(), storeId), await followStore(await app.url(), other)];
    await app.receive(storeId, { SALMON: 1 });
    await app.receive(other, { CREAM: 1 });
    await screens[0]!.reach(await app.head(storeId));
    await screens[1]!.reach(await app.head(other));
    for (const [index, id] of [storeId, other].entries())
      expect(screens[index]!.frames.map((frame) => frame.storeId)).toEqual([id]);
  });

  it('reach every screen of a store alike, whenever it came and whatever it follows', async () => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 1_000_000, CREAM: 1_000_000 });
    const url = await app.url();
    const screens: LiveScreen[] = [];
    const starts: number[] = [];
    const join = async (): Promise<void> => {
      const screen = await followStore(url, storeId);
      starts.push(screen.seq);
      screens.push(screen);
    };
    const busy = Promise.all(
      Array.from({ length: 40 }, () => app.sell(storeId, { 'SALMON-DISH': 1, SOUP: 1 })),
    );
    await Promise.all(Array.from({ length: 12 }, join));
    await busy;
    const head = await app.head(storeId);
    await Promise.all(screens.map((screen) => screen.reach(head)));
    const fresh = await followStore(url, storeId);
    for (const screen of screens) expect(screen.board()).toEqual(fresh.board());
  });

  it('tell nothing of what was rolled back', async () => {
    const { app, storeId } = await startMenu();
    const screen = await followStore(await app.url(), storeId);
    const start = screen.seq;
    const movements = [aMovement('waste', 'SALMON', 1), aMovement('waste', 'UNICORN', 1)];
    await app.request('POST', `/stores/${storeId}/movements`, { movements });
    await app.receive(storeId, { SALMON: 1 });
    await expectSameAsServer(screen, app, storeId);
    expectGapless(screen, start);
    expect([...screen.tables.notice.values()].map(({ kind }) => kind)).not.toContain('wasted');
  });
});
