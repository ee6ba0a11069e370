import { beforeEach, describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../shared/integrations/import.schema.ts';
import type { Order } from '../../../shared/orders/order.schema.ts';
import { csv, sendForm } from '../../support/csv-upload.ts';
import { openShop, type Shop } from '../../support/shop.ts';

let shop: Shop;

beforeEach(async () => {
  shop = await openShop();
  await shop.stock({ CAKE: 3, WINE: 9 });
});

const HEAD = 'external_id,customer,email,needed_by,sku,quantity';

async function upload(
  lines: string[],
  query = '?commit=true',
): Promise<{ status: number; body: ImportReport }> {
  const fields = { kind: 'orders', storeId: shop.storeId, file: new Blob([csv(...lines)]) };
  const { status, body } = await sendForm(shop.app, fields, { query });
  return { status, body: body as ImportReport };
}

async function orders(): Promise<Order[]> {
  const { items } = await shop.app.expectOk<{ items: Order[] }>('GET', `/stores/${shop.storeId}/orders`);
  return items.reverse();
}

describe('a file of orders', () => {
  const FILE = [
    HEAD,
    'W1,Ada,ada@example.com,2026-03-21 10:00,CAKE,2',
    'W2,Ben,ben@example.com,,CAKE,4',
    'W1,Ada,ada@example.com,2026-03-21 10:00,WINE,1',
  ];

  it('is placed in its order, rows of one number as one order, and settled as if it were placed here', async () => {
    expect((await upload(FILE)).body).toMatchObject({ committed: true, rows: 3, accepted: 3, unchanged: 0 });
    expect(await orders()).toMatchObject([
      {
        ...{ externalId: 'W1', neededBy: '2026-03-21T09:00:00.000Z', customer: { email: 'ada@example.com' } },
        lines: [
          { sku: 'CAKE', allocated: 2 },
          { sku: 'WINE', allocated: 1 },
        ],
      },
      { externalId: 'W2', lines: [{ allocated: 1, backordered: 3 }] },
    ]);
    expect((await shop.news()).map(({ kind }) => kind)).toEqual(['backordered']);
  });

  it('has one effect however often it comes', async () => {
    await upload(FILE);
    expect((await upload(FILE)).body).toMatchObject({ committed: true, unchanged: 3 });
    expect(await orders()).toHaveLength(2);
  });

  it('changes nothing in a dry run', async () => {
    expect((await upload(FILE, '')).body).toMatchObject({ committed: false, accepted: 3, mistakes: 0 });
    expect(await orders()).toEqual([]);
  });

  it.each([
    ['W1,Ada,ada@example.com,,NOPE,1', 'sku', 'no item has SKU NOPE'],
    ['W1,Ada,ada@example.com,,CAKE,1.5', 'quantity', 'sold whole'],
    ['W1,Ada,nobody,,CAKE,1', 'email', 'email'],
    ['W1,Ada,,2026-03-01 10:00,CAKE,1', 'needed_by', 'is past'],
    ['W1,,,,CAKE,1', 'customer', 'is empty'],
  ])(
    'with the mistake in "%s" is told by row and column, and nothing of it is placed',
    async (line, column, problem) => {
      const { body } = await upload([HEAD, 'W0,Eve,eve@example.com,,CAKE,1', line]);
      expect(body.rejected).toMatchObject([
        { row: 3, column, problem: expect.stringContaining(problem) as string },
      ]);
      expect(await orders()).toEqual([]);
    },
  );

  it('whose rows disagree about an order is refused', async () => {
    const { body } = await upload([HEAD, 'W1,Ada,ada@example.com,,CAKE,1', 'W1,Eve,eve@example.com,,WINE,1']);
    expect(body.rejected).toMatchObject([
      { row: 3, column: 'external_id', problem: expect.stringContaining('than row 2') as string },
    ]);
  });
});
