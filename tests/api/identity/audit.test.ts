import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../shared/identity/audit.schema.ts';
import type { Person } from '../../../shared/identity/person.schema.ts';
import { aMovement, anIngredient } from '../../support/builders.ts';
import { aKey, aScreen, someoneIn } from '../../support/principals.ts';
import { aPlace, auditOf, done, entriesOf, itemIdOf, type Place } from '../../support/record.ts';
import type { TestApp } from '../../support/test-app.ts';

describe('the record', () => {
  it('says which program it was, and on which screen', async () => {
    const place = await aPlace();
    const { app, storeId } = place;
    const path = `/stores/${storeId}/receipts`;
    const body = { lines: [{ sku: 'SALT', quantity: 1 }] };
    const callers = [await aKey(app, ['stock:write'], [storeId]), await aScreen(app, storeId, 'tablet')];
    const entries = await entriesOf(place, async () => {
      for (const { headers } of callers)
        expect((await app.requestAs(headers, 'POST', path, body)).status).toBe(200);
    });
    expect(entries.map(({ actor }) => actor)).toMatchObject([
      { kind: 'key', name: 'Till', device: null },
      { kind: 'device', name: 'A tablet', device: 'A tablet' },
    ]);
  });

  it('has nothing of what was refused, changed nothing, or was told a second time', async () => {
    const place = await aPlace();
    const { app, storeId, owner } = place;
    const key = { ...owner.headers, 'idempotency-key': 'the-same' };
    const body = { lines: [{ sku: 'SALT', quantity: 1 }] };
    const entries = await entriesOf(place, async () => {
      await app.requestAs(owner.headers, 'POST', `/stores/${storeId}/receipts`, {
        lines: [{ sku: 'X', quantity: 1 }],
      });
      await app.requestAs(owner.headers, 'PATCH', `/stores/${storeId}`, { name: 'Trattoria' });
      for (let n = 0; n < 2; n++) await app.requestAs(key, 'POST', `/stores/${storeId}/receipts`, body);
    });
    expect(entries.map(({ action }) => action)).toEqual(['stock.record']);
  });

  it('is written in the transaction of the change: without an entry there is no change', async () => {
    const place = await aPlace();
    const { app, storeId, owner } = place;
    const { pool } = app.database;
    await pool.query(`alter table audit_entry add constraint full_up check (action = 'none') not valid`);
    const deeds: Parameters<TestApp['request']>[] = [
      ['PATCH', `/stores/${storeId}`, { name: 'Bar' }],
      ['POST', `/stores/${storeId}/receipts`, { lines: [{ sku: 'SALT', quantity: 1 }] }],
      ['POST', '/items', anIngredient('OIL')],
      ['POST', '/people', { name: 'Jo', email: 'jo@example.com', roles: [] }],
      ['POST', '/api-keys', { name: 'Till', permissions: ['sales:write'] }],
    ];
    for (const deed of deeds) expect((await app.requestAs(owner.headers, ...deed)).status).toBe(500);
    expect(app.errors.splice(0)).toHaveLength(deeds.length);
    await pool.query('alter table audit_entry drop constraint full_up');
    const { rows } = await pool.query(
      `select (select name from store where id = $1) as store,
      (select count(*) from movement) as movements, (select count(*) from item) as items,
      (select count(*) from person) as people, (select count(*) from api_key) as keys`,
      [storeId],
    );
    expect(rows).toEqual([{ store: 'Trattoria', movements: 0, items: 1, people: 1, keys: 1 }]);
  });

  it.each([
    `update audit_entry set actor_name = 'Nobody'`,
    'delete from audit_entry',
    'truncate audit_entry',
  ])('is never changed, not even by the owner of the database: %s', async (statement) => {
    const place = await aPlace();
    const before = await auditOf(place);
    await expect(place.app.database.pool.query(statement)).rejects.toThrow('audit_entry is append-only');
    expect(await auditOf(place)).toEqual(before);
  });

  it('of a store is read by its manager, and has nothing of another store', async () => {
    const place = await aPlace();
    const { app, storeId, otherId } = place;
    await done(place, 'PATCH', `/stores/${otherId}`, { name: 'Secret' });
    await done(place, 'PATCH', `/stores/${storeId}`, { name: 'Bar' });
    const manager = await someoneIn(app, storeId, 'manager');
    const entries = await auditOf(place, `/stores/${storeId}/audit`, manager);
    expect(entries.map(({ action }) => action)).toEqual(['store.change', 'item.create', 'store.open']);
    expect(JSON.stringify(entries)).not.toContain('Secret');
    for (const path of [`/stores/${otherId}/audit`, '/audit'])
      expect((await app.requestAs(manager.headers, 'GET', path)).status).toBe(403);
  });

  it('of goods sent to another store is in both', async () => {
    const place = await aPlace();
    const { storeId, otherId } = place;
    const movements = [
      aMovement('waste', 'SALT', 1),
      aMovement('transfer', 'SALT', 2, { toStoreId: otherId }),
    ];
    await done(place, 'POST', `/stores/${storeId}/movements`, { movements });
    const [here] = await auditOf(place, `/stores/${storeId}/audit`);
    const [there] = await auditOf(place, `/stores/${otherId}/audit`);
    expect(here!.after).toMatchObject({ count: 2 });
    expect(there!.after).toMatchObject({ count: 1, lines: [{ type: 'transfer', quantity: 2 }] });
  });
});

describe('searching the record', () => {
  async function aHistory(): Promise<Place> {
    const place = await aPlace();
    await done(place, 'PATCH', `/stores/${place.storeId}`, { name: 'Bar' });
    place.clock.set('2026-03-21T11:00:00Z');
    await done(place, 'PATCH', `/items/${await itemIdOf(place)}`, { name: '100%_salt' });
    return place;
  }

  it.each([
    ['a person', 'search=rosa', ['item.change', 'store.change']],
    ['what was done', 'search=store.open', ['store.open', 'store.open']],
    ['a thing', 'search=Other', ['store.open']],
    ['signs that mean something to the database', 'search=%25_', ['item.change']],
    ['nobody', 'search=nobody', []],
    ['from a day on', 'from=2026-03-21T00:00:00Z', ['item.change']],
    ['up to a day', 'to=2026-03-21T00:00:00Z&search=rosa', ['store.change']],
  ])('finds %s', async (_what, query, actions) => {
    const found = await auditOf(await aHistory(), `/audit?${query}`);
    expect(found.map(({ action }) => action)).toEqual(actions);
  });

  it('goes page by page, newest first', async () => {
    const place = await aHistory();
    const all = await auditOf(place);
    type Page = { items: AuditEntry[]; nextCursor: string | null };
    const pages: AuditEntry[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path = `/audit?limit=2${cursor && `&cursor=${cursor}`}`;
      const page: Page = (await place.app.requestAs<Page>(place.owner.headers, 'GET', path)).body;
      pages.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(pages).toEqual(all);
    expect(all.map(({ id }) => id)).toEqual([...all.map(({ id }) => id)].sort((a, b) => b - a));
  });
});

describe('the record as a file', () => {
  it('has every entry, and nothing that a spreadsheet would take for a formula', async () => {
    const place = await aPlace();
    const { app, storeId, owner } = place;
    const person: { person: Person } = (await done(place, 'POST', '/people', {
      ...{ name: `=HYPERLINK("http://evil")`, pin: '739164', roles: [{ storeId, role: 'staff' }] },
    })) as { person: Person };
    await done(place, 'PATCH', `/people/${person.person.id}`, { name: '+1\n@x' });
    const path = `/api/v1/stores/${storeId}/audit?format=csv`;
    const { headers, body } = await app.app.server.inject({
      method: 'GET',
      url: path,
      headers: owner.headers,
    });
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe('attachment; filename="audit.csv"');
    const rows = parse<Record<string, string>>(body, { bom: true, columns: true });
    expect(rows).toHaveLength((await auditOf(place, `/stores/${storeId}/audit`)).length);
    expect(rows[0]).toMatchObject({ who: 'Rosa', action: 'person.change' });
    for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(rows.map(({ what }) => what)).toEqual(expect.arrayContaining([`'=HYPERLINK("http://evil")`]));
  });
});
