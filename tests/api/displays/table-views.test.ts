import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { StockTable } from '../../../shared/displays/stock-table.schema.ts';
import type { TableView, TableViewInput, TableViews } from '../../../shared/displays/table-view.schema.ts';
import type { AuditEntry } from '../../../shared/identity/audit.schema.ts';
import { aDish, aMovement, anIngredient } from '../../support/builders.ts';
import { aScreen, someoneIn } from '../../support/principals.ts';
import { startTestApp } from '../../support/test-app.ts';
import { AUTHORIZATION } from '../../support/test-key.ts';

test('the table of stock says everything once, and then only what changed', async () => {
  const app = await startTestApp();
  const { id: storeId } = await app.createStore();
  await app.createItems([
    anIngredient('SALT', { parLevel: 9 }),
    anIngredient('OIL'),
    aDish('SOUP', { SALT: 1 }),
    ...Array.from({ length: 80 }, (_, n) => anIngredient(`SPICE-${n}`)),
  ]);
  const farm = await app.expectOk<{ id: string }>('POST', '/suppliers', { name: 'Farm' });
  const sold = [{ sku: 'SALT', packQuantity: 10, packPrice: { amount: 250, currency: 'EUR' } }];
  await app.expectOk('PUT', `/suppliers/${farm.id}/items`, { items: sold });
  await app.record(storeId, aMovement('count', 'SALT', 4));
  await app.receive(storeId, { OIL: 7 });

  const path = `/stores/${storeId}/stock-table`;
  const whole = await app.expectOk<StockTable>('GET', path);
  const bySku = Object.fromEntries(whole.rows.map((row) => [row.stock.sku, row]));
  expect(whole).toMatchObject({ whole: true, currency: 'EUR', seq: await app.head(storeId) });
  expect(whole.rows).toHaveLength(83);
  expect(bySku['SALT']).toMatchObject({
    ...{ parLevel: 9, supplier: 'Farm', value: 100, countedAt: app.clock.now().toISOString() },
    stock: { onHand: 4, status: 'ok' },
  });
  expect(bySku['OIL']).not.toHaveProperty('countedAt');
  expect(bySku['SOUP']).toMatchObject({ stock: { onHand: null } });
  // Those who may not see suppliers are told of neither them nor what they take.
  const wall = await aScreen(app, storeId, 'wall');
  const seen = await app.requestAs<StockTable>(wall.headers, 'GET', path);
  expect(JSON.stringify(seen.body)).not.toMatch(/Farm|"value"/);

  await app.record(storeId, aMovement('waste', 'OIL', 2));
  const later = await app.expectOk<StockTable>('GET', `${path}?since=${whole.seq}`);
  expect(later.whole).toBe(false);
  expect(later.rows.map(({ stock }) => [stock.sku, stock.onHand])).toEqual([['OIL', 5]]);
  expect((await app.expectOk<StockTable>('GET', `${path}?since=${later.seq}`)).rows).toEqual([]);
  // A number that this stream has not reached is of another life of the database.
  expect((await app.expectOk<StockTable>('GET', `${path}?since=${later.seq + 99}`)).whole).toBe(true);

  const packed = await app.app.server.inject({
    ...{ method: 'GET', url: `/api/v1${path}` },
    headers: { ...AUTHORIZATION, 'accept-encoding': 'gzip, br' },
  });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(JSON.parse(gunzipSync(packed.rawPayload).toString())).toMatchObject({ rows: { length: 83 } });
});

test('a view is its owner’s alone until it is shared, and is changed, deleted and put back', async () => {
  const app = await startTestApp();
  const { id: storeId } = await app.createStore();
  const { id: other } = await app.createStore({ name: 'Other' });
  const [ada, ben, boss, far, wall] = [
    await someoneIn(app, storeId, 'staff'),
    await someoneIn(app, storeId, 'staff'),
    await someoneIn(app, storeId, 'manager'),
    await someoneIn(app, other, 'manager'),
    await aScreen(app, storeId, 'wall'),
  ];
  const view: TableViewInput = {
    ...{ table: 'stock', name: 'Fish', shared: false },
    question: {
      search: 'fish',
      filters: { state: 'low' },
      sort: { column: 'available', descending: true },
      columns: ['sku', 'available'],
    },
  };
  const path = `/stores/${storeId}/table-views`;
  const at = `${path}/${randomUUID()}`;
  const as = { ada, ben, boss, far, wall };
  const put = (who: keyof typeof as, over: Partial<TableViewInput> = {}, more: object = {}) =>
    app.requestAs<TableView>({ ...as[who].headers, ...more }, 'PUT', at, { ...view, ...over });
  const remove = async (who: keyof typeof as) => (await app.requestAs(as[who].headers, 'DELETE', at)).status;
  const seenBy = async (who: keyof typeof as, table = 'stock') =>
    (await app.requestAs<TableViews>(as[who].headers, 'GET', `${path}?table=${table}`)).body.items;

  expect((await put('wall')).status).toBe(403);
  expect((await put('ada')).body).toMatchObject({ ...view, mine: true, owner: 'Ada', version: 1 });
  expect([(await seenBy('ben')).length, (await seenBy('ada', 'items')).length]).toEqual([0, 0]);
  expect([(await put('ben')).status, (await put('boss')).status, await remove('boss')]).toEqual([
    404, 404, 404,
  ]);
  expect((await put('far')).status).toBe(403);

  expect((await put('ada', { shared: true }, { 'if-match': '"1"' })).body.version).toBe(2);
  expect(await seenBy('ben')).toMatchObject([{ name: 'Fish', mine: false, question: view.question }]);
  expect([(await put('ben', { shared: true })).status, await remove('ben')]).toEqual([403, 403]);
  // A manager keeps the shared ones tidy, but takes none for themselves.
  expect((await put('boss', { shared: true, name: 'Sea' }, { 'if-match': '"1"' })).status).toBe(412);
  expect((await put('boss', { shared: true, name: 'Sea' })).body).toMatchObject({
    name: 'Sea',
    owner: 'Ada',
  });
  expect((await put('boss')).status).toBe(409);
  expect((await put('ada', { shared: true, table: 'items' })).status).toBe(409);
  expect(await remove('boss')).toBe(204);
  expect(await seenBy('ada')).toEqual([]);
  expect((await put('ada', { shared: true })).status).toBe(200);
  expect(await seenBy('ben')).toHaveLength(1);
  // Under the same id in another store it is another view.
  const elsewhere = `/stores/${other}/table-views/${at.split('/').pop()!}`;
  expect((await app.requestAs(far.headers, 'PUT', elsewhere, view)).status).toBe(200);
  expect(await seenBy('ben')).toMatchObject([{ name: 'Fish' }]);

  const record = `/stores/${storeId}/audit`;
  const { items } = await app.expectOk<{ items: AuditEntry[] }>('GET', record);
  const deeds = items.map(({ action }) => action).filter((action) => action.startsWith('view.'));
  expect(deeds).toEqual(['view.share', 'view.remove', 'view.share', 'view.share']);
});
