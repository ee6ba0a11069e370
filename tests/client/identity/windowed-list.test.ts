import { describe, expect, test, vi } from 'vitest';
import { WindowedList, type ListPart } from '../../../client/identity/windowed-list.svelte.ts';

interface Part extends ListPart<string> {
  asOf: number;
}

/** A list on a server that answers when it is told to; `asked` has where each part began, and of which state of the list. */
function aServer(length: number) {
  const asked: { from: number; asOf: number | null; aborted: () => boolean; answer: () => Promise<void> }[] =
    [];
  const server = { length, version: 1 };
  const list = new WindowedList<string, Part>(({ skip, limit }, signal, latest) => {
    const { promise, resolve } = Promise.withResolvers<Part>();
    const from = Number(skip);
    const answer = async (): Promise<void> => {
      const count = Math.max(0, Math.min(Number(limit), server.length - from));
      const items = Array.from({ length: count }, (_, index) => `${from + index} v${server.version}`);
      resolve({ items, matching: server.length, asOf: latest?.asOf ?? server.version });
      await vi.waitFor(() => promise);
      await Promise.resolve();
    };
    asked.push({ from, asOf: latest?.asOf ?? null, aborted: () => signal.aborted, answer });
    return promise;
  });
  return { list, asked, server };
}

describe('a long list', () => {
  test('has the part that somebody looks at, of the state that its first part is of', async () => {
    const { list, asked } = aServer(10_000);
    void list.load();
    list.show(0, 20);
    await asked[0]!.answer();
    expect([list.length, list.entry(0), list.entry(100)]).toEqual([10_000, '0 v1', undefined]);
    list.show(5_050, 5_110);
    await asked[1]!.answer();
    await asked[2]!.answer();
    expect(asked.map(({ from, asOf }) => [from, asOf])).toEqual([
      [0, null],
      [5_000, 1],
      [5_100, 1],
    ]);
    expect([list.entry(5_050), list.entry(5_110)]).toEqual(['5050 v1', '5110 v1']);
  });

  test('asks for two parts at a time, and for none that somebody has scrolled past', async () => {
    const { list, asked } = aServer(10_000);
    void list.load();
    await asked[0]!.answer();
    for (let at = 1_000; at <= 9_000; at += 1_000) list.show(at, at + 20);
    expect(asked.map(({ from }) => from)).toEqual([0, 1_000, 2_000]);
    await asked[1]!.answer();
    expect(asked.map(({ from }) => from)).toEqual([0, 1_000, 2_000, 9_000]);
  });

  test('keeps some parts around what is seen, and no more', async () => {
    const { list, asked } = aServer(10_000);
    void list.load();
    await asked[0]!.answer();
    for (let at = 100; at < 3_000; at += 100) {
      list.show(at, at);
      await asked.at(-1)!.answer();
    }
    const kept = Array.from({ length: 30 }, (_, block) => list.entry(block * 100)).filter(
      (it) => it !== undefined,
    );
    expect(kept.length).toBeLessThanOrEqual(8);
    expect(list.entry(2_900)).toBe('2900 v1');
  });

  test('shows what it had until it is told how things stand now, and then asks for the rest of that', async () => {
    const { list, asked, server } = aServer(300);
    void list.load();
    await asked[0]!.answer();
    list.show(80, 120);
    await asked[1]!.answer();
    Object.assign(server, { length: 299, version: 2 });
    const refreshed = list.refresh();
    expect(list.entry(110)).toBe('110 v1');
    await asked[2]!.answer();
    await asked[3]!.answer();
    await refreshed;
    expect(asked.slice(2).map(({ from, asOf }) => [from, asOf])).toEqual([
      [0, null],
      [100, 2],
    ]);
    expect([list.length, list.entry(80), list.entry(110)]).toEqual([299, '80 v2', '110 v2']);
  });

  test('of another question begins at its top, and hears no answer to the one before', async () => {
    const { list, asked } = aServer(300);
    void list.load();
    await asked[0]!.answer();
    list.show(250, 260);
    void list.load();
    expect(asked.map(({ from }) => from)).toEqual([0, 200, 0]);
    expect(asked[1]!.aborted()).toBe(true);
    await asked[1]!.answer();
    expect(list.entry(250)).toBeUndefined();
    await asked[2]!.answer();
    expect(list.entry(0)).toBe('0 v1');
  });
});
