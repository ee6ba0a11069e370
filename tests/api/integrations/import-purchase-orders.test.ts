import { beforeEach, expect, it } from 'vitest';
import type { ImportReport } from '../../../shared/integrations/import.schema.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import { openBuyer, type Buyer } from '../../support/buyer.ts';
import { csv, sendForm } from '../../support/csv-upload.ts';

let buyer: Buyer;

beforeEach(async () => {
  buyer = await openBuyer();
});

const HEAD = 'order;supplier;ordered_at;sku;quantity;confirmed_at;received_at;received;rejected;price';

async function upload(...lines: string[]): Promise<ImportReport> {
  const fields = {
    kind: 'purchase-orders',
    storeId: buyer.storeId,
    file: new Blob([csv(HEAD, ...lines)]),
  };
  const { status, body } = await sendForm(buyer.app, fields, { query: '?commit=true' });
  expect([200, 422], JSON.stringify(body)).toContain(status);
  return body as ImportReport;
}

async function orders(): Promise<PurchaseOrder[]> {
  const { items } = await buyer.app.expectOk<{ items: { poId: string }[] }>('GET', buyer.path());
  return Promise.all(
    items.reverse().map(({ poId }) => buyer.app.expectOk<PurchaseOrder>('GET', buyer.path(`/${poId}`))),
  );
}

const FILE = [
  'P1;fish lang;2026-03-02;SALMON;20;2026-03-03 08:00;2026-03-03 07:40;;;18,50',
  'P2;Fish Lang;2026-03-04;SALMON;10;2026-03-05 08:00;2026-03-05 09:00;8;2;',
  'P2;Fish Lang;2026-03-04;SALMON;10;2026-03-05 08:00;2026-03-07 08:00;11;;',
  'P2;Fish Lang;2026-03-04;CAKE;12;2026-03-05 08:00;;;;',
  'P3;Fish Lang;2026-03-19;CAKE;12;2026-03-23 08:00;;;;',
];

it('past purchase orders are the record of their supplier, and what is still to come is waited for', async () => {
  expect(await upload(...FILE)).toMatchObject({ committed: true, rows: 5, accepted: 5, unchanged: 0 });
  const [first, second, third] = await orders();
  expect(first).toMatchObject({ number: 1, state: 'received', total: { amount: 37_000, currency: 'EUR' } });
  expect(second).toMatchObject({
    state: 'received',
    lines: [
      { sku: 'SALMON', quantity: 20, received: 18, rejected: 2, cancelled: 0, over: 1 },
      { sku: 'CAKE', quantity: 12, received: 0, cancelled: 12 },
    ],
  });
  expect(third).toMatchObject({ state: 'acknowledged', lines: [{ outstanding: 12 }] });
  expect(await buyer.stockOf('CAKE')).toMatchObject({ onHand: 0, onOrder: 12 });
  expect(await buyer.stockOf('SALMON')).toMatchObject({ onHand: 0, onOrder: 0 });
  await buyer.expectSound();

  expect(await upload(...FILE)).toMatchObject({ committed: true, unchanged: 5 });
  expect(await orders()).toHaveLength(3);
});

it('mistakes in them are named by row and column, and nothing is written', async () => {
  const { committed, rejected } = await upload(
    'P1;Nobody;2026-03-02;SALMON;20;2026-03-03 08:00;;;;',
    'P2;Fish Lang;2026-03-04;TROUT;10;2026-03-05 08:00;;;;',
    'P3;Fish Lang;2026-03-04;CAKE;10;;;;;',
    'P4;Fish Lang;2026-03-04;CAKE;10;2026-03-01;;;;',
    'P5;Fish Lang;2026-04-04;CAKE;10;2026-04-05;;5;;',
    'P6;Fish Lang;2026-03-04;CAKE;10;2026-03-05;2026-03-05;;;1,234',
    'P7;Fish Lang;2026-03-04;CAKE;10;2026-03-05;2026-03-05;;;',
    'P7;Fish Lang;2026-03-05;SALMON;10;2026-03-05;2026-03-05;;;',
  );
  expect(committed).toBe(false);
  expect(rejected.map(({ row, column }) => `${row} ${column}`)).toEqual([
    ...['2 supplier', '3 sku', '4 confirmed_at', '5 confirmed_at'],
    ...['6 ordered_at', '6 received_at', '7 price', '9 order'],
  ]);
  expect(await orders()).toEqual([]);
});
