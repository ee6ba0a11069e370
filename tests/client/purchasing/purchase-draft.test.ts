import { describe, expect, test } from 'vitest';
import { deliveryGroups, lateWords } from '../../../client/purchasing/delivery-words.ts';
import {
  acceptInputOf,
  edit,
  editKey,
  forget,
  totalOf,
  wantedLines,
} from '../../../client/purchasing/proposal-draft.ts';
import {
  keptWhenRejected,
  purchasePatchOf,
  receiveDraftOf,
  receiveInputOf,
} from '../../../client/purchasing/purchase-draft.ts';
import { leftWords, storyWords, tasksOf } from '../../../client/purchasing/purchase-words.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import type { ExpectedDelivery } from '../../../shared/purchasing/expected-delivery.schema.ts';
import type { PurchaseOrder, PurchaseOrderLine } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { ReorderLine, ReorderProposal } from '../../../shared/purchasing/reorder.schema.ts';

const NOW = Date.parse('2026-03-20T11:00:00Z');
const MONDAY = '2026-03-23T07:00:00.000Z';
const eur = (amount: number) => ({ amount, currency: 'EUR' });

function aProposedLine(sku: string, over: Partial<ReorderLine> = {}): ReorderLine {
  return {
    ...{ itemId: `id of ${sku}`, sku, name: sku, unit: 'kg', supplierSku: sku, packName: 'case' },
    ...{ packQuantity: 2.5, packs: 2, quantity: 5, moq: 1, listPrice: eur(1000), packPrice: eur(1000) },
    ...{ priceBreaks: [{ fromPacks: 10, packPrice: eur(900) }], amount: eur(2000), basis: 'b' },
    because: {
      ...{ kind: 'reorder', onHand: 0, allocated: 0, backordered: 0, onOrder: 0, inPreparation: 0 },
      ...{ projected: 0, orderUpTo: 5, words: '' },
    },
    ...over,
  };
}

const PROPOSAL: ReorderProposal = {
  ...{ supplierId: 'farm', supplier: 'Farm', deliverAt: MONDAY, orderBy: MONDAY, emergency: false },
  lines: [aProposedLine('SALT'), aProposedLine('OIL')],
};

describe('a proposal with what was changed of it', () => {
  test('counts with the price of so many packs, leaves out, and asks for the rest', () => {
    const edits = edit(edit({}, editKey('farm', 'id of SALT'), { packs: 10 }), editKey('farm', 'id of OIL'), {
      isLeftOut: true,
    });
    const lines = wantedLines(PROPOSAL, edits);
    expect(lines[0]).toMatchObject({ packs: 10, quantity: 25, amount: eur(9000), isEdited: true });
    expect(totalOf(lines, eur(10_000))).toEqual({ total: eur(9000), unpriced: 0, missing: eur(1000) });
    expect(totalOf(wantedLines(PROPOSAL, forget(edits, 'farm')), eur(4000)).missing).toBeUndefined();
    expect(acceptInputOf(PROPOSAL, lines, true)).toEqual({
      proposals: [
        { supplierId: 'farm', emergency: false, lines: [{ itemId: 'id of SALT', packs: 10, basis: 'b' }] },
      ],
      send: true,
    });
  });

  test('stays where fresh proposals have the line still, and says nothing of a minimum while a price is unknown', () => {
    const edits = edit({}, editKey('farm', 'id of SALT'), { packs: 7 });
    const { listPrice: _, ...unpriced } = aProposedLine('OIL', { priceBreaks: [] });
    const fresh = { ...PROPOSAL, lines: [aProposedLine('SALT', { packs: 4, basis: 'other' }), unpriced] };
    const lines = wantedLines(fresh, edits);
    expect(lines[0]).toMatchObject({ packs: 7, basis: 'other' });
    expect(totalOf(lines, eur(1_000_000))).toEqual({ total: eur(7000), unpriced: 1, missing: undefined });
  });
});

function aLine(sku: string, over: Partial<PurchaseOrderLine> = {}): PurchaseOrderLine {
  return {
    ...{ lineId: `line of ${sku}`, itemId: sku, sku, name: sku, unit: 'kg', supplierSku: sku },
    ...{
      packName: 'case',
      packQuantity: 10,
      packs: 2,
      quantity: 20,
      packPrice: eur(500),
      expectedAt: MONDAY,
    },
    ...{ received: 0, rejected: 0, outstanding: 20, cancelled: 0, over: 0, deliveries: [] },
    ...over,
  };
}

function anOrderOf(...lines: PurchaseOrderLine[]): PurchaseOrder {
  return {
    ...{ poId: 'p', number: 1, supplierId: 'farm', supplier: 'Farm', state: 'sent', version: 1 },
    ...{ total: eur(2000), createdAt: MONDAY, createdBy: 'Ada', lines, events: [] },
  };
}

describe('a purchase order as it is worked on', () => {
  test('keeps the price of lines that stay, and what is cancelled already out of it', () => {
    const order = anOrderOf(aLine('SALT'), aLine('OIL'), aLine('OLD', { cancelled: 20, outstanding: 0 }));
    const same = [
      { sku: 'SALT', packs: 2 },
      { sku: 'OIL', packs: 2 },
    ];
    expect(purchasePatchOf(order, same, '', NOW)).toBeNull();
    expect(purchasePatchOf(order, same, 'ring twice', NOW)).toEqual({ note: 'ring twice' });
    const changed = [same[0]!, { sku: 'OIL', packs: 3 }, { sku: 'NEW', packs: 1 }];
    expect(purchasePatchOf(order, changed, '', NOW)).toEqual({
      lines: [
        { sku: 'SALT', packs: 2, packPrice: eur(500), expectedAt: MONDAY },
        { sku: 'OIL', packs: 3, expectedAt: MONDAY },
        { sku: 'NEW', packs: 1 },
      ],
    });
  });

  test('is received as it is filled in: what was sent back is taken off what was to come until somebody types', () => {
    const draft = receiveDraftOf(aLine('SALT'));
    expect(keptWhenRejected(draft, '2,5', 20)).toBe('17.5');
    expect(keptWhenRejected({ quantity: '12', rejected: '' }, '2', 20)).toBe('12');
    const drafts = [
      {
        ...draft,
        quantity: '17,5',
        rejected: '2.5',
        reason: 'wet',
        replaced: true,
        price: '5,20',
        lot: ' L7 ',
      },
      { ...receiveDraftOf(aLine('OIL')), quantity: '0' },
    ];
    expect(receiveInputOf(drafts, 'EUR')).toEqual({
      lines: [
        {
          ...{ lineId: 'line of SALT', quantity: 17.5, rejected: 2.5, replaced: true, reason: 'wet' },
          ...{ price: eur(520), lot: 'L7' },
        },
      ],
    });
  });

  test('offers what its state allows', () => {
    const draft = { state: 'draft', total: eur(600) } as const;
    expect(tasksOf(draft, 500)[0]).toBe('approve');
    expect(tasksOf(draft, 600)[0]).toBe('send');
    expect(tasksOf({ ...draft, state: 'partially-received' }, 0)[0]).toBe('receive');
    expect(tasksOf({ ...draft, state: 'cancelled' }, 0)).toEqual([]);
  });

  test('tells its story in the time of the store', () => {
    const times = new StoreTimes('Europe/Vienna', 'en-GB');
    expect(storyWords(`delayed to ${MONDAY}: lorry`, times, NOW)).toBe('Delayed to Mon 08:00: lorry');
  });
});

test.each([
  [0, null],
  [29_001, '30 s left'],
  [65 * 60_000, '1 h 5 min left'],
  [(24 * 60 + 5) * 60_000, '1 d left'],
])('%i ms before the cut-off are "%s"', (ms, words) => {
  expect(leftWords(ms)).toBe(words);
});

test('deliveries stand by day, the late ones first however far off they are now', () => {
  const aDelivery = (deliveryId: string, state: ExpectedDelivery['state'], expectedAt: string) => ({
    ...{ deliveryId, itemId: 'i', sku: 'S', name: 'S', unit: 'kg', quantity: 1, arrived: 0, supplier: '' },
    ...{ firstExpectedAt: '2026-03-20T10:00:00Z', expectedAt, state, waiting: 0 },
  });
  const late = aDelivery('late', 'late', '2026-03-25T10:00:00Z');
  const found = [
    aDelivery('soon', 'expected', '2026-03-20T14:00:00Z'),
    late,
    aDelivery('came', 'arrived', '2026-03-19T14:00:00Z'),
  ];
  const groups = deliveryGroups(found, (at) => new Date(at).toISOString().slice(0, 10));
  expect(groups.map(({ title, deliveries }) => [title, ...deliveries.map((it) => it.deliveryId)])).toEqual([
    ['Late', 'late'],
    ['2026-03-20', 'soon'],
    ['Came, or called off', 'came'],
  ]);
  expect(lateWords(late, NOW)).toBe('5 d later than said');
  expect(lateWords({ ...late, expectedAt: '2026-03-20T10:20:00Z' }, NOW)).toBe('40 min overdue');
});
