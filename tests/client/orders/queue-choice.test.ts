import { expect, test } from 'vitest';
import { QueueChoice } from '../../../client/orders/queue-choice.svelte.ts';
import type { BackorderPage } from '../../../shared/orders/backorder.schema.ts';
import { aBackorder } from './builders.ts';

/** A queue of so many lines. */
function pagesOf(length: number) {
  return async (more: Record<string, string>): Promise<BackorderPage> => {
    const from = Number(more['cursor'] ?? 0);
    const until = Math.min(length, from + Number(more['limit']));
    const items = Array.from({ length: until - from }, (_, i) => aBackorder({ lineId: `line-${from + i}` }));
    const nextCursor = until < length ? `${until}` : null;
    return { items, nextCursor, asOf: '2026-03-20T11:00:00Z', lines: length, matching: length };
  };
}

test('lines are chosen one by one, and all that match page by page, up to as many as can be worked on', async () => {
  const choice = new QueueChoice();
  choice.choose(aBackorder(), true);
  choice.choose(aBackorder({ lineId: 'line-2' }), true);
  choice.choose(aBackorder(), false);
  expect([...choice.lines.keys()]).toEqual(['line-2']);
  await choice.chooseAll(pagesOf(2_500));
  expect([choice.lines.size, choice.busy]).toEqual([2_500, false]);
  await choice.chooseAll(pagesOf(12_000));
  expect(choice.lines.size).toBe(10_000);
});

test('choosing all can be given up on the way, and then nothing is chosen', async () => {
  const choice = new QueueChoice();
  const ask = pagesOf(5_000);
  const choosing = choice.chooseAll(async (more) => {
    if (more['cursor']) choice.clear();
    return ask(more);
  });
  await choosing;
  expect([choice.lines.size, choice.busy]).toEqual([0, false]);
});
