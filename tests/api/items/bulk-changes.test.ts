import { expect, test } from 'vitest';
import type { AuditEntry } from '../../../shared/identity/audit.schema.ts';
import type { ItemChange, ItemChangesAnswer } from '../../../shared/items/bulk.schema.ts';
import type { Item } from '../../../shared/items/item.schema.ts';
import type { Problem } from '../../../shared/errors.ts';
import type { MarkChange, MarkChangesAnswer } from '../../../shared/stock/marks.schema.ts';
import type { Preference, PreferencesAnswer } from '../../../shared/suppliers/preference.schema.ts';
import { aDish, anIngredient } from '../../support/builders.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

interface Shelf {
  app: TestApp;
  clock: ManualClock;
  storeId: string;
  ids: Record<string, string>;
}

/** Three things that are counted, one that is made of them, by SKU. */
async function openShelf(): Promise<Shelf> {
  const clock = new ManualClock();
  const app = await startTestApp({ clock });
  const { id: storeId } = await app.createStore();
  await app.createItems([
    anIngredient('SALT', { parLevel: 10 }),
    anIngredient('OIL', { parLevel: 20, reorderPoint: 5 }),
    anIngredient('FLOUR', { category: 'Dry' }),
    aDish('SOUP', { SALT: 1 }),
  ]);
  await app.receive(storeId, { SALT: 4, OIL: 9, FLOUR: 3 });
  const stock = await app.stock(storeId);
  const ids = Object.fromEntries(Object.values(stock).map(({ sku, itemId }) => [sku, itemId]));
  return { app, clock, storeId, ids };
}

/** What was done, turned round. */
const back = ({ changes }: ItemChangesAnswer): ItemChange[] =>
  changes.map(({ itemId, version, before }) => ({ itemId, version, set: before }));

test('many items are changed at once as it was shown before, or none; and put back unless somebody changed them since', async () => {
  const { app, storeId, ids } = await openShelf();
  const ask = <T = ItemChangesAnswer>(changes: ItemChange[], commit = false) =>
    app.request<T>('POST', `/items/changes${commit ? '?commit=true' : ''}`, { changes });
  const set = { category: 'Dry', parLevel: 4, reorderPoint: 4 };
  const all = Object.values(ids).map((itemId) => ({ itemId, set }));

  const { body: shown } = await ask(all);
  expect(shown.committed).toBe(false);
  expect(shown.changes.find(({ name }) => name === 'OIL')).toMatchObject({
    before: { category: 'Larder', parLevel: 20, reorderPoint: 5 },
    after: set,
  });
  expect(shown.left).toMatchObject([{ name: 'SOUP', why: 'is made to order: none is held' }]);
  expect((await app.expectOk<Item>('GET', `/items/${ids['OIL']!}`)).parLevel).toBe(20);
  // A level that would be above what is held is told before.
  const { body: high } = await ask([{ itemId: ids['SALT']!, set: { reorderPoint: 11 } }]);
  expect(high.left[0]?.why).toBe('would be low at 11, above the 10 that are held');

  const chosen = shown.changes.map(({ itemId, version, after }) => ({ itemId, version, set: after }));
  const bad = await ask<Problem>([...chosen, { itemId: ids['SOUP']!, set }], true);
  expect([bad.status, bad.body.errors?.[0]?.pointer]).toEqual([422, '/changes/3']);
  const { body: done } = await ask(chosen, true);
  expect(done).toMatchObject({ committed: true, changes: { length: 3 } });
  // The consequences are there: 4 of 4 that is low at 4.
  expect((await app.stock(storeId))['SALT']).toMatchObject({ status: 'low' });
  const again = await ask<Problem>(chosen, true);
  expect(again.status).toBe(412);

  await app.expectOk('PATCH', `/items/${ids['FLOUR']!}`, { category: 'Baking' });
  const refused = await ask<Problem>(back(done), true);
  expect([refused.status, refused.body.detail]).toEqual([
    412,
    'FLOUR was changed by somebody else meanwhile. Nothing was done.',
  ]);
  expect((await app.expectOk<Item>('GET', `/items/${ids['OIL']!}`)).parLevel).toBe(4);
  const rest = back(done).filter(({ itemId }) => itemId !== ids['FLOUR']);
  expect((await ask(rest, true)).status).toBe(200);
  expect(await app.expectOk<Item>('GET', `/items/${ids['OIL']!}`)).toMatchObject({
    ...{ category: 'Larder', parLevel: 20, reorderPoint: 5 },
  });
  const { items } = await app.expectOk<{ items: AuditEntry[] }>('GET', `/audit?search=OIL`);
  const changed = items.filter(({ action }) => action === 'item.change');
  expect(changed.map(({ after }) => after)).toMatchObject([{ parLevel: 20 }, { parLevel: 4 }]);
});

test('another supplier is asked first for many items, and the one before it again', async () => {
  const { app, ids } = await openShelf();
  const [SALT, OIL] = [ids['SALT']!, ids['OIL']!];
  const [farm, mill] = await Promise.all(
    ['Farm', 'Mill'].map((name) => app.expectOk<{ id: string }>('POST', '/suppliers', { name })),
  );
  const sells = (id: string, skus: string[], preferred: boolean) =>
    app.expectOk('PUT', `/suppliers/${id}/items`, {
      items: skus.map((sku) => ({ sku, packQuantity: 1, preferred })),
    });
  await sells(farm!.id, ['SALT', 'OIL'], true);
  await sells(mill!.id, ['SALT', 'OIL'], false);
  const ask = <T = PreferencesAnswer>(changes: Preference[], commit = false) =>
    app.request<T>('POST', `/items/preferred-suppliers${commit ? '?commit=true' : ''}`, { changes });
  const wanted = [SALT, OIL, ids['FLOUR']!].map((itemId) => ({ itemId, to: mill!.id }));

  const { body: shown } = await ask(wanted);
  expect(shown).toMatchObject({
    committed: false,
    left: [{ name: 'FLOUR', why: 'is not sold by this supplier' }],
    changes: [{ before: { name: 'Farm' }, after: { name: 'Mill' } }, {}],
  });
  expect((await ask(wanted, true)).status).toBe(422);
  const { body: done } = await ask(wanted.slice(0, 2), true);
  const preferred = async () => {
    const { items } = await app.expectOk<{ items: { supplier: string; preferred: boolean }[] }>(
      'GET',
      `/items/${OIL}/suppliers`,
    );
    return items.filter((item) => item.preferred).map(({ supplier }) => supplier);
  };
  expect(await preferred()).toEqual(['Mill']);
  const undo = done.changes.map(({ itemId, before, after }) => {
    return { itemId, from: after?.id ?? null, to: before?.id ?? null };
  });
  expect((await ask(undo, true)).status).toBe(200);
  expect(await preferred()).toEqual(['Farm']);
  expect((await ask<Problem>(undo, true)).body.detail).toMatch(
    /^SALT and OIL were changed|^OIL and SALT were/,
  );
});

test('many items are taken off at once and brought back, and nobody is overruled', async () => {
  const { app, clock, storeId, ids } = await openShelf();
  const [SALT, OIL, FLOUR] = [ids['SALT']!, ids['OIL']!, ids['FLOUR']!];
  await app.mark(storeId, 'OIL', { state: 'limited', remaining: 7, reason: 'for sauces' });
  await app.record(storeId, { type: 'count', sku: 'FLOUR', quantity: 0 });
  const ask = <T = MarkChangesAnswer>(changes: MarkChange[], key?: string) =>
    app.request<T>(
      'POST',
      `/stores/${storeId}/availability${key ? '?commit=true' : ''}`,
      { changes },
      key ? { 'idempotency-key': key } : {},
    );
  const mark = { state: 'unavailable' as const, reason: 'recalled' };
  const { body: shown } = await ask([SALT, OIL, FLOUR].map((itemId) => ({ itemId, mark })));
  expect(shown.left).toMatchObject([{ name: 'FLOUR', why: 'is off by itself already', harmless: true }]);
  const chosen = shown.changes.map(({ itemId, before }) => ({ itemId, since: before.since ?? null, mark }));
  const { body: done } = await ask(chosen, 'off');
  expect((await ask(chosen, 'off')).body).toEqual(done);
  const states = async () => {
    const stock = await app.stock(storeId);
    return ['SALT', 'OIL', 'FLOUR', 'SOUP'].map((sku) => stock[sku]!.availability.state);
  };
  expect(await states()).toEqual(['unavailable', 'unavailable', 'unavailable', 'unavailable']);

  // Undone: what was limited is so again, what was nobody's word is as its stock has it.
  const undo = done.changes.map(({ itemId, before, after }): MarkChange => {
    const { state, remaining, reason } = before;
    const was =
      before.cause === 'hand' ? { state, ...(remaining && { remaining }), reason: reason ?? '' } : null;
    return { itemId, since: after?.since ?? null, mark: was };
  });
  clock.advance({ minutes: 1 });
  await app.mark(storeId, 'SALT', { state: 'unavailable', reason: 'mouldy' });
  const refused = await ask<Problem>(undo, 'undo');
  expect([refused.status, refused.body.detail]).toEqual([
    412,
    'SALT was changed by somebody else meanwhile. Nothing was done.',
  ]);
  expect((await app.stock(storeId))['OIL']!.availability).toMatchObject({ reason: 'recalled' });
  const { body: rest } = await ask(
    undo.map(({ since: _, ...change }) => change),
    'undo all the same',
  );
  expect(rest.changes).toHaveLength(2);
  expect(await states()).toEqual(['available', 'limited', 'unavailable', 'available']);
  const { body: none } = await ask([SALT, FLOUR].map((itemId) => ({ itemId, mark: null })));
  expect(none.left.map(({ why }) => why)).toEqual([
    'is available already',
    'ran out: count it, or receive some',
  ]);
});
