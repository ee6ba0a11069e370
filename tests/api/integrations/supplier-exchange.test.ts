import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../shared/identity/audit.schema.ts';
import type { SupplierExchange, SupplierFile } from '../../../shared/suppliers/supplier-exchange.schema.ts';
import { openBuyer } from '../../support/buyer.ts';
import { openFileTrader, THEM, US, X12 } from '../../support/file-trader.ts';
import { someoneIn } from '../../support/principals.ts';

describe('the exchange of files with a supplier', () => {
  it('is set up and changed on the record, by whoever saw it last', async () => {
    const { buyer, folder, supplierPath } = await openFileTrader();
    const { app } = buyer;
    const path = `${supplierPath}/exchange`;
    const read = await app.request<SupplierExchange>('GET', path);
    expect(read.headers['etag']).toBe('"1"');
    expect(read.body).toEqual({ possible: true, settings: { ...X12, test: false, version: 1, folder } });
    const change = await app.request('PUT', path, { ...X12, test: true }, { 'if-match': '"1"' });
    expect(change.status).toBe(200);
    expect((await app.request('PUT', path, X12, { 'if-match': '"1"' })).status).toBe(412);
    const { items } = await app.expectOk<{ items: AuditEntry[] }>('GET', '/audit');
    const [last, first] = items.filter(({ action }) => action === 'supplier.exchange');
    expect(first).toMatchObject({ before: null, after: { format: 'x12', us: US, them: THEM } });
    expect(last).toMatchObject({ before: { test: false }, after: { test: true }, entityName: 'Fish Lang' });
    // However it is called later, its folder stays where its gateway knows it.
    await app.expectOk('PATCH', supplierPath, { name: 'Other' });
    expect((await app.expectOk<SupplierExchange>('PUT', path, X12)).settings!.folder).toBe(folder);
  });

  it.each([
    [{ format: 'x12' }, '/us'],
    [{ ...X12, them: US }, '/them/id'],
    [{ ...X12, us: { qualifier: 'ZZ', id: 'SIXTEENCHARACTER' } }, '/us/id'],
    [{ ...X12, us: { qualifier: 'ZZ', id: 'A*B' } }, '/us/id'],
    [{ ...X12, us: { qualifier: '99', id: 'A' } }, '/us/qualifier'],
    [{ format: 'edifact' }, '/format'],
  ])('refuses %j', async (input, pointer) => {
    const { buyer, supplierPath } = await openFileTrader({ format: 'csv' });
    const answer = await buyer.app.request<{ errors: { pointer: string }[] }>(
      'PUT',
      `${supplierPath}/exchange`,
      input,
    );
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]!.pointer).toBe(pointer);
  });

  it('is not possible where the server has no folder for it', async () => {
    const { app, supplier } = await openBuyer();
    const path = `/suppliers/${supplier.id}/exchange`;
    expect(await app.expectOk('GET', path)).toEqual({ possible: false, settings: null });
    expect((await app.request('PUT', path, X12)).status).toBe(409);
  });

  it('shows files with the orders of a store to nobody who is not of it', async () => {
    const trader = await openFileTrader();
    const { app, storeId } = trader.buyer;
    const { order } = await trader.order();
    await trader.give('broken.edi', `ISA*00* ${order} `);
    const other = await app.createStore({ name: 'Elsewhere' });
    const [ours, theirs] = [
      await someoneIn(app, storeId, 'manager'),
      await someoneIn(app, other.id, 'manager'),
    ];
    const list = `${trader.supplierPath}/files`;
    const seen = async ({ headers }: typeof ours) =>
      (await app.requestAs<{ items: SupplierFile[] }>(headers, 'GET', list)).body.items;
    expect((await seen(ours)).map(({ direction }) => direction)).toEqual(['in', 'out']);
    expect(await seen(theirs)).toEqual([]);
    const refused = async ({ headers }: typeof ours) =>
      (await app.requestAs<{ items: object[] }>(headers, 'GET', '/refused-files')).body.items;
    expect(await refused(ours)).toEqual([
      { supplierId: trader.buyer.supplier.id, supplier: 'Fish Lang', count: 1 },
    ]);
    expect(await refused(theirs)).toEqual([]);
    for (const { fileId } of await seen(ours)) {
      expect((await app.requestAs(theirs.headers, 'GET', `${list}/${fileId}/content`)).status).toBe(404);
      expect((await app.requestAs(theirs.headers, 'POST', `${list}/${fileId}/read`)).status).toBe(404);
    }
    const [file] = await seen(ours);
    const { body, headers, statusCode } = await app.app.server.inject({
      ...{ method: 'GET', url: `/api/v1${list}/${file!.fileId}/content`, headers: ours.headers },
    });
    expect([statusCode, body]).toEqual([200, `ISA*00* ${order} `]);
    expect(headers['content-disposition']).toBe('attachment; filename="broken.edi"');
  });
});
