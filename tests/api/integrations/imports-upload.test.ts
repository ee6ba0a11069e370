import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import { MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from '../../../shared/integrations/import.schema.ts';
import { anIngredient } from '../../support/builders.ts';
import { csv, sendCsv, sendForm } from '../../support/csv-upload.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { AUTHORIZATION } from '../../support/test-key.ts';

let app: TestApp;
let storeId: string;

beforeEach(async () => {
  app = await startTestApp();
  ({ id: storeId } = await app.createStore());
  await app.createItem(anIngredient('FLOUR'));
  await app.createItem(anIngredient('EGG', { unit: 'each' }));
});

const STOCK = 'sku,quantity,unit';

describe('a file is read however it comes:', () => {
  const wine = async () => {
    const { items } = await app.expectOk<{ items: { sku: string; name: string }[] }>('GET', '/items');
    return items.find(({ sku }) => sku === 'WINE')?.name;
  };

  it.each<[string, Uint8Array<ArrayBuffer>, string[]]>([
    ['with a byte order mark', Buffer.from('\ufeffsku,name,unit\nWINE,Grüner,ml\n'), []],
    [
      'with semicolons',
      Buffer.from('sku;name;unit\nWINE;Grüner;ml\n'),
      ['Columns are parted by semicolons.'],
    ],
    ['with tabs', Buffer.from('sku\tname\tunit\r\nWINE\tGrüner\tml\r\n'), ['Columns are parted by tabs.']],
    ['in Latin-1', Buffer.from('sku,name,unit\nWINE,Grüner,ml\n', 'latin1'), ['Read as windows-1252.']],
    ['in UTF-16', Buffer.from('\ufeffsku,name,unit\nWINE,Grüner,ml\n', 'utf16le'), ['Read as utf-16le.']],
    ['with quotes', Buffer.from('"sku","name","unit"\n"WINE","Grüner","ml"'), []],
    ['with empty rows', Buffer.from('\n\nsku,name,unit\n,,\n\nWINE,Grüner,ml\n\n'), []],
    [
      'with columns of its own',
      Buffer.from('Unit,colour,SKU,Name\nml,green,WINE,Grüner\n'),
      ['Not used: colour.'],
    ],
  ])('%s', async (_, file, notes) => {
    const { body } = await sendCsv(app, { kind: 'items', csv: file, commit: true });
    expect(body).toMatchObject({ committed: true, rows: 1, accepted: 1, notes });
    expect(await wine()).toBe('Grüner');
  });

  it('with decimal commas, where semicolons part the columns', async () => {
    const file = csv('sku;quantity', 'FLOUR;1234,5', 'EGG;7.25');
    expect((await sendCsv(app, { kind: 'opening-stock', csv: file, storeId, commit: true })).status).toBe(
      200,
    );
    expect(await app.stock(storeId)).toMatchObject({ FLOUR: { onHand: 1234.5 }, EGG: { onHand: 7.25 } });

    const doubtful = await sendCsv(app, {
      kind: 'opening-stock',
      csv: csv('sku;quantity', 'FLOUR;1.500'),
      storeId,
    });
    expect(doubtful.body.rejected).toMatchObject([
      { problem: '"1.500" may mean 1500 or 1,500; write one of these' },
    ]);
  });
});

describe('a request is refused', () => {
  const file = new Blob([csv(STOCK, 'EGG,1,')]);
  const send = (fields: Record<string, string | Blob>, query = '') =>
    sendForm<Problem>(app, fields, { query });

  it('without a kind, a file or a store, or with ones that do not exist', async () => {
    const refusals = [
      [await send({ file }), '/kind', 'is missing'],
      [
        await send({ kind: 'menus', file }),
        '/kind',
        'must be one of items, recipes, suppliers, supplier-items, opening-stock, sales, orders, purchase-orders, not "menus"',
      ],
      [await send({ kind: 'items' }), '/file', 'is missing; send the CSV file in this field'],
      [
        await send({ kind: 'sales', file }),
        '/storeId',
        'is missing; name the store whose sales the file has',
      ],
      [
        await send({ kind: 'sales', file }, '?commit=yes'),
        '/querystring/commit',
        'must be one of true, false, not "yes"',
      ],
    ] as const;
    for (const [{ status, body }, pointer, detail] of refusals) {
      expect(status).toBe(422);
      expect(body.errors).toContainEqual({ pointer, detail });
    }
    const nowhere = await send({ kind: 'sales', storeId: '01900000-0000-7000-8000-000000000000', file });
    expect(nowhere).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('unless its fields come after the file, or the name of the file field is the kind', async () => {
    expect(await send({ file, kind: 'opening-stock', storeId })).toMatchObject({
      status: 200,
      body: { accepted: 1 },
    });
    expect(await send({ storeId, 'opening-stock': file })).toMatchObject({
      status: 200,
      body: { accepted: 1 },
    });
  });

  it('when it is not a form, or only half of one', async () => {
    const text = await app.request('POST', '/imports', 'sku,name', { 'content-type': 'text/csv' });
    const json = await app.request('POST', '/imports', { kind: 'items' });
    for (const answer of [text, json])
      expect(answer).toMatchObject({
        status: 415,
        body: { detail: expect.stringContaining('multipart/form-data') as unknown },
      });
    const type = 'multipart/form-data; boundary=x';
    const half = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nsku,na';
    const broken = await app.request('POST', '/imports', half, { 'content-type': type });
    const unbounded = await app.request('POST', '/imports', half, { 'content-type': 'multipart/form-data' });
    for (const answer of [broken, unbounded])
      expect(answer).toMatchObject({ status: 400, body: { code: 'malformed' } });
  });

  it('when it has two files, or more rows than an import takes', async () => {
    const form = await send({ kind: 'items', file, other: file });
    expect(form).toMatchObject({
      status: 413,
      body: { detail: 'There is more than one file; send one a request.' },
    });
    const rows = new Blob(['sku,quantity\n' + 'EGG,1\n'.repeat(MAX_IMPORT_ROWS + 1)]);
    const long = await send({ kind: 'opening-stock', storeId, file: rows });
    expect(long).toMatchObject({
      status: 413,
      body: { detail: expect.stringContaining('more than 200000 rows') as unknown },
    });
  });

  it('when it is too large, announced or not, and the server goes on', { timeout: 60_000 }, async () => {
    const url = `${await app.url()}/api/v1/imports`;
    const row = `SALT,${'x'.repeat(2_000)},g\n`;
    const files = [
      csv('sku,name,unit') + row.repeat(MAX_IMPORT_BYTES / 2_000),
      'x,'.repeat(MAX_IMPORT_BYTES),
    ];
    for (const file of files) {
      const form = new FormData();
      form.append('kind', 'items');
      form.append('file', new Blob([file]));
      const announced = await fetch(url, { method: 'POST', body: form, headers: AUTHORIZATION });
      expect(announced.status).toBe(413);
      expect(await announced.json()).toMatchObject({
        detail: 'The file is larger than 20 MB; import it in parts.',
      });

      // Without its length in a header, the size shows only as it comes in; a file that is none is given up sooner.
      const { body, headers } = new Request(url, {
        ...{ method: 'POST', body: form, headers: AUTHORIZATION },
      });
      const streamed = await fetch(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
      expect(await streamed.json()).toMatchObject(
        file === files[0] ? { status: 413, code: 'too-large' } : { mistakes: 1, rejected: [{ row: 1 }] },
      );
    }
    expect((await fetch(`${await app.url()}/readyz`)).status).toBe(200);
  });

  it('when its sender goes away, with nothing left of it', async () => {
    const url = new URL(await app.url());
    const socket = connect(Number(url.port), url.hostname);
    const start =
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nsku,name,unit\nA,B,g\n';
    socket.write(
      'POST /api/v1/imports?commit=true HTTP/1.1\r\nhost: x\r\n' +
        `authorization: ${AUTHORIZATION.authorization}\r\ncontent-type: multipart/form-data; boundary=x\r\n` +
        `content-length: 100000\r\n\r\n${start}`,
    );
    await once(socket, 'connect');
    socket.resetAndDestroy();
    expect(await app.expectOk('GET', '/items')).toMatchObject({ items: [{ sku: 'EGG' }, { sku: 'FLOUR' }] });
    expect((await fetch(new URL('/readyz', url))).status).toBe(200);
  });
});
