import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvTemplate } from '../../../client/suppliers/file-words.ts';
import { readCsvTable } from '../../../server/integrations/csv-file.service.ts';
import { readSupplierCsv } from '../../../server/integrations/supplier-csv-rows.ts';
import { mistakesIn } from '../../../server/platform/validation.ts';
import {
  OrderAcknowledged,
  OrderDelayed,
  OrderShipped,
  PricesChanged,
} from '../../../shared/purchasing/supplier-message.schema.ts';
import { knownOrder, REFERENCE } from '../../support/x12-orders.ts';

const SCHEMAS = {
  'order.acknowledged': OrderAcknowledged,
  'order.delayed': OrderDelayed,
  'order.shipped': OrderShipped,
  'prices.changed': PricesChanged,
};

async function readText(text: string) {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text);
  }
  return readSupplierCsv(await readCsvTable(bytes()), knownOrder());
}

describe('a CSV file of a supplier', () => {
  it('is understood as its template shows it', async () => {
    const { messages, mistakes } = await readText(csvTemplate());
    expect(mistakes).toEqual([]);
    expect(messages.map(({ id, message }) => [id, message])).toEqual([
      [
        REFERENCE,
        {
          ...{ type: 'order.acknowledged', order: REFERENCE },
          lines: [{ supplierSku: 'MOZ-125', packs: 2, expectedAt: '2026-11-28T07:00:00.000Z' }],
        },
      ],
      [
        `${REFERENCE}:2`,
        {
          ...{ type: 'order.delayed', order: REFERENCE, expectedAt: '2026-11-29T07:00:00.000Z' },
          reason: 'truck broke down',
        },
      ],
      [
        `${REFERENCE}:3`,
        {
          ...{ type: 'order.shipped', order: REFERENCE, expectedAt: '2026-11-28T06:15:00.000Z' },
          lines: [{ supplierSku: 'MOZ-125', packs: 2 }],
        },
      ],
      [
        'prices',
        {
          type: 'prices.changed',
          prices: [
            { supplierSku: 'MOZ-125', packPrice: { amount: 1310, currency: 'EUR' }, from: '2026-12-01' },
          ],
        },
      ],
    ]);
  });

  it.each([
    ['type,order\nconfirm,1042-9F3A2B1C', 2, 'type', '"confirm" is not known'],
    ['type\nprice', 2, 'supplier_sku', 'the file has no such column'],
    [
      `type,order,supplier_sku,packs,quantity\nconfirmation,${REFERENCE},MOZ-125,1,10`,
      2,
      'quantity',
      'stands beside packs',
    ],
    [`type,order,packs\nconfirmation,${REFERENCE},1`, 2, 'supplier_sku', 'is empty beside an amount'],
    [`type,order,expected\ndelay,${REFERENCE},2026-02-30`, 2, 'expected', 'is no day'],
    [`type,order,expected\ndelay,${REFERENCE},tomorrow`, 2, 'expected', 'is not a date'],
    ['type,supplier_sku,price,currency\nprice,MOZ-125,12,USD', 2, 'currency', 'prices are in EUR'],
    ['type,supplier_sku,price\nprice,MOZ-125,12.345', 2, 'price', 'is no price in EUR'],
    ['order,packs\n1,2', 1, 'type', 'is missing'],
    ['type,order\n', 1, '', 'there are no rows'],
  ])('is refused by row and column: %j', async (text, row, column, problem) => {
    const { messages, mistakes } = await readText(text);
    expect(messages).toEqual([]);
    expect(mistakes[0]).toMatchObject({ row, column });
    expect(mistakes[0]!.problem).toContain(problem);
  });

  it('that was damaged says nothing but what fits', async () => {
    const whole = csvTemplate();
    const change = fc.record({
      at: fc.nat(whole.length - 1),
      length: fc.nat(20),
      put: fc.string({ maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        let damaged = whole;
        for (const { at, length, put } of changes)
          damaged = damaged.slice(0, at) + put + damaged.slice(at + length);
        const { messages } = await readText(damaged);
        for (const { message, rows } of messages) {
          // What a use case refuses besides is a matter of its own: a price that is none, a text that is too long.
          expect(
            mistakesIn(SCHEMAS[message.type], message).filter(({ pointer }) => !/note|reason/.test(pointer)),
          ).toEqual([]);
          expect(rows.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 200 },
    );
  });
});
