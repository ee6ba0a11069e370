import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import type { PurchaseOrder, Receipt } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { ReceivableLine } from '../../../shared/purchasing/receipt.schema.ts';
import { anIngredient, anOrder } from '../../support/builders.ts';
import { eur, lineOf, openBuyer, type Buyer } from '../../support/buyer.ts';

const figuresOf = (po: PurchaseOrder, sku: string): number[] => {
  const { received, rejected, outstanding, cancelled, over } = lineOf(po, sku);
  return [received, rejected, outstanding, cancelled, over];
};

async function receiptsOf(buyer: Buyer, { poId }: PurchaseOrder): Promise<Receipt[]> {
  const path = buyer.path(`/${poId}/receipts`);
  return (await buyer.app.expectOk<{ receipts: Receipt[] }>('GET', path)).receipts;
}

const lastWords = ({ events }: PurchaseOrder): string => events.at(-1)!.words;

it('another item that came instead goes into its own stock, fills who waits for it, and is taken back whole', async () => {
  const buyer = await openBuyer();
  const { app, storeId } = buyer;
  await app.createItems([anIngredient('TROUT', { name: 'Trout', unit: 'kg', sellable: true })]);
  await app.receive(storeId, { TROUT: 1 });
  await app.expectOk('POST', `/stores/${storeId}/orders`, anOrder({ TROUT: 6 }));
  const po = await buyer.sent();
  const { lineId } = lineOf(po, 'SALMON');
  const receiptId = randomUUID();
  const substitute = { sku: 'TROUT', quantity: 8, lot: 'T-1', expiresAt: '2026-03-25' };
  const received = await buyer.move(po, 'receive', {
    receiptId,
    lines: [{ lineId, quantity: 12, substitute }],
  });
  expect(figuresOf(received, 'SALMON')).toEqual([12, 0, 0, 8, 0]);
  expect(received.total).toEqual(eur(28_800));
  expect(lastWords(received)).toBe(
    '1 line received; 8 kg TROUT came instead of SALMON, 8 kg SALMON not waited for any more',
  );
  expect(await buyer.stockOf('TROUT')).toMatchObject({ onHand: 9, allocated: 6, backordered: 0 });
  expect(await buyer.stockOf('SALMON')).toMatchObject({ onHand: 12, onOrder: 0 });
  expect((await receiptsOf(buyer, po))[0]!.lines).toMatchObject([
    { received: 12 },
    { received: 0, lot: 'T-1', substitute: { sku: 'TROUT', name: 'Trout', quantity: 8, insteadOf: 8 } },
  ]);
  await buyer.expectSound();

  const undone = await app.expectOk<PurchaseOrder>(
    'POST',
    buyer.path(`/${po.poId}/receipts/${receiptId}/undo`),
  );
  expect(figuresOf(undone, 'SALMON')).toEqual([0, 0, 20, 0, 0]);
  expect([undone.state, undone.total]).toEqual([po.state, po.total]);
  expect(await buyer.stockOf('TROUT')).toMatchObject({ onHand: 1, allocated: 1, backordered: 5 });
  await buyer.expectSound();
});

it('an order of which everything came as something else is received, not cancelled; or is still waited for', async () => {
  const buyer = await openBuyer();
  const po = await buyer.sent({ lines: [{ sku: 'SALMON', packs: 2 }] });
  const { lineId } = lineOf(po, 'SALMON');
  const later = { sku: 'SALT', quantity: 3, insteadOf: 0 };
  const waiting = await buyer.move(po, 'receive', { lines: [{ lineId, quantity: 0, substitute: later }] });
  expect(waiting.state).toBe('partially-received');
  expect(figuresOf(waiting, 'SALMON')).toEqual([0, 0, 20, 0, 0]);
  expect(lastWords(waiting)).toBe('3 kg SALT came instead of SALMON, SALMON is still to come');
  const receiptId = randomUUID();
  const rest = { sku: 'SALT', quantity: 18, insteadOf: 500 };
  const over = await buyer.move(po, 'receive', {
    receiptId,
    lines: [{ lineId, quantity: 0, rejected: 2, reason: 'Spoiled', substitute: rest }],
  });
  expect([over.state, ...figuresOf(over, 'SALMON')]).toEqual(['received', 0, 2, 0, 18, 0]);
  await buyer.expectSound();
  await buyer.app.expectOk('POST', buyer.path(`/${po.poId}/receipts/${receiptId}/undo`));
  expect(await buyer.stockOf('SALT')).toMatchObject({ onHand: 3 });
  expect(await buyer.stockOf('SALMON')).toMatchObject({ onOrder: 20 });
  await buyer.expectSound();
});

it('a substitute that cannot be is refused by its field, and nothing of the receipt is booked', async () => {
  const buyer = await openBuyer();
  const { app } = buyer;
  await app.createItems([anIngredient('DISH', { stocked: false, sellable: true, recipe: [] })]);
  const po = await buyer.sent();
  const [salmon, cake] = ['SALMON', 'CAKE'].map((sku) => lineOf(po, sku).lineId);
  const wrong = [
    { sku: 'NONE', quantity: 1, at: 'sku' },
    { sku: 'SALMON', quantity: 1, at: 'sku' },
    { sku: 'DISH', quantity: 1, at: 'sku' },
    { sku: 'SALT', quantity: 1, unit: 'crate', at: 'unit' },
    { sku: 'SALT', quantity: 5000, at: 'quantity' },
  ];
  for (const { at, ...substitute } of wrong) {
    const lines = [
      { lineId: cake, quantity: 18 },
      { lineId: salmon, quantity: 0, substitute },
    ];
    const { status, body } = await app.request<Problem>('POST', buyer.path(`/${po.poId}/receive`), { lines });
    expect([status, body.errors?.map(({ pointer }) => pointer)]).toEqual([
      422,
      [`/lines/1/substitute/${at}`],
    ]);
  }
  expect(await receiptsOf(buyer, po)).toEqual([]);
  expect((await buyer.stockOf('CAKE')).onHand).toBe(0);
});

it('another price is told beside the agreed one, and one that is hard to believe is asked about first', async () => {
  const buyer = await openBuyer();
  const { app, storeId, supplier } = buyer;
  const items = [
    {
      sku: 'SALMON',
      packName: 'case',
      packQuantity: 10,
      packPrice: eur(18_000),
      substitutes: ['SALT', 'CAKE'],
    },
  ];
  await app.expectOk('PUT', `/suppliers/${supplier.id}/items`, { items });
  const po = await buyer.sent({ lines: [{ sku: 'SALMON', packs: 2 }] });
  const { lineId } = lineOf(po, 'SALMON');
  const idOf = async (sku: string): Promise<string> => (await buyer.stockOf(sku)).itemId;
  const known = await app.expectOk<{ lines: ReceivableLine[] }>('GET', `/stores/${storeId}/receivable-lines`);
  expect(known.lines).toEqual([
    {
      ...{ poId: po.poId, lineId, currency: 'EUR', packPrice: eur(18_000) },
      substitutes: [await idOf('SALT'), await idOf('CAKE')],
    },
  ]);
  const half = (price: object, more: object = {}) => ({ lines: [{ lineId, quantity: 10, price, ...more }] });
  const odd = await app.request<Problem>('POST', buyer.path(`/${po.poId}/receive`), half(eur(1_950_000)));
  expect(odd).toMatchObject({
    status: 422,
    body: {
      errors: [
        { pointer: '/lines/0/price', detail: expect.stringContaining('did you mean 195.00') as string },
      ],
    },
  });
  const dear = await buyer.move(po, 'receive', half(eur(1_950_000), { priceConfirmed: true }));
  expect(lastWords(dear)).toContain('SALMON at 19500.00 instead of 180.00 EUR a case');
  const foreign = { amount: 100, currency: 'USD' };
  const other = half(foreign, { priceConfirmed: true });
  expect(await app.request('POST', buyer.path(`/${po.poId}/receive`), other)).toMatchObject({ status: 422 });
  const same = await buyer.move(po, 'receive', half(eur(18_000)));
  expect(lastWords(same)).toBe('1 line received');
  expect((await receiptsOf(buyer, po)).flatMap(({ lines }) => lines)).toMatchObject([
    { price: eur(18_000), agreedPrice: eur(18_000) },
    { price: eur(1_950_000), agreedPrice: eur(18_000) },
  ]);
  expect(
    (await app.expectOk<{ lines: unknown[] }>('GET', `/stores/${storeId}/receivable-lines`)).lines,
  ).toEqual([]);
});
