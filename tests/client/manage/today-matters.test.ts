import { describe, expect, it } from 'vitest';
import {
  backorderMatters,
  countMatters,
  messageMatters,
  screenMatters,
  supplierMatters,
} from '../../../client/manage/house-matters.ts';
import { quietSince } from '../../../client/manage/quiet-since.ts';
import {
  approvalMatters,
  lateMatters,
  proposalMatters,
  riskMatters,
} from '../../../client/manage/supply-matters.ts';
import { byUrgency, keepPlaces, rowsOf, type Matter } from '../../../client/manage/today-matters.ts';
import type { StockRow } from '../../../client/stock/stock-rows.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import type { BackorderRisk } from '../../../shared/forecasts/backorder-risk.schema.ts';
import type { Device } from '../../../shared/identity/device.schema.ts';
import type { Message } from '../../../shared/notifications/message.schema.ts';
import type { ExpectedDelivery } from '../../../shared/purchasing/expected-delivery.schema.ts';
import type { PurchaseOrderSummary } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { ReorderLine, ReorderProposal } from '../../../shared/purchasing/reorder.schema.ts';
import type { ScorecardSummary } from '../../../shared/purchasing/scorecard.schema.ts';

const NOW = Date.parse('2026-03-20T15:00:00Z');
const at = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const reading = {
  ...{ times: new StoreTimes('Europe/Vienna', 'en-GB'), nowMs: NOW, mayWrite: true, mayApprove: true },
  approvalAbove: 50_000 as number | undefined,
};
const what = (matters: readonly Matter[]): string[] => matters.map((it) => it.what);

function aLine(name: string): ReorderLine {
  return {
    ...{ itemId: name, sku: name, name, unit: 'kg', supplierSku: name, packName: 'case', packQuantity: 10 },
    ...{ packs: 2, quantity: 20, moq: 1, listPrice: eur(1_000), priceBreaks: [], basis: 'b' },
    because: {
      ...{ kind: 'reorder', onHand: 0, allocated: 0, backordered: 0, onOrder: 0, inPreparation: 0 },
      ...{ projected: 0, orderUpTo: 5, words: '' },
    },
  };
}

const aProposal = (supplier: string, over: Partial<ReorderProposal> = {}): ReorderProposal => ({
  ...{ supplierId: `${supplier} id`, supplier, deliverAt: at(16), orderBy: at(0.87), emergency: false },
  ...{ lines: [aLine('Salmon')], total: eur(2_000), ...over },
});

const aRisk = (name: string, over: Partial<BackorderRisk> = {}): BackorderRisk => ({
  ...{ itemId: name, sku: name, name, unit: 'kg', available: 3, chance: 0.8, drivers: [], par: 0 },
  ...{ perDay: 6, usualPerDay: 6, p50: at(3), at: at(0), ...over },
});

describe('what needs somebody today', () => {
  it('stands by when it starts to cost: what costs already first, then by the clock, whatever it is', () => {
    const late = { state: 'late' as const, expectedAt: at(-1), firstExpectedAt: at(-25), quantity: 5 };
    const delivery = (supplier: string, waiting: number, name: string) =>
      ({ ...late, deliveryId: name, itemId: name, name, unit: 'kg', supplier, waiting }) as ExpectedDelivery;
    const matters = [
      ...supplierMatters([slipping('Slow', { warn: true })], reading),
      ...countMatters([counted('Salt', -3)], NOW),
      ...riskMatters([aRisk('Salmon')], [], reading),
      ...lateMatters([delivery('Farm', 0, 'Eggs'), delivery('Fish Lang', 2, 'Trout')], [], reading),
      ...proposalMatters([aProposal('Mill'), aProposal('Cash', { emergency: true })], reading),
      ...backorderMatters(4),
      ...messageMatters([failed({ supplier: 'Mill' }), failed({ customer: 'Anna' })], NOW),
    ];
    expect(what(byUrgency(matters, NOW))).toEqual([
      'A message to Mill failed',
      '4 backorders past what was promised',
      'Fish Lang is late',
      '1 item to order from Cash, in a hurry',
      'A message to Anna failed',
      '1 item to order from Mill',
      'Farm is late',
      'Salmon runs out about 19:00',
      'Salt has to be counted',
      'Slow is slipping: poor',
    ]);
    const [early] = lateMatters([delivery('Farm', 0, 'Eggs')], [aRisk('Eggs', { p50: at(0.5) })], reading);
    expect(early?.costsAt).toBe(Date.parse(at(0.5)));
    // Within minutes of each other nothing changes places over time.
    const [a, b] = proposalMatters([aProposal('A'), aProposal('B', { orderBy: at(0.86) })], reading);
    expect(byUrgency([a!, b!], NOW).map(({ key }) => key)).toEqual(['order B id', 'order A id']);
  });

  it('runs out before more comes, soon, and likelier than not; with the order that prevents it', () => {
    const delivery = { at: at(2), supplier: 'Farm', lateShare: 0, quantity: 5, late: false };
    const risks = [
      aRisk('Next week', { p50: at(100) }),
      aRisk('Comes before', { next: delivery }),
      aRisk('Unlikely', { chance: 0.3 }),
      aRisk('Later', { p50: at(5) }),
      aRisk('Salmon', { next: { ...delivery, at: at(4) } }),
    ];
    const matters = riskMatters(risks, [aProposal('Fish Lang')], reading);
    expect(what(matters)).toEqual(['Salmon runs out about 19:00', 'Later runs out about 21:00']);
    expect(matters[0]).toMatchObject({ href: '#/order-now/Fish Lang id', action: { words: 'Order now' } });
    expect(matters[1]).toMatchObject({ href: '#/stock/Later/forecast', action: { words: 'Look' } });
    expect(
      riskMatters(
        [...'ABCDEFG'].map((name) => aRisk(name)),
        [],
        reading,
      ),
    ).toHaveLength(5);
  });

  it('is ordered in place where the row says all of it, and looked at where it does not', () => {
    const deeds = (proposal: ReorderProposal, over = {}) =>
      proposalMatters([proposal], { ...reading, ...over }).map(({ action }) => action.deed?.kind);
    expect(proposalMatters([aProposal('Mill')], reading)).toMatchObject([
      {
        why: ['Salmon 2 × case of 10 kg', '€20.00', 'comes Sat 08:00'],
        due: { words: 'order by', at: NOW + 0.87 * 3_600_000 },
        action: { words: 'Order', deed: { kind: 'order' } },
      },
    ]);
    expect(deeds(aProposal('Mill'), { mayWrite: false })).toEqual([undefined]);
    expect(proposalMatters([aProposal('Mill')], { ...reading, approvalAbove: 1_999 })).toMatchObject([
      {
        why: [expect.any(String), '€20.00', 'has to be approved', 'comes Sat 08:00'],
        action: { words: 'Look' },
      },
    ]);
    expect(deeds(aProposal('Mill', { minimumOrder: eur(2_001) }))).toEqual([undefined]);
    const long = aProposal('Mill', { lines: [...'ABCD'].map(aLine) });
    expect(deeds(long)).toEqual([undefined]);
    expect(proposalMatters([long], reading)[0]?.why[0]).toBe('A, B, C and 1 more');
  });

  it('is approved and sent by whoever may, by the cut-off of the supplier', () => {
    const order = (number: number, state: PurchaseOrderSummary['state'], amount: number) =>
      ({
        ...{ poId: `${number}`, number, supplierId: 'farm', supplier: 'Farm', state, total: eur(amount) },
        ...{ createdAt: at(-1), createdBy: 'Ben', lineCount: 2 },
      }) as PurchaseOrderSummary;
    const orders = [order(1, 'draft', 60_000), order(2, 'approved', 60_000), order(3, 'draft', 100)];
    const next = new Map([['farm', { deliverAt: at(16), orderBy: at(1) }]]);
    const matters = approvalMatters(orders, next, reading);
    expect(matters).toMatchObject([
      {
        what: '#1 to Farm waits for approval',
        why: ['€600.00, 2 lines', 'by Ben', 'sent now it comes Sat 08:00'],
        due: { words: 'send by' },
        action: { words: 'Approve and send', deed: { kind: 'approve', andSend: true } },
      },
      { what: '#2 to Farm is approved, not sent', action: { words: 'Send', deed: { kind: 'send' } } },
    ]);
    const staff = { ...reading, mayWrite: false, mayApprove: false };
    expect(approvalMatters(orders, next, staff).map(({ action }) => action)).toEqual([
      { words: 'Look' },
      { words: 'Look' },
    ]);
  });

  it('tells of messages together, of old ones no more, and of screens that were here and are not', () => {
    const messages = [
      failed({ customer: 'Anna', problem: 'mailbox unavailable' }),
      failed({ customer: 'Ben' }),
      failed({ customer: 'Old', createdAt: at(-80) }),
    ];
    expect(messageMatters(messages, NOW)).toMatchObject([
      {
        what: '2 messages to Anna and 1 other failed',
        why: ['mailbox unavailable'],
        action: { deed: { kind: 'retry', messageIds: ['Anna', 'Ben'] } },
      },
    ]);
    const screen = (name: string, over: Partial<Device>) =>
      ({
        id: name,
        name,
        kind: 'wall',
        storeId: 's',
        connected: false,
        lastSeenAt: at(-0.2),
        ...over,
      }) as Device;
    const away = [
      screen('Pass', {}),
      screen('On', { connected: true }),
      screen('Blink', { lastSeenAt: at(-0.02) }),
      screen('New', { lastSeenAt: null }),
      screen('Elsewhere', { storeId: 'other' }),
    ];
    expect(screenMatters(away, 's', reading)).toMatchObject([
      { what: 'Pass is offline', why: ['Wall', 'last seen 12 min ago'] },
    ]);
    expect(screenMatters([...away, screen('Bar', { kind: 'tablet' })], 's', reading)).toMatchObject([
      { what: '2 screens are offline', why: ['Pass, Bar', 'last seen 12 min ago'] },
    ]);
  });

  it('is a supplier only where something follows from its standing, and that is news', () => {
    const cards = [
      slipping('Warned', { warn: true }),
      slipping('Fine', {}),
      slipping('Lifted', { warn: true, lifted: { until: null, reason: 'strike' } }),
      slipping('Known', { block: true, since: at(-24 * 8) }),
    ];
    expect(what(supplierMatters(cards, reading))).toEqual(['Warned is slipping: poor']);
  });
});

it('under a hand rows keep their places, what is dealt with stays as such, and what is new comes last', () => {
  const [a, b, c] = backorderAnd('A', 'B', 'C');
  const shown = keepPlaces(rowsOf([a!, b!]), [c!, b!]);
  expect(shown.map(({ matter, isGone }) => [matter.key, isGone])).toEqual([
    ['count A', true],
    ['count B', false],
    ['count C', false],
  ]);
  expect(keepPlaces(shown, [a!]).map(({ isGone }) => isGone)).toEqual([false, true, true]);
});

it('is quiet since the last matter went, each store by itself', () => {
  expect(quietSince('a', 0, 1)).toBe(1);
  expect(quietSince('a', 0, 2)).toBe(1);
  quietSince('a', 3, 3);
  expect(quietSince('a', 0, 4)).toBe(4);
  expect(quietSince('b', 0, 5)).toBe(5);
});

function backorderAnd(...names: string[]): Matter[] {
  return countMatters(
    names.map((name) => counted(name, -1)),
    NOW,
  );
}

function counted(name: string, onHand: number): StockRow {
  return { itemId: name, name, unit: 'kg', stock: { onHand } } as StockRow;
}

function failed(over: Partial<Message>): Message {
  const messageId = over.customer ?? over.supplier ?? '';
  return { messageId, kind: 'ready', state: 'failed', createdAt: at(-0.9), ...over } as Message;
}

function slipping(supplier: string, over: object): ScorecardSummary {
  const inForce = { word: 'poor', warn: false, block: false, since: at(-24), ...over };
  return { supplierId: supplier, supplier, active: true, inForce } as unknown as ScorecardSummary;
}
