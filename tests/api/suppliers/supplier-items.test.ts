import { beforeEach, describe, expect, it } from 'vitest';
import { listSupplierItemsOf } from '../../../server/suppliers/supplier-items.service.ts';
import type { Problem } from '../../../shared/errors.ts';
import type { Item } from '../../../shared/items/item.schema.ts';
import type {
  Supplier,
  SupplierItemInput,
  SupplierItemList,
  SupplierItemsInput,
  SupplierOfItem,
} from '../../../shared/suppliers/supplier.schema.ts';
import { aDish, anIngredient } from '../../support/builders.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let app: TestApp;
let mill: Supplier;
let flour: Item;

beforeEach(async () => {
  app = await startTestApp();
  await app.createStore();
  flour = await app.createItem(anIngredient('FLOUR', { name: 'Flour' }));
  for (const sku of ['SALT', 'RYE', 'SPELT']) await app.createItem(anIngredient(sku));
  await app.createItem(aDish('BREAD', { FLOUR: 500 }));
  mill = await app.expectOk('POST', '/suppliers', { name: 'Mill' });
});

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const sold = (sku: string, more: Partial<SupplierItemInput> = {}): SupplierItemInput => ({
  ...{ sku, packQuantity: 1000, ...more },
});
const send = (items: SupplierItemInput[], more: Partial<SupplierItemsInput> = {}, headers = {}) =>
  app.request<SupplierItemList & Problem>('PUT', `/suppliers/${mill.id}/items`, { items, ...more }, headers);
const put = async (...items: SupplierItemInput[]): Promise<SupplierItemList> => {
  const { status, body } = await send(items);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const get = (id = mill.id): Promise<SupplierItemList> => app.expectOk('GET', `/suppliers/${id}/items`);

/** What a line cannot be, where the mistake is, and what is said of it. */
const WRONG: [Partial<SupplierItemInput>, string, string][] = [
  [{ sku: 'GOLD' }, '/sku', 'no item has SKU GOLD'],
  [{ sku: 'BREAD' }, '/sku', 'BREAD is made to order; name the ingredient that is delivered'],
  [{ sku: 'SALT' }, '/sku', 'SALT is in line 1 already; keep one of the two'],
  [
    { supplierSku: 'SALT' },
    '/supplierSku',
    "SALT is the supplier's code of SALT already; each item needs its own",
  ],
  [
    { packPrice: { amount: 1, currency: 'USD' } },
    '/packPrice/currency',
    'is USD, but this supplier is paid in EUR; give it in EUR',
  ],
  [
    {
      nesting: [
        { name: 'tray', count: 4 },
        { name: 'egg', count: 6 },
      ],
    },
    '/nesting',
    '4 × 6 is 24, not 1000; correct the counts or packQuantity',
  ],
  [
    { priceFrom: '2026-05-02', priceUntil: '2026-05-01' },
    '/priceUntil',
    '2026-05-01 is before 2026-05-02, from which the price is valid; correct one',
  ],
  [
    { priceBreaks: [{ fromPacks: 5, packPrice: eur(1) }] },
    '/priceBreaks',
    'need packPrice, what a pack costs below the first of them',
  ],
  [
    { packPrice: eur(100), priceBreaks: [{ fromPacks: 5, packPrice: eur(101) }] },
    '/priceBreaks/0/packPrice/amount',
    '1.01 EUR from 5 packs is dearer than 1.00 EUR for fewer; correct one',
  ],
  [
    {
      packPrice: eur(100),
      priceBreaks: [
        { fromPacks: 9, packPrice: eur(90) },
        { fromPacks: 5, packPrice: eur(80) },
      ],
    },
    '/priceBreaks/1/fromPacks',
    '5 is not more than 9; order them from few packs to many',
  ],
  [
    { packPrice: eur(100), priceBreaks: [{ fromPacks: 5, packPrice: { amount: 90, currency: 'USD' } }] },
    '/priceBreaks/0/packPrice/currency',
    'is USD, but this supplier is paid in EUR; give it in EUR',
  ],
  [{ substitutes: ['FLOUR'] }, '/substitutes/0', 'FLOUR cannot stand in for itself; remove it'],
  [{ substitutes: ['RYE', 'GOLD'] }, '/substitutes/1', 'no item has SKU GOLD'],
  [{ substitutes: ['RYE', 'RYE'] }, '/substitutes/1', 'RYE is listed twice; keep one'],
];

describe('what a supplier sells', () => {
  it('is told as little as how much is in a pack, and the rest is what is usual', async () => {
    const { items } = await put(sold('SALT'));
    expect(items).toMatchObject([
      {
        ...{
          sku: 'SALT',
          name: 'SALT',
          unit: 'g',
          supplierSku: 'SALT',
          packName: 'pack',
          packQuantity: 1000,
        },
        ...{ nesting: [], packPrice: null, priceFrom: null, priceUntil: null, priceBreaks: [], moq: 1 },
        ...{ preferred: false, substitutes: [], updatedAt: '2026-03-20T11:00:00.000Z' },
      },
    ]);
  });

  it('is kept with everything that was said of it, and found from the item', async () => {
    const line: Required<SupplierItemInput> = {
      ...{ sku: 'FLOUR', supplierSku: 'M-1', packName: 'pallet', packQuantity: 24_000.012 },
      nesting: [
        { name: 'box', count: 4 },
        { name: 'bag', count: 6000.003 },
      ],
      ...{ packPrice: eur(1250), priceFrom: '2026-01-01', priceUntil: '2026-12-31' },
      priceBreaks: [
        { fromPacks: 10, packPrice: eur(1200) },
        { fromPacks: 50, packPrice: eur(1200) },
      ],
      ...{ moq: 2, preferred: true, substitutes: ['SPELT', 'RYE'] },
    };
    const { items, version } = await put(line);
    expect(items).toEqual([
      { ...line, itemId: flour.id, name: 'Flour', unit: 'g', updatedAt: '2026-03-20T11:00:00.000Z' },
    ]);
    expect(await get()).toEqual({ items, version });
    const { items: suppliers } = await app.expectOk<{ items: SupplierOfItem[] }>(
      'GET',
      `/items/${flour.id}/suppliers`,
    );
    expect(suppliers).toMatchObject([
      { supplier: 'Mill', supplierId: mill.id, cutOff: '23:59', packName: 'pallet' },
    ]);
    const offers = await listSupplierItemsOf(app.database.db, [flour.id]);
    expect(offers).toMatchObject([
      { sku: 'FLOUR', supplier: { id: mill.id, itemCount: 1, deliveryDays: [1, 2, 3, 4, 5, 6, 7] } },
    ]);
  });

  it('is replaced as a whole, and two codes may be swapped', async () => {
    await put(sold('FLOUR', { supplierSku: 'A' }), sold('SALT', { supplierSku: 'B' }), sold('RYE'));
    const { items } = await put(sold('FLOUR', { supplierSku: 'B' }), sold('SALT', { supplierSku: 'A' }));
    expect(items.map(({ sku, supplierSku }) => [sku, supplierSku])).toEqual([
      ['FLOUR', 'B'],
      ['SALT', 'A'],
    ]);
  });

  it('is refused as a whole for any line that cannot be, which is named', async () => {
    for (const [wrong, field, detail] of WRONG) {
      const { status, body } = await send([sold('SALT'), { ...sold('FLOUR'), ...wrong }]);
      expect(status).toBe(422);
      expect(body.errors).toEqual([{ pointer: `/items/1${field}`, detail }]);
    }
    const many = await send(Array.from({ length: 5_000 }, () => sold('GOLD')));
    expect([many.status, many.body.errors?.length]).toEqual([422, 50]);
    expect((await get()).items).toEqual([]);
  });

  it('is asked about where its price is a hundred times what it was, or a hundredth, unless it is confirmed', async () => {
    await put(sold('FLOUR', { packPrice: eur(1249) }));
    const dear = await send([sold('FLOUR', { packPrice: eur(125_000) })]);
    expect(dear.status).toBe(422);
    expect(dear.body.errors).toEqual([
      {
        pointer: '/items/0/packPrice/amount',
        detail:
          '1250.00 EUR for 1000 is 100 times what it was, 12.49 EUR for 1000; did you mean 12.50? If it is right, send confirmPrices: true',
      },
    ]);
    const cheap = await send([sold('FLOUR', { packPrice: eur(12) })]);
    expect(cheap.body.errors?.[0]?.detail).toContain(
      'is 1/104 of what it was, 12.49 EUR for 1000; did you mean 12.00?',
    );
    // A larger pack at its price is no reason to ask.
    await put(sold('FLOUR', { packQuantity: 200_000, packPrice: eur(240_000) }));
    const { status } = await send([sold('FLOUR', { packPrice: eur(240_000) })], { confirmPrices: true });
    expect(status).toBe(200);
  });

  it('is changed only by whoever saw the newest list, where they say so', async () => {
    const empty = await app.request('GET', `/suppliers/${mill.id}/items`);
    const tag = { 'if-match': String(empty.headers['etag']) };
    const changed = await send([sold('SALT')], {}, tag);
    expect(changed).toMatchObject({ status: 200, headers: { etag: `"${changed.body.version}"` } });
    const late = await send([sold('RYE')], {}, tag);
    expect(late).toMatchObject({
      status: 412,
      body: { detail: 'What Mill sells was changed meanwhile; load it again.' },
    });
    expect((await get()).items).toMatchObject([{ sku: 'SALT' }]);
  });

  it('has one first choice: who becomes it takes it from who was', async () => {
    await put(sold('SALT', { preferred: true }), sold('RYE', { preferred: true }));
    const farm = await app.expectOk<Supplier>('POST', '/suppliers', { name: 'Farm' });
    await app.expectOk('PUT', `/suppliers/${farm.id}/items`, {
      items: [sold('SALT', { preferred: true }), sold('RYE')],
    });
    const firsts = async (id: string) =>
      (await get(id)).items.filter(({ preferred }) => preferred).map(({ sku }) => sku);
    expect([await firsts(mill.id), await firsts(farm.id)]).toEqual([['RYE'], ['SALT']]);
  });

  it('is on record by what changed, and not when nothing did', async () => {
    await put(sold('FLOUR', { packPrice: eur(1250) }), sold('SALT'), sold('RYE'));
    await put(sold('FLOUR', { packPrice: eur(1300) }), sold('SALT'), sold('SPELT', { preferred: true }));
    await put(sold('FLOUR', { packPrice: eur(1300) }), sold('SALT'), sold('SPELT', { preferred: true }));
    const { items } = await app.expectOk<{ items: { action: string }[] }>('GET', '/audit?limit=100');
    const entries = items.filter(({ action }) => action === 'supplier.items');
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({
      entityName: 'Mill',
      before: { items: [{ sku: 'RYE' }, { sku: 'FLOUR', packPrice: eur(1250) }] },
      after: {
        items: [
          { sku: 'FLOUR', packPrice: eur(1300) },
          { sku: 'SPELT', preferred: true },
        ],
      },
    });
    expect(JSON.stringify(entries[0])).not.toContain('SALT');
  });
});
