import { expect, it } from 'vitest';
import { readFactors } from '../../../server/forecasts/demand-events.service.ts';
import { readHistory } from '../../../server/forecasts/demand-history.service.ts';
import { inStoreView } from '../../../server/platform/store-transaction.ts';
import type { Problem } from '../../../shared/errors.ts';
import type { DemandEvent, DemandEventInput } from '../../../shared/forecasts/demand-event.schema.ts';
import type { AuditEntry } from '../../../shared/identity/audit.schema.ts';
import { aDish, anIngredient } from '../../support/builders.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { startTestApp } from '../../support/test-app.ts';

/** Fields that are undefined are left out. */
type Fields = { [K in keyof DemandEventInput]?: DemandEventInput[K] | undefined };

const FAIR: DemandEventInput = {
  ...{ name: 'Street fair', kind: 'booking', firstDay: '2026-03-21', lastDay: '2026-03-22', factor: 1.5 },
};

async function openKitchen() {
  const app = await startTestApp({ clock: new ManualClock('2026-03-20T11:00:00Z') });
  const { id } = await app.createStore();
  await app.createItems([
    ...[anIngredient('flour'), anIngredient('rice'), aDish('pizza', { flour: 200 })],
    ...[aDish('bread', { flour: 100 }, { category: 'Sides' }), aDish('risotto', { rice: 100 })],
  ]);
  const path = `/stores/${id}/demand-events`;
  const add = (input: Fields, headers = {}) =>
    app.request<DemandEvent & Problem>('POST', path, { ...FAIR, ...input }, headers);
  const list = async (query = '') =>
    (await app.expectOk<{ items: DemandEvent[] }>('GET', `${path}${query}`)).items.map(({ name }) => name);
  return { app, id, path, add, list };
}

it('a manager enters what is known of days to come, once, sees it, takes it back, and it is on record', async () => {
  const { app, id, path, add, list } = await openKitchen();
  const first = await add({}, { 'idempotency-key': 'tap' });
  expect(first).toMatchObject({ status: 201, body: { ...FAIR, createdAt: '2026-03-20T11:00:00.000Z' } });
  expect((await add({}, { 'idempotency-key': 'tap' })).body.eventId).toBe(first.body.eventId);
  expect(
    await add({ kind: 'closed', factor: undefined, firstDay: '2026-04-05', lastDay: undefined }),
  ).toMatchObject({
    ...{ status: 201, body: { factor: 0, firstDay: '2026-04-05', lastDay: '2026-04-05' } },
  });
  await add({ name: 'Snow', kind: 'weather', firstDay: '2026-03-01', lastDay: '2026-03-19', factor: 0.6 });
  await add({ name: 'Pizza week', kind: 'promotion', sku: 'pizza' });
  expect(await list()).toEqual(['Street fair', 'Pizza week', 'Street fair']);
  expect(await list('?from=2026-03-10&to=2026-03-20')).toEqual(['Snow']);
  expect((await app.request('DELETE', `${path}/${first.body.eventId}`)).status).toBe(204);
  expect((await app.request('DELETE', `${path}/${first.body.eventId}`)).status).toBe(404);
  expect(await list()).toEqual(['Pizza week', 'Street fair']);
  const { items } = await app.expectOk<{ items: AuditEntry[] }>('GET', `/stores/${id}/audit`);
  expect(items.slice(0, 2)).toMatchObject([
    { action: 'demand-event.remove', entityName: 'Street fair', before: { factor: 1.5 } },
    { action: 'demand-event.add', entityName: 'Pizza week', after: { sku: 'pizza' } },
  ]);
});

it('what cannot be meant is refused, field by field, and nothing is kept', async () => {
  const { add, list } = await openKitchen();
  const refused = async (input: Fields, ...pointers: string[]): Promise<void> => {
    const { status, body } = await add(input);
    expect([status, body.errors?.map(({ pointer }) => pointer)], JSON.stringify(input)).toEqual([
      422,
      pointers,
    ]);
  };
  await refused({ lastDay: '2026-03-20' }, '/lastDay');
  await refused({ lastDay: '2026-08-01' }, '/lastDay');
  await refused({ firstDay: '2206-03-21', lastDay: '2206-03-21' }, '/firstDay');
  await refused({ firstDay: '2026-02-30' }, '/firstDay');
  await refused({ factor: 21 }, '/factor');
  await refused({ factor: -1 }, '/factor');
  await refused({ factor: undefined }, '/factor');
  await refused({ kind: 'closed' }, '/factor');
  await refused({ kind: 'promotion', factor: 0.9 }, '/factor');
  await refused({ sku: 'nothing', category: 'None' }, '/category', '/category', '/sku');
  expect(await list('?from=2000-01-01')).toEqual([]);
});

it('what concerns a dish concerns its ingredients by the share that it took of them', async () => {
  const { app, id, add } = await openKitchen();
  await app.sell(id, { pizza: 6, bread: 8, risotto: 1 });
  await readHistory(app.app.ctx);
  const ids = Object.fromEntries(Object.values(await app.stock(id)).map(({ sku, itemId }) => [sku, itemId]));
  const first = Date.parse('2026-03-20') / 86_400_000;
  const factors = async (): Promise<Record<string, number[] | undefined>> => {
    const query = { first, days: 4, now: app.clock.now() };
    const all = await inStoreView(app.database.db, id, (trx) => readFactors(trx, id, query));
    return Object.fromEntries(Object.entries(ids).map(([sku, itemId]) => [sku, all.get(itemId)]));
  };
  expect(await factors()).toEqual({});
  await add({ kind: 'promotion', category: 'Mains', factor: 2 });
  // Pizza takes 1,200 of 2,000 g of flour: 0.6 × 2 + 0.4.
  expect(await factors()).toEqual({
    ...{ pizza: [1, 2, 2, 1], risotto: [1, 2, 2, 1], rice: [1, 2, 2, 1], flour: [1, 1.6, 1.6, 1] },
  });
  await add({ kind: 'closed', factor: undefined, firstDay: '2026-03-22', lastDay: '2026-03-23' });
  expect(await factors()).toMatchObject({ flour: [1, 1.6, 0, 0], bread: [1, 1, 0, 0] });
});
