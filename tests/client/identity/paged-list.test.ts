import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PagedList, type Page } from '../../../client/identity/paged-list.svelte.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A list of so many numbers, on a server that was asked for `asked`. */
function listOf(length: number) {
  const asked: Record<string, string>[] = [];
  const all = Array.from({ length }, (_, i) => i);
  const list = new PagedList<number>(async (more) => {
    asked.push(more);
    const from = Number(more['cursor'] ?? 0);
    const until = from + Number(more['limit']);
    const page: Page<number> = {
      items: all.slice(from, until),
      nextCursor: until < length ? `${until}` : null,
    };
    return page;
  });
  return { list, asked };
}

describe('a list in pages', () => {
  test('grows by pages, to its end', async () => {
    const { list } = listOf(120);
    expect(list.items).toBeNull();
    await list.load();
    expect([list.items?.length, list.hasMore]).toEqual([50, true]);
    await list.more();
    await list.more();
    expect([list.items?.length, list.hasMore]).toEqual([120, false]);
    expect(list.items?.[119]).toBe(119);
  });

  test('refreshes what is shown, and no more', async () => {
    const { list, asked } = listOf(120);
    await list.load();
    await list.more();
    await list.refresh();
    expect(asked[2]).toEqual({ limit: '100' });
    expect([list.items?.length, list.hasMore]).toEqual([100, true]);
  });

  test('is left alone once somebody has read far into it', async () => {
    const { list, asked } = listOf(2_000);
    await list.load();
    const stop = list.follow(1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(2);
    for (let page = 0; page < 20; page++) await list.more();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(22);
    expect(list.items).toHaveLength(1_050);
    stop();
  });

  test('does not take the next page away from who asked for it', async () => {
    const { list } = listOf(120);
    await list.load();
    await Promise.all([list.more(), list.look()]);
    expect(list.items).toHaveLength(100);
  });

  test('keeps what is there when a try fails, and of two questions hears the last', async () => {
    let answer: () => Promise<Page<string>> = async () => ({ items: ['a'], nextCursor: null });
    const list = new PagedList<string>(() => answer());
    await list.load();
    answer = () => Promise.reject(new Error('no'));
    vi.spyOn(console, 'error').mockReturnValue();
    await list.load();
    expect(list.items).toEqual(['a']);
    expect(list.problem?.code).toBe('internal');
    let arrive = (_: Page<string>): void => {};
    answer = () => new Promise((resolve) => (arrive = resolve));
    const first = list.load();
    answer = async () => ({ items: ['new'], nextCursor: null });
    await list.load();
    arrive({ items: ['old'], nextCursor: null });
    await first;
    expect(list.items).toEqual(['new']);
    expect(list.problem).toBeNull();
  });
});
