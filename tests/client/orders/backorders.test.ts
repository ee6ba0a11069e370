import { describe, expect, test } from 'vitest';
import { bulkRequests } from '../../../client/orders/bulk-action.ts';
import { BulkRun } from '../../../client/orders/bulk-run.svelte.ts';
import { OnceKey } from '../../../client/orders/once-key.ts';
import { policyDraftOf, policyInputOf } from '../../../client/orders/policy-draft.ts';
import { ageingSeries, promiseSeries } from '../../../client/orders/report-series.ts';
import { Session } from '../../../client/identity/session.svelte.ts';
import { aBackorder, aPolicy } from './builders.ts';

const lines = [
  aBackorder(),
  aBackorder({ lineId: 'line-2', name: 'Trout', quantity: 1.5 }),
  aBackorder({ lineId: 'line-3', orderId: 'order-2', number: 1043 }),
];

describe('the same done to many lines', () => {
  test('cancels those of one order together, so that its customer is told once', () => {
    expect(bulkRequests(lines, { kind: 'cancel', reason: 'sold out' })).toEqual([
      {
        path: '/orders/order-1/cancel',
        body: {
          lines: [
            { lineId: 'line-1', quantity: 4 },
            { lineId: 'line-2', quantity: 1.5 },
          ],
          reason: 'sold out',
        },
        about: '#1042 Salmon fillet, Trout',
        lines: 2,
      },
      {
        path: '/orders/order-2/cancel',
        body: { lines: [{ lineId: 'line-3', quantity: 4 }], reason: 'sold out' },
        about: '#1043 Salmon fillet',
        lines: 1,
      },
    ]);
  });

  test('moves each by itself', () => {
    const requests = bulkRequests(lines, { kind: 'bump', bump: 0.5, reason: 'VIP' });
    expect(requests.map(({ path }) => path)).toEqual([
      '/orders/order-1/lines/line-1/bump',
      '/orders/order-1/lines/line-2/bump',
      '/orders/order-2/lines/line-3/bump',
    ]);
    expect(requests[0]!.body).toEqual({ bump: 0.5, reason: 'VIP' });
  });

  test('goes on when one is refused, and says which and why', async () => {
    const session = new Session((path) =>
      Promise.resolve(
        path.includes('order-1')
          ? new Response(JSON.stringify({ code: 'conflict', title: 'Conflict', detail: 'Nothing waits.' }), {
              status: 409,
              headers: { 'content-type': 'application/problem+json' },
            })
          : new Response('{}'),
      ),
    );
    const bulk = new BulkRun(session);
    expect(await bulk.run(lines, { kind: 'cancel', reason: '' })).toBe(false);
    expect(bulk.done).toBe(1);
    expect(bulk.refused).toEqual(['#1042 Salmon fillet, Trout: Nothing waits.']);
    expect(await bulk.run(lines.slice(2), { kind: 'cancel', reason: '' })).toBe(true);
    expect([bulk.done, bulk.refused]).toEqual([1, []]);
  });

  test('is stopped between two of them, and the rest stays as it is', async () => {
    const bulk: BulkRun = new BulkRun(
      new Session(() => {
        bulk.stop();
        return Promise.resolve(new Response('{}'));
      }),
    );
    expect(await bulk.run(lines, { kind: 'bump', bump: 1, reason: 'VIP' })).toBe(false);
    expect([bulk.done, bulk.isStopped, bulk.refused]).toEqual([1, true, []]);
  });
});

test('a request keeps its key until it went through or says something else', () => {
  const once = new OnceKey();
  const key = once.keyFor('/cancel', { reason: 'a' });
  expect(once.keyFor('/cancel', { reason: 'a' })).toBe(key);
  expect(once.keyFor('/cancel', { reason: 'b' })).not.toBe(key);
  const again = once.keyFor('/cancel', { reason: 'b' });
  once.done();
  expect(once.keyFor('/cancel', { reason: 'b' })).not.toBe(again);
});

describe('the policy as it is filled in', () => {
  test('comes back as it was', () => {
    const policy = aPolicy({ quietHours: { from: '22:00', until: '07:00' } });
    const { weights: _, ...rest } = policy;
    expect(policyInputOf(policyDraftOf(policy))).toEqual(rest);
  });

  test('has weights of its own when there is no preset', () => {
    const { preset: _, ...own } = aPolicy();
    const draft = policyDraftOf(own);
    expect(draft.preset).toBe('own');
    draft.weights.due = '7,5';
    expect(policyInputOf(draft)).toEqual({ ...own, weights: { ...own.weights, due: 7.5 } });
  });

  test('without quiet hours has none, whatever times stand there', () => {
    const draft = { ...policyDraftOf(aPolicy()), quietFrom: '20:00', isQuiet: false };
    expect(policyInputOf(draft).quietHours).toBeNull();
  });
});

describe('charts', () => {
  const ageing = (...counts: number[]) =>
    ['today', '1–2 days', '3–6 days'].map((days, i) => ({ days, lines: counts[i] ?? 0 }));
  const promises = { n: 0, keptFirst: 0, keptLast: 0 };

  test('of ageing says how long the longest has waited', () => {
    const series = ageingSeries({ ageing: ageing(3, 2, 1), promises });
    expect(series?.title).toBe('1 line has waited longest: 3–6 days');
    expect(series?.bars.map(({ label, value }) => [label, value])).toEqual([
      ['today', 3],
      ['1–2 days', 2],
      ['3–6 days', 1],
    ]);
    expect(ageingSeries({ ageing: ageing(3), promises })?.title).toBe(
      'Everything that waits was ordered today',
    );
    expect(ageingSeries({ ageing: ageing(), promises })).toBeNull();
  });

  test('of promises is in percent, and late where fewer held than a told date means', () => {
    const series = promiseSeries({ ageing: [], promises: { n: 95, keptFirst: 75, keptLast: 76 } });
    expect(series?.title).toBe('75 of 95 lines came by the date that was told first');
    expect(series?.bars).toEqual([
      { label: 'by the first date', value: 79, words: '79 %, 75 of 95', tone: 'late' },
      { label: 'by the last date', value: 80, words: '80 %, 76 of 95', tone: 'back' },
    ]);
    expect(promiseSeries({ ageing: [], promises })).toBeNull();
  });
});
