import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Deliveries, type ReorderSupplier } from '../../../server/purchasing/reorder-choice.ts';
import {
  basisOf,
  whyMet,
  type ReorderItem,
  type SupplyChoice,
} from '../../../server/purchasing/reorder-need.ts';
import { isSentByItself, proposeOrders } from '../../../server/purchasing/reorder.ts';
import type { ReorderProposal } from '../../../shared/purchasing/reorder.schema.ts';

/** A Thursday, 11:00 in Vienna. */
const NOW = new Date('2026-11-26T10:00:00Z');
const EUR = (amount: number) => ({ amount, currency: 'EUR' });

/** Farm delivers every day on the day after at 08:00. */
const aSupplier = (id: string, overrides: Partial<ReorderSupplier> = {}): ReorderSupplier => ({
  ...{ id, name: id, active: true, minimumOrder: null, leadTimeDays: 1, closedOn: [] },
  ...{ deliveryDays: [1, 2, 3, 4, 5, 6, 7], deliveryTime: '08:00', cutOff: '14:00' },
  ...overrides,
});
/** Cases of 10 at 20.00. */
const aChoice = (supplierId: string, overrides: Partial<SupplyChoice> = {}): SupplyChoice => ({
  ...{ supplierId, supplierSku: `${supplierId}-1`, packName: 'case', packQuantity: 10_000, moq: 1 },
  ...{ packPrice: EUR(2000), priceBreaks: [], preferred: false },
  ...overrides,
});
const anItem = (sku: string, overrides: Partial<ReorderItem> = {}): ReorderItem => ({
  ...{ itemId: sku, sku, name: sku, unit: 'kg', counted: true },
  ...{ onHand: 0, allocated: 0, backordered: 0, onOrder: 0, inPreparation: 0 },
  ...{ parLevel: 12_000, reorderPoint: 5_000, choices: [aChoice('Farm')] },
  ...overrides,
});
const propose = (items: ReorderItem[], suppliers = [aSupplier('Farm')], avoided: string[] = []) =>
  proposeOrders({ items, deliveries: new Deliveries(suppliers, 'Europe/Vienna', NOW, new Set(avoided)) });
const ordered = (proposals: ReorderProposal[]) =>
  Object.fromEntries(
    proposals.map(({ supplier, lines }) => [supplier, lines.map(({ sku, packs }) => `${packs} ${sku}`)]),
  );
const wordsOf = (proposals: ReorderProposal[]) => proposals[0]!.lines[0]!.because.words;

describe('a need', () => {
  it.each<[string, Partial<ReorderItem>, number]>([
    ['at the reorder point is ordered up to par', { onHand: 5_000 }, 1],
    ['is none above it', { onHand: 5_001 }, 0],
    [
      'is what is left after what orders have and wait for',
      { onHand: 9_000, allocated: 2_000, backordered: 15_000 },
      2,
    ],
    ['is less by what is coming', { onHand: 1_000, onOrder: 4_001 }, 0],
    ['is less by what is in orders not sent yet', { onHand: 1_000, inPreparation: 10_000 }, 0],
    ['without a reorder point starts at a third of par', { onHand: 4_000, reorderPoint: null }, 1],
    ['and not before it', { onHand: 4_001, reorderPoint: null }, 0],
    ['without par goes above the reorder point', { onHand: 5_000, parLevel: null }, 1],
    [
      'is for who waits where there is nothing to keep',
      { backordered: 11_000, parLevel: null, reorderPoint: null },
      2,
    ],
    [
      'is none where there is nothing to keep and nobody waits',
      { onHand: -3_000, parLevel: 0, reorderPoint: null },
      0,
    ],
    ['is none before anybody counted', { onHand: -3_000, counted: false }, 0],
    ['never goes beyond what may be held', { onHand: 1_000, parLevel: 60_000, mostHeld: 30_000 }, 2],
    ['and not a pack more, as long as there is some', { onHand: 1_000, mostHeld: 8_000 }, 0],
    ['but is met with a pack when there is none', { mostHeld: 8_000 }, 1],
  ])('%s', (_, stock, packs) => {
    expect(ordered(propose([anItem('SALMON', stock)]))).toEqual(
      packs === 0 ? {} : { Farm: [`${packs} SALMON`] },
    );
  });

  it('is explained in figures and in words that can be checked', () => {
    const salmon = anItem('SALMON', { onHand: 3_100, allocated: 1_100 });
    const [proposal] = propose([salmon]);
    expect(proposal).toMatchObject({
      ...{ supplierId: 'Farm', emergency: false, total: EUR(2000) },
      ...{ deliverAt: '2026-11-27T07:00:00.000Z', orderBy: '2026-11-26T13:00:00.000Z' },
      lines: [{ packs: 1, quantity: 10, packPrice: EUR(2000), amount: EUR(2000), basis: basisOf(salmon) }],
    });
    expect(proposal!.lines[0]!.because).toEqual({
      ...{ kind: 'reorder', onHand: 3.1, allocated: 1.1, backordered: 0, onOrder: 0, inPreparation: 0 },
      ...{ projected: 2, reorderPoint: 5, orderUpTo: 12 },
      words:
        '3.1 kg on hand, 1.1 kg of it set aside for orders, none coming: leaves 2 kg, below its reorder point of 5 kg → 1 case of 10 kg brings it to its par of 12 kg',
    });
    const pieces = { unit: 'each', parLevel: 20_000, reorderPoint: null, onHand: -4_000, backordered: 6_000 };
    expect(wordsOf(propose([anItem('EGG', pieces)]))).toBe(
      '-4 on hand, customers wait for 6, none coming: 10 too little, below a third of its par of 20 → 3 cases of 10 bring it to its par of 20',
    );
    const nothingKept = { parLevel: null, reorderPoint: null };
    const waited = { ...nothingKept, unit: 'g', backordered: 1_500_000, onOrder: 500_000 };
    const box = aChoice('Farm', { packName: 'box', packQuantity: 250_000, moq: 4 });
    expect(wordsOf(propose([anItem('TEA', { ...waited, choices: [box] })]))).toBe(
      '0 g on hand, customers wait for 1.5 kg, 500 g coming: 1 kg too little, and no par level to keep → 4 boxes of 250 g (no fewer are sold) bring it to 0 g',
    );
  });

  it('is ordered in whole packs, as many as are sold at least, at the price of so many', () => {
    const priceBreaks = [
      { fromPacks: 3, packPrice: EUR(1800) },
      { fromPacks: 5, packPrice: EUR(1500) },
    ];
    const line = (parLevel: number, moq: number) =>
      propose([anItem('SALMON', { parLevel, choices: [aChoice('Farm', { moq, priceBreaks })] })])[0]!
        .lines[0];
    expect(line(12_000, 1)).toMatchObject({ packs: 2, amount: EUR(4000) });
    expect(line(12_000, 4)).toMatchObject({ packs: 4, amount: EUR(7200) });
    expect(line(50_000, 1)).toMatchObject({ packs: 5, amount: EUR(7500) });
  });
});

describe('the supplier', () => {
  const SLOW = aSupplier('Slow', { deliveryDays: [1] });
  const ALL = [aSupplier('Farm'), aSupplier('Mill'), SLOW];
  const from = (choices: SupplyChoice[], stock = {}, suppliers = ALL) =>
    ordered(propose([anItem('SALMON', { onHand: 1_000, ...stock, choices })], suppliers));

  it('is the preferred one, else the first to deliver, else the cheapest', () => {
    const dear = aChoice('Farm', { packPrice: EUR(2100) });
    const choices = [aChoice('Slow'), dear, aChoice('Mill')];
    expect(from([aChoice('Slow', { preferred: true }), dear])).toEqual({ Slow: ['2 SALMON'] });
    expect(from(choices)).toEqual({ Mill: ['2 SALMON'] });
    expect(from([aChoice('Slow'), dear])).toEqual({ Farm: ['2 SALMON'] });
    expect(from(choices, {}, [aSupplier('Mill', { active: false }), SLOW])).toEqual({ Slow: ['2 SALMON'] });
    expect(from([])).toEqual({});
  });

  it('is another one than who is to be avoided, which is said, unless nobody else sells it', () => {
    const item = anItem('SALMON', { onHand: 3_000, choices: [aChoice('Farm', { preferred: true })] });
    const avoiding = (choices: SupplyChoice[]) =>
      propose([{ ...item, choices }], [aSupplier('Farm'), aSupplier('Dear')], ['Farm']);
    expect(wordsOf(avoiding([...item.choices, aChoice('Dear')]))).toMatch(
      /^Farm is passed over for its .*; 3 kg/,
    );
    expect(wordsOf(avoiding([...item.choices]))).toMatch(/^3 kg on hand/);
  });

  it('is a faster one for what is out, for as much as lifts it above its reorder point, and says so', () => {
    const choices = [aChoice('Slow', { preferred: true }), aChoice('Farm', { packQuantity: 2_000 })];
    const stock = { onHand: 1_000, allocated: 1_000 };
    const proposals = propose([anItem('SALMON', { ...stock, choices })], [aSupplier('Farm'), SLOW]);
    expect(proposals).toMatchObject([{ supplier: 'Farm', emergency: true, lines: [{ packs: 3 }] }]);
    expect(proposals[0]!.lines[0]!.because).toMatchObject({
      kind: 'emergency',
      words:
        'out, and Slow comes on Mon 30 Nov, Farm on Fri 27 Nov already: 1 kg on hand, 1 kg of it set aside for orders, none coming: leaves 0 kg, below its reorder point of 5 kg → 3 cases of 2 kg bring it to 6 kg (par 12 kg)',
    });
    const lasts = { onHand: 4_000, runsOutAt: new Date('2026-11-28T20:00:00Z') };
    expect(wordsOf(propose([anItem('SALMON', { ...lasts, choices })], [aSupplier('Farm'), SLOW]))).toMatch(
      /^likely to run out before Slow comes on Mon 30 Nov, Farm on Fri 27 Nov already: 4 kg on hand/,
    );
    expect(Object.keys(from(choices, { ...lasts, runsOutAt: new Date('2026-12-01T20:00:00Z') }))).toEqual([
      'Slow',
    ]);
    const coming = { ...stock, onOrder: 1_000 };
    const arrivesAt = (nextArrivalAt: Date) => Object.keys(from(choices, { ...coming, nextArrivalAt }));
    expect(arrivesAt(new Date('2026-11-27T06:00:00Z'))).toEqual(['Slow']);
    expect(arrivesAt(new Date('2026-11-28T06:00:00Z'))).toEqual(['Farm']);
    const hoursApart = [aSupplier('Slow', { deliveryTime: '18:00' }), aSupplier('Farm')];
    expect(Object.keys(from(choices, stock, hoursApart))).toEqual(['Slow']);
  });
});

describe('an order below the minimum of its supplier', () => {
  const need = anItem('NEED', { onHand: 3_000 });
  const short = (minimum: number, items: ReorderItem[]) =>
    propose([need, ...items], [aSupplier('Farm', { minimumOrder: EUR(minimum) })]);
  const near = anItem('NEAR', { onHand: 6_000, parLevel: 40_000 });
  const far = anItem('FAR', { onHand: 20_000, parLevel: 40_000 });
  const full = anItem('FULL', { onHand: 35_000, parLevel: 40_000 });

  it('is filled up with what is nearest to its reorder point, in whole packs up to par, each explained', () => {
    const [proposal] = short(7_500, [full, far, near]);
    expect(ordered([proposal!])).toEqual({ Farm: ['1 NEED', '3 NEAR'] });
    expect(proposal).toMatchObject({ total: EUR(8000) });
    expect(proposal!.belowMinimum).toBeUndefined();
    expect(proposal!.lines[1]!.because).toMatchObject({
      kind: 'top-up',
      words:
        'fills the order up to the minimum of Farm, EUR 75.00: 6 kg on hand, none coming, not at its reorder point yet → 3 cases of 10 kg bring it to 36 kg (par 40 kg)',
    });
    expect(ordered(short(9_000, [full, far, near]))).toEqual({ Farm: ['1 NEED', '3 NEAR', '1 FAR'] });
    expect(ordered(short(2_000, [near]))).toEqual({ Farm: ['1 NEED'] });
  });

  it('says what is missing where nothing fills it up, and is not sent by itself', () => {
    const [proposal] = short(15_000, [full, far, near]);
    expect(ordered([proposal!])).toEqual({ Farm: ['1 NEED'] });
    expect(proposal!.belowMinimum).toEqual({
      ...{ minimum: EUR(15_000), missing: EUR(13_000) },
      words: 'EUR 130.00 short of EUR 150.00, the least that Farm delivers',
    });
    const policy = { ordering: 'automatic', automaticUpTo: null } as const;
    expect(isSentByItself(proposal!, policy)).toBe(false);
    const [enough] = short(2_000, []);
    expect(isSentByItself(enough!, policy)).toBe(true);
    expect(isSentByItself(enough!, { ...policy, automaticUpTo: EUR(1_999) })).toBe(false);
    expect(isSentByItself(enough!, { ...policy, ordering: 'approve' })).toBe(false);
    expect(isSentByItself({}, { ...policy, automaticUpTo: EUR(9_999) })).toBe(false);
  });

  it('is left alone where a price is not known', () => {
    const unpriced = anItem('FREE', { choices: [aChoice('Farm', { packPrice: null })] });
    const [proposal] = short(15_000, [unpriced, near]);
    expect(ordered([proposal!])).toEqual({ Farm: ['2 FREE', '1 NEED'] });
    expect([proposal!.total, proposal!.belowMinimum]).toEqual([undefined, undefined]);
  });
});

describe('what was proposed', () => {
  it('is still needed after sales, and not after an order, an arrival, or a count that found it', () => {
    const item = anItem('SALMON', { onHand: 3_000 });
    const why = (now: Partial<ReorderItem>) => whyMet({ ...item, ...now }, basisOf(item));
    expect([why({}), why({ onHand: 500, backordered: 3_000 })]).toEqual([null, null]);
    for (const met of [{ inPreparation: 10_000 }, { onOrder: 10_000 }, { parLevel: 3_000 }])
      expect(why(met)).toContain('since this was proposed');
    expect(why({ onHand: 12_000 })).toBe('SALMON: there is enough of it by now');
  });
});

const quantity = fc.integer({ min: 0, max: 60_000 });
const level = fc.option(quantity);
const priced = fc.record({
  packQuantity: fc.integer({ min: 1, max: 12_000 }),
  packPrice: fc.option(fc.integer({ min: 0, max: 5_000 }).map(EUR)),
  moq: fc.integer({ min: 1, max: 5 }),
  preferred: fc.boolean(),
});
const SUPPLIERS = [
  aSupplier('Farm', { minimumOrder: EUR(20_000) }),
  aSupplier('Mill', { deliveryDays: [2], minimumOrder: EUR(100) }),
  aSupplier('Away', { active: false }),
];
const choices = fc
  .subarray(SUPPLIERS)
  .chain((some) => fc.tuple(...some.map(({ id }) => priced.map((choice) => aChoice(id, choice)))));
const stock = fc.record({
  counted: fc.boolean(),
  onHand: fc.integer({ min: -20_000, max: 60_000 }),
  ...{ allocated: quantity, backordered: quantity, onOrder: quantity, inPreparation: quantity },
  ...{ parLevel: level, reorderPoint: level, choices },
});
const someItems = fc
  .array(stock, { maxLength: 12 })
  .map((all) => all.map((each, index) => anItem(`SKU${index}`, each)));

describe('whatever there is of whatever is sold', () => {
  it('one need is proposed once, in whole packs, of a supplier that sells it', () => {
    fc.assert(
      fc.property(someItems, (items) => {
        const lines = propose(items, SUPPLIERS).flatMap(({ supplierId, lines }) =>
          lines.map((line) => ({ supplierId, ...line })),
        );
        const byItem = new Map(lines.map((line) => [line.itemId, line]));
        expect(byItem.size).toBe(lines.length);
        for (const { supplierId, itemId, packs, packQuantity, quantity, because } of lines) {
          const sold = items.find((item) => item.itemId === itemId)!.choices;
          const choice = sold.find((each) => each.supplierId === supplierId)!;
          expect(packs).toBeGreaterThanOrEqual(choice.moq);
          expect(Math.round(packs * packQuantity * 1000)).toBe(Math.round(quantity * 1000));
          const isMore = because.projected + quantity > (because.reorderPoint ?? -0.001);
          expect(isMore && because.projected + quantity >= 0).toBe(true);
          if (because.kind === 'top-up')
            expect(because.projected + quantity).toBeLessThanOrEqual(because.orderUpTo);
        }
        const accepted = items.map((item) => {
          const { quantity = 0 } = byItem.get(item.itemId) ?? {};
          return { ...item, inPreparation: item.inPreparation + Math.round(quantity * 1000) };
        });
        expect(propose(accepted, SUPPLIERS)).toEqual([]);
        for (const { itemId, basis } of lines)
          expect(
            whyMet(
              accepted.find((item) => item.itemId === itemId)!,
              basis,
            ),
          ).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('and no more than a pack, or the least number sold, beyond its level', () => {
    fc.assert(
      fc.property(someItems, (items) => {
        for (const { supplierId, lines } of propose(items, SUPPLIERS))
          for (const { itemId, packs, packQuantity, because } of lines) {
            const { choices } = items.find((item) => item.itemId === itemId)!;
            const { moq } = choices.find((choice) => choice.supplierId === supplierId)!;
            const withOneLess = because.projected + (packs - 1) * packQuantity;
            expect(packs === moq || withOneLess < because.orderUpTo).toBe(true);
          }
      }),
    );
  });

  it('the proposals are the same in whatever order the facts come', () => {
    fc.assert(
      fc.property(someItems, (items) => {
        const turned = items.map((item) => ({ ...item, choices: item.choices.toReversed() })).reverse();
        expect(propose(turned, SUPPLIERS.toReversed())).toEqual(propose(items, SUPPLIERS));
      }),
    );
  });
});

it('thousands of items are proposed together', () => {
  const items = Array.from({ length: 5_000 }, (_, n) =>
    anItem(`SKU${String(n).padStart(4, '0')}`, {
      onHand: n % 2 === 0 ? 1_000 : 7_000,
      choices: [aChoice(`S${n % 40}`), aChoice(`S${(n + 1) % 40}`, { preferred: true })],
    }),
  );
  const suppliers = Array.from({ length: 40 }, (_, n) => aSupplier(`S${n}`));
  const proposals = propose(items, suppliers);
  expect(proposals.flatMap(({ lines }) => lines)).toHaveLength(2_500);
});
