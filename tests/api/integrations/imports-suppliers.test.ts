import { beforeEach, expect, it } from 'vitest';
import type { Supplier, SupplierItemList } from '../../../shared/suppliers/supplier.schema.ts';
import { aDish, anIngredient } from '../../support/builders.ts';
import { csv, sendCsv } from '../../support/csv-upload.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let app: TestApp;

beforeEach(async () => {
  app = await startTestApp();
  await app.createStore();
  for (const sku of ['FLOUR', 'SALT', 'RYE']) await app.createItem(anIngredient(sku));
  await app.createItem(aDish('BREAD', { FLOUR: 500 }));
});

async function suppliers(): Promise<Supplier[]> {
  return (await app.expectOk<{ items: Supplier[] }>('GET', '/suppliers')).items;
}

async function itemsOf(name: string): Promise<SupplierItemList['items']> {
  const { id } = (await suppliers()).find((supplier) => supplier.name === name)!;
  return (await app.expectOk<SupplierItemList>('GET', `/suppliers/${id}/items`)).items;
}

it('suppliers come in with German heads and words, and a second time only what is said anew is changed', async () => {
  const file = csv(
    'Lieferant;E-Mail;Währung;Liefertage;Bestellschluss;Lieferzeit;Mindestbestellwert;Aktiv;geschlossen',
    'Mühle;muehle@example.com;eur;Mo Mi Fr;14:00;2;150,50;ja;24.12.2026 | 2026-12-25',
    'Hof;;;Mon-Sat;8.30 Uhr;0;;nein;',
  );
  const tried = await sendCsv(app, { kind: 'suppliers', csv: file });
  expect(tried.body).toMatchObject({ committed: false, rows: 2, accepted: 2, rejected: [] });
  expect(await suppliers()).toEqual([]);

  await sendCsv(app, { kind: 'suppliers', csv: file, commit: true });
  const [hof, mill] = await suppliers();
  expect(hof).toMatchObject({
    ...{ name: 'Hof', channels: ['portal'], deliveryDays: [1, 2, 3, 4, 5, 6], cutOff: '08:30' },
    ...{ leadTimeDays: 0, active: false, minimumOrder: null },
  });
  expect(mill).toMatchObject({
    ...{ name: 'Mühle', email: 'muehle@example.com', channels: ['email'], currency: 'EUR' },
    ...{ deliveryDays: [1, 3, 5], cutOff: '14:00', leadTimeDays: 2, active: true },
    ...{ minimumOrder: { amount: 15_050, currency: 'EUR' }, closedOn: ['2026-12-24', '2026-12-25'] },
  });

  const again = csv('name,delivery_days,terms', 'mühle,"1, 5",30 days', 'Hof,,');
  const { body } = await sendCsv(app, { kind: 'suppliers', csv: again, commit: true });
  expect(body).toMatchObject({ committed: true, unchanged: 1 });
  expect(await suppliers()).toMatchObject([
    { ...hof, version: 1 },
    { ...mill, deliveryDays: [1, 5], terms: '30 days', version: 2 },
  ]);
});

it('suppliers with a mistake anywhere do not come in, and each mistake is told by its cell', async () => {
  const file = csv(
    'name;email;channels;currency;delivery_days;cut_off;minimum_order;closed_on;language',
    'A;a@example.com;fax;EUR;Mon;14:00;;;',
    'B;;email;EUR;Mon, Caturday;25:00;1.500;31.2.2026;',
    'a;no address;;Euro;Mon;;;;fr',
    'D;;;EUR;;;12,345;;',
    'E;;email;;;;;;',
    'A;;;;;;;;',
  );
  const { status, body } = await sendCsv(app, { kind: 'suppliers', csv: file, commit: true });
  expect(status).toBe(422);
  const told = body.rejected.map(({ row, column, problem }) => `${row} ${column}: ${problem}`);
  expect(told).toEqual([
    '2 channels: "fax" is no way to order; write email, portal, api, files',
    '3 delivery_days: "caturday" in "Mon, Caturday" is no day of the week; write Mon, Wed, Fri or 1 3 5',
    '3 cut_off: "25:00" is not a time of day; write it as 14:00',
    '3 closed_on: "31.2.2026" is not a day; write it as 2026-12-24',
    '3 minimum_order: "1.500" may mean 1500 or 1,500; write one of these',
    expect.stringMatching(/^4 email: /),
    expect.stringMatching(/^4 language: /),
    expect.stringMatching(/^4 currency: /),
    '5 minimum_order: "12.345" has more decimals than EUR has; round it',
    expect.stringMatching(/^6 email: is missing; give the address/),
  ]);
  expect(await suppliers()).toEqual([]);
});

it('what suppliers sell comes in beside what they sold before, and takes first choice from others', async () => {
  await sendCsv(app, { kind: 'suppliers', csv: csv('name', 'Mill', 'Farm'), commit: true });
  const first = csv(
    'supplier,sku,supplier_sku,pack_name,pack_quantity,nesting,price,price_from,price_breaks,moq,preferred,substitutes',
    'Mill,FLOUR,M-1,bag,25000,sack = 5 | g = 5000,12.50,2026-01-01,10 = 11.90 | 50 = 11,2,yes,RYE | SALT',
    'mill,SALT,,,1000,,0.90,,,,,',
    'Farm,RYE,,box,5000,,,,,,yes,',
  );
  const { body } = await sendCsv(app, { kind: 'supplier-items', csv: first, commit: true });
  expect(body).toMatchObject({ committed: true, rows: 3, unchanged: 0, rejected: [] });
  const eur = (amount: number) => ({ amount, currency: 'EUR' });
  expect(await itemsOf('Mill')).toMatchObject([
    {
      ...{ sku: 'FLOUR', supplierSku: 'M-1', packName: 'bag', packQuantity: 25_000, packPrice: eur(1250) },
      nesting: [
        { name: 'sack', count: 5 },
        { name: 'g', count: 5000 },
      ],
      priceBreaks: [
        { fromPacks: 10, packPrice: eur(1190) },
        { fromPacks: 50, packPrice: eur(1100) },
      ],
      ...{ moq: 2, preferred: true, priceFrom: '2026-01-01', priceUntil: null, substitutes: ['RYE', 'SALT'] },
    },
    { sku: 'SALT', supplierSku: 'SALT', packName: 'pack', packPrice: eur(90), preferred: false },
  ]);

  const second = csv(
    'Lieferant;Artikel;Inhalt;Preis;bevorzugt',
    'Farm;FLOUR;1000;0,70;ja',
    'Farm;RYE;5000;;ja',
    'Mill;SALT;1000;0,95;',
  );
  const next = await sendCsv(app, { kind: 'supplier-items', csv: second, commit: true });
  expect(next.body).toMatchObject({ committed: true, unchanged: 1 });
  const firsts = async (name: string) =>
    (await itemsOf(name)).flatMap(({ sku, preferred }) => (preferred ? [sku] : []));
  expect([await firsts('Mill'), await firsts('Farm')]).toEqual([[], ['FLOUR', 'RYE']]);
  expect(await itemsOf('Mill')).toMatchObject([
    { sku: 'FLOUR', packPrice: eur(1250) },
    { packPrice: eur(95) },
  ]);
});

it('what suppliers sell is refused as a whole for a mistake anywhere, told by its cell', async () => {
  await sendCsv(app, { kind: 'suppliers', csv: csv('name', 'Mill'), commit: true });
  const good = csv('supplier,sku,pack_quantity,price', 'Mill,SALT,1000,12.50');
  await sendCsv(app, { kind: 'supplier-items', csv: good, commit: true });
  const file = csv(
    'supplier;sku;supplier_sku;pack_quantity;price;price_breaks;nesting;preferred',
    'Mill;FLOUR;SALT;25000;12,50;;;',
    'Nobody;FLOUR;;1;;;;',
    'Mill;GOLD;;1;;;;',
    'Mill;BREAD;;1;;;;',
    'Mill;RYE;;0;;;;',
    'Mill;RYE;;24;1,00;5 = 1,10;tray = 4 | egg = 5;',
    'Mill;RYE;;24;1;;;',
    'Mill;SALT;;1000;1250;;;',
  );
  const { status, body } = await sendCsv(app, { kind: 'supplier-items', csv: file, commit: true });
  expect(status).toBe(422);
  const told = body.rejected.map(({ row, column, problem }) => `${row} ${column}: ${problem}`);
  expect(told).toEqual([
    `2 supplier_sku: SALT is the supplier's code of SALT already; each item needs its own`,
    '3 supplier: "Nobody" is no supplier; import the suppliers first',
    '4 sku: no item has SKU GOLD',
    '5 sku: BREAD is made to order; name the ingredient that is delivered',
    '6 pack_quantity: "0" is not more than 0; correct it, or leave the row out',
    '7 nesting: 4 × 5 is 20, not 24; correct the counts or packQuantity',
    '7 price_breaks: 1.10 EUR from 5 packs is dearer than 1.00 EUR for fewer; correct one',
    '8 sku: "RYE" of Mill is in row 7 already; keep one of the two',
    expect.stringMatching(
      /^9 price: 1250.00 EUR .* did you mean 12.50\? If it is right, write yes in price_confirmed$/,
    ),
  ]);
  const sure = csv('supplier,sku,pack_quantity,price,price_confirmed', 'Mill,SALT,1000,1250,yes');
  expect((await sendCsv(app, { kind: 'supplier-items', csv: sure, commit: true })).status).toBe(200);
  expect(await itemsOf('Mill')).toMatchObject([{ sku: 'SALT', packPrice: { amount: 125_000 } }]);
});
