import pg from 'pg';
import { describe, expect, it, vi } from 'vitest';
import type { SaleResult, SalesAnswer } from '../../../shared/stock/sale.schema.ts';
import { aSale } from '../../support/builders.ts';
import { startMenu } from '../../support/menu.ts';
import type { TestApp } from '../../support/test-app.ts';

async function sell(app: TestApp, storeId: string, sales: unknown[], key?: string): Promise<SaleResult[]> {
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
  const path = `/stores/${storeId}/sales`;
  return (await app.expectOk<SalesAnswer>('POST', path, { sales }, headers)).results;
}

const statuses = (results: SaleResult[]) => results.map(({ status }) => status);

describe('a batch of sales', () => {
  it('may have a thousand, in answer each in its place', async () => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 1_000_000, CREAM: 1_000_000 });
    const hour = (n: number): string => new Date(Date.UTC(2026, 2, 1, (n * 7) % 400)).toISOString();
    const sales = Array.from({ length: 1000 }, (_, n) => ({
      ...aSale({ 'SALMON-DISH': 1, SOUP: 2 }),
      soldAt: hour(n),
    }));

    const results = await sell(app, storeId, sales);

    expect(results).toEqual(sales.map(({ externalId }) => ({ externalId, status: 'accepted' })));
    const { SALMON, CREAM, SALT } = await app.stock(storeId);
    expect(SALMON!.onHand).toBe(1_000_000 - 1000 * 150);
    expect(CREAM!.onHand).toBe(1_000_000 - 1000 * (0.5 + 2 * 0.2) * 100);
    expect(SALT!.onHand).toBe(-4000);
    const ledger = `/stores/${storeId}/stock/${SALMON!.itemId}/movements?limit=900`;
    const times = (await app.expectOk<{ items: { at: string }[] }>('GET', ledger)).items.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('may not have more, or none', async () => {
    const { app, storeId } = await startMenu();
    const sales = Array.from({ length: 1001 }, () => aSale({ SOUP: 1 }));
    for (const [batch, detail] of [
      [sales, 'must NOT have more than 1000 items'],
      [[], 'must NOT have fewer than 1 items'],
    ]) {
      const answer = await app.request('POST', `/stores/${storeId}/sales`, { sales: batch });
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/sales', detail }] } });
    }
  });

  it('takes as many statements for three hundred as for one', async () => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 1_000_000, CREAM: 1_000_000 });
    const statementsFor = async (count: number): Promise<number> => {
      const query = vi.spyOn(pg.Client.prototype, 'query');
      await sell(
        app,
        storeId,
        Array.from({ length: count }, () => aSale({ 'SALMON-DISH': 1, SOUP: 1 })),
      );
      // The hint to other processes comes when it comes.
      const statements = query.mock.calls.filter(
        ([statement]) => !JSON.stringify(statement).includes('pg_notify'),
      );
      query.mockRestore();
      return statements.length;
    };
    // The first shows that salt is below zero; from then on nothing but numbers changes.
    await statementsFor(1);
    const one = await statementsFor(1);
    expect(one).toBeGreaterThan(5);
    expect(await statementsFor(300)).toBe(one);
  });

  it('records the good ones beside the bad ones, which each say what is wrong', async () => {
    const { app, storeId } = await startMenu();
    const good = aSale({ SOUP: 1 });
    const results = await sell(
      app,
      storeId,
      [
        good,
        aSale({ SOUP: -1 }, { externalId: 'negative' }),
        aSale({ SOUP: 1.2345 }, { externalId: 'four decimals' }),
        aSale({ SOUP: 1e-7 }, { externalId: 'next to nothing' }),
        aSale({ SOUP: 1, UNICORN: 2 }, { externalId: 'unknown' }),
        aSale({ SOUP: 1 }, { externalId: 'future', soldAt: '2026-03-21T11:00:01Z' }),
        aSale({ SOUP: 1 }, { externalId: 'leap', soldAt: '2016-12-31T23:59:60Z' }),
        aSale({ SOUP: 1 }, { externalId: 'a\0b' }),
        aSale({ 'a\0b': 1 }, { externalId: 'odd sku' }),
        aSale({}, { externalId: 'empty' }),
        { ...aSale({ SOUP: 1 }, { externalId: 'more' }), 'tip\0': 3 },
        null,
        'sale',
        JSON.parse('['.repeat(50) + ']'.repeat(50)),
        aSale({ SOUP: 1 }, { externalId: 'last' }),
      ],
      'mixed-batch',
    );

    const wrong = (externalId: string | null, pointer: string, detail: RegExp) => ({
      externalId,
      status: 'rejected',
      errors: [{ pointer, detail: expect.stringMatching(detail) as string }],
    });
    expect(results).toEqual([
      { externalId: good.externalId, status: 'accepted' },
      wrong('negative', '/lines/0/quantity', /must be >= 0.001, not -1/),
      wrong('four decimals', '/lines/0/quantity', /must have at most 3 decimals, not 1.2345/),
      wrong('next to nothing', '/lines/0/quantity', /must be >= 0.001, not 1e-7/),
      wrong('unknown', '/lines/1/sku', /^no item has SKU UNICORN$/),
      wrong(
        'future',
        '/soldAt',
        /^2026-03-21T11:00:01Z is more than a day ahead; check the clock of the till$/,
      ),
      wrong('leap', '/soldAt', /must be an ISO 8601 instant .*, not "2016-12-31T23:59:60Z"/),
      wrong(null, '/externalId', /without NUL/),
      wrong('odd sku', '/lines/0/sku', /without NUL/),
      wrong('empty', '/lines', /fewer than 1 items/),
      wrong('more', '/tip\ufffd', /not a known field/),
      wrong(null, '/', /must be object, not null/),
      wrong(null, '/', /must be object, not "sale"/),
      wrong(null, '/', /must be object, not a list/),
      { externalId: 'last', status: 'accepted' },
    ]);
    expect((await app.stock(storeId))['SALT']!.onHand).toBe(-4);
  });

  it('with half a surrogate pair in two ids does not take them for one', async () => {
    const { app, storeId } = await startMenu();
    const sales = ['\ud800', '\udbff'].map((half) => aSale({ SOUP: 1 }, { externalId: `a${half}` }));
    expect(statuses(await sell(app, storeId, sales))).toEqual(['rejected', 'rejected']);
  });
});

describe('a sale that comes again', () => {
  it('is a duplicate, in another batch and in the same', async () => {
    const { app, storeId } = await startMenu();
    const sale = aSale({ SOUP: 1 });
    expect(statuses(await sell(app, storeId, [sale, sale]))).toEqual(['accepted', 'duplicate']);
    expect(statuses(await sell(app, storeId, [sale]))).toEqual(['duplicate']);
    expect((await app.stock(storeId))['SALT']!.onHand).toBe(-2);
  });

  it('is the same when its instant is only spelled in another zone', async () => {
    const { app, storeId } = await startMenu();
    const sale = aSale({ SOUP: 1 }, { soldAt: '2026-03-20T11:00:00Z' });
    await sell(app, storeId, [sale]);
    expect(
      statuses(await sell(app, storeId, [{ ...sale, soldAt: '2026-03-20T12:00:00.000+01:00' }])),
    ).toEqual(['duplicate']);
  });

  it.each([
    { lines: [{ sku: 'SOUP', quantity: 2 }] },
    { lines: [{ sku: 'SALMON-DISH', quantity: 1 }] },
    { soldAt: '2026-03-20T11:00:01Z' },
  ])('with other content is rejected: %o', async (change) => {
    const { app, storeId } = await startMenu();
    const sale = aSale({ SOUP: 1 }, { externalId: 'T1' });
    await sell(app, storeId, [sale]);
    const [changed] = await sell(app, storeId, [{ ...sale, ...change }]);
    const detail = 'T1 was recorded before with other content; a changed sale needs an externalId of its own';
    expect(changed).toEqual({
      externalId: 'T1',
      status: 'rejected',
      errors: [{ pointer: '/externalId', detail }],
    });
    expect((await app.stock(storeId))['SALT']!.onHand).toBe(-2);
  });

  it('in another store is another sale', async () => {
    const { app, storeId } = await startMenu();
    const { id: other } = await app.createStore();
    const sale = aSale({ SOUP: 1 });
    for (const store of [storeId, other])
      expect(statuses(await sell(app, store, [sale]))).toEqual(['accepted']);
  });

  it('by several senders at the same time is recorded once', async () => {
    const { app, storeId } = await startMenu();
    const sales = Array.from({ length: 20 }, () => aSale({ SOUP: 1 }));
    const answers = await Promise.all(Array.from({ length: 6 }, () => sell(app, storeId, sales)));
    const accepted = answers.flat().filter(({ status }) => status === 'accepted');
    expect(accepted).toHaveLength(20);
    expect((await app.stock(storeId))['SALT']!.onHand).toBe(-40);
  });
});

describe('a sale', () => {
  it('of more than there is, is recorded all the same', async () => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 100, CREAM: 1000 });
    await app.sell(storeId, { 'SALMON-DISH': 2 });
    expect((await app.stock(storeId))['SALMON']).toMatchObject({ onHand: -200, status: 'out' });
  });

  it('of something counted takes the thing itself', async () => {
    const { app, storeId } = await startMenu();
    await app.createItem({ sku: 'WATER', name: 'Water', unit: 'each' });
    await app.receive(storeId, { WATER: 10 });
    await app.sell(storeId, { WATER: 3 });
    expect((await app.stock(storeId))['WATER']).toMatchObject({ onHand: 7 });
  });

  it('of long ago is recorded with its own time in the ledger', async () => {
    const { app, storeId } = await startMenu();
    await app.sell(storeId, { SOUP: 1 }, { soldAt: '2025-12-31T23:59:00+01:00' });
    const { itemId } = (await app.stock(storeId))['SALT']!;
    expect(await app.expectOk('GET', `/stores/${storeId}/stock/${itemId}/movements`)).toMatchObject({
      items: [
        {
          type: 'sale',
          quantity: -2,
          at: '2025-12-31T22:59:00.000Z',
          recordedAt: '2026-03-20T11:00:00.000Z',
        },
      ],
    });
  });
});
