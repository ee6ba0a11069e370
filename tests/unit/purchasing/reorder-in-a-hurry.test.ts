import { expect, it } from 'vitest';
import { Deliveries, type ReorderSupplier } from '../../../server/purchasing/reorder-choice.ts';
import type { ReorderItem, SupplyChoice } from '../../../server/purchasing/reorder-need.ts';
import { proposeOrders } from '../../../server/purchasing/reorder.ts';

/** A Thursday, 11:00 in Vienna. */
const NOW = new Date('2026-11-26T10:00:00Z');

const aSupplier = (name: string, deliveryDays: number[]): ReorderSupplier => ({
  ...{ id: name, name, active: true, minimumOrder: null, leadTimeDays: 1, closedOn: [] },
  ...{ deliveryDays, deliveryTime: '08:00', cutOff: '14:00' },
});
const aChoice = (supplierId: string, preferred: boolean): SupplyChoice => ({
  ...{ supplierId, supplierSku: supplierId, packName: 'bag', packQuantity: 1_000, moq: 1, preferred },
  ...{ packPrice: { amount: 500, currency: 'EUR' }, priceBreaks: [] },
});
/** Six days of 4 kg need 24 kg, until the Wednesday that an order of next Monday's delivery is followed by. */
const SALMON: ReorderItem = {
  ...{ itemId: 'SALMON', sku: 'SALMON', name: 'SALMON', unit: 'kg', counted: true },
  ...{ onHand: 3_000, allocated: 0, backordered: 0, onOrder: 0, inPreparation: 0 },
  ...{ parLevel: null, reorderPoint: null, runsOutAt: new Date('2026-11-28T12:00:00Z') },
  choices: [aChoice('Slow', true), aChoice('Fast', false)],
  cover: {
    ...{ point: 24_000, level: 40_000, perDay: 4_000, share: 0.9, forLateness: 0 },
    ...{ until: new Date('2026-12-02T10:00:00Z'), day: '2026-12-02' },
  },
};

const proposed = (item: ReorderItem) => {
  const suppliers = [aSupplier('Slow', [1]), aSupplier('Fast', [1, 2, 3, 4, 5, 6, 7])];
  const proposals = proposeOrders({
    items: [item],
    deliveries: new Deliveries(suppliers, 'Europe/Vienna', NOW),
  });
  return proposals.map(({ supplier, emergency, lines: [line] }) => ({ supplier, emergency, line: line! }));
};

it('what is bought in a hurry lasts until the usual supplier comes, who is asked for the rest', () => {
  // Four days less three hours of the six: 15.5 kg.
  const [hurry, ...others] = proposed(SALMON);
  expect(others).toEqual([]);
  expect(hurry).toMatchObject({ supplier: 'Fast', emergency: true, line: { packs: 13 } });
  expect(hurry!.line.because.words).toMatch(
    /^likely to run out before Slow comes on Mon 30 Nov, Fast on Fri 27 Nov already: 3 kg on hand.* → 13 bags of 1 kg bring it to 16 kg until Slow comes$/,
  );
  const arrives = { onOrder: 13_000, nextArrivalAt: new Date('2026-11-27T07:00:00Z') };
  const [rest] = proposed({ ...SALMON, ...arrives, runsOutAt: new Date('2026-11-30T20:00:00Z') });
  expect(rest).toMatchObject({ supplier: 'Slow', emergency: false, line: { packs: 24 } });
});
