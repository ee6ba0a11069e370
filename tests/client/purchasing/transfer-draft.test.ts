import { describe, expect, it } from 'vitest';
import {
  cameDraftsOf,
  cameInputOf,
  cameMistake,
  inStockUnit,
  keptOf,
  restOf,
  sendDraftsOf,
  sendInputOf,
  shortWords,
  soon,
  transferInputOf,
} from '../../../client/purchasing/transfer-draft.ts';
import {
  differsWords,
  dueWords,
  goodsWords,
  transferGroups,
  transferLook,
  transferParts,
  transferTasks,
} from '../../../client/purchasing/transfer-words.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import type { Transfer, TransferLine } from '../../../shared/purchasing/transfer.schema.ts';

const VIENNA = 'Europe/Vienna';
const NOW = Date.parse('2026-03-20T11:07:00Z');

function aLine(over: Partial<TransferLine> = {}): TransferLine {
  return {
    ...{ lineId: 'l1', itemId: 'i1', sku: 'SALMON', name: 'Salmon', unit: 'kg' },
    ...{ asked: 10, sent: 8, received: 0, lost: 0, returned: 0, inTransit: 8 },
    ...over,
  };
}

function aTransfer(over: Partial<Transfer> = {}): Transfer {
  return {
    ...{ transferId: 't1', number: 7, side: 'receiver', otherStoreId: 's2', otherStore: 'Central' },
    ...{ state: 'sent', createdAt: '2026-03-20T09:00:00Z', sentAt: '2026-03-20T10:00:00Z', isLate: false },
    ...{ firstExpectedAt: '2026-03-20T15:00:00Z', expectedAt: '2026-03-20T15:00:00Z' },
    ...{ lines: [aLine()], events: [], receipts: [] },
    ...over,
  };
}

describe('a transfer as it is filled in', () => {
  const lines = [
    { id: 1, sku: 'SALMON', quantity: '2,5', unit: 'case' },
    { id: 2, sku: '', quantity: '1', unit: '' },
  ];

  it('asks, or sends, with the time in the zone of the store', () => {
    const draft = { storeId: 's2', lines, at: '2026-03-20T16:00', note: ' quick ' };
    const goods = [{ sku: 'SALMON', quantity: 2.5, unit: 'case' }];
    const at = '2026-03-20T15:00:00.000Z';
    expect(transferInputOf({ ...draft, kind: 'ask' }, VIENNA)).toEqual({
      ...{ fromStoreId: 's2', lines: goods, wantedBy: at, note: 'quick' },
    });
    expect(transferInputOf({ ...draft, kind: 'send', note: '' }, VIENNA)).toEqual({
      ...{ toStoreId: 's2', lines: goods, expectedAt: at },
    });
    expect(soon(NOW, VIENNA)).toBe('2026-03-20T13:15');
  });

  it('sends what was asked for, or less, and leaves out what does not go', () => {
    const asked = aTransfer({
      lines: [aLine({ sent: 0, inTransit: 0 }), aLine({ lineId: 'l2', sku: 'CAKE', asked: 6 })],
    });
    const [salmon, cake] = sendDraftsOf(asked);
    const drafts = [
      { ...salmon!, quantity: '7,5' },
      { ...cake!, quantity: '0' },
    ];
    expect(sendInputOf(drafts, { at: '', note: '' }, VIENNA)).toEqual({
      lines: [{ sku: 'SALMON', quantity: 7.5 }],
    });
  });

  it('says before it leaves what is not there, or set aside for orders', () => {
    const stock = { onHand: 10, available: 6 };
    expect(shortWords(6, stock, 'kg')).toBe('');
    expect(shortWords(7, stock, 'kg')).toContain('4 kg are set aside for orders');
    expect(shortWords(11, stock, 'kg')).toContain('Only 10 kg here');
    expect(shortWords(11, undefined, 'kg')).toBe('');
    const item = { unit: 'kg', packs: [{ name: 'case', quantity: 10 }] };
    expect([inStockUnit(2, 'case', item), inStockUnit(500, 'g', item), inStockUnit(2, '', item)]).toEqual([
      ...[20, 0.5, 2],
    ]);
  });
});

describe('what came', () => {
  const [draft] = cameDraftsOf(aTransfer());

  it('is all that is on its way, less what was lost or goes back, as long as nobody types otherwise', () => {
    expect(draft).toMatchObject({ quantity: '8' });
    const lost = { ...draft!, quantity: keptOf(draft!, { lost: '0,5' }), lost: '0,5' };
    expect(lost.quantity).toBe('7.5');
    const back = { ...lost, quantity: keptOf(lost, { returned: '1' }), returned: '1', reason: ' warm ' };
    expect(back.quantity).toBe('6.5');
    expect(keptOf({ ...back, quantity: '3' }, { lost: '2' })).toBe('3');
    expect(cameInputOf([back])).toEqual({
      lines: [{ lineId: 'l1', quantity: 6.5, lost: 0.5, returned: 1, reason: 'warm' }],
    });
    expect(restOf({ ...back, quantity: '6' })).toBe(0.5);
  });

  it('cannot be more than is on its way, and says why something was not kept', () => {
    expect(cameMistake(draft!)).toBeUndefined();
    expect(cameMistake({ ...draft!, quantity: '9' })).toBe('Only 8 kg are on the way.');
    expect(cameMistake({ ...draft!, quantity: 'x' })).toContain('A number');
    expect(cameMistake({ ...draft!, quantity: '7', lost: '1' })).toBe('Say why it was not kept.');
  });
});

describe('a list of transfers', () => {
  const times = new StoreTimes(VIENNA, 'en');

  it('has whose turn it is in front, and what is due first', () => {
    const list = [
      aTransfer({ transferId: 'out', side: 'sender' }),
      aTransfer({ transferId: 'wish', state: 'asked' }),
      aTransfer({ transferId: 'later' }),
      aTransfer({ transferId: 'sooner', expectedAt: '2026-03-20T13:00:00Z' }),
      aTransfer({ transferId: 'late', isLate: true }),
      aTransfer({ transferId: 'asked', side: 'sender', state: 'asked' }),
    ];
    expect(
      transferGroups(list).map(({ title, transfers }) => [title, ...transfers.map((it) => it.transferId)]),
    ).toEqual([
      ['Asked of us', 'asked'],
      ['Late to us', 'late'],
      ['On the way to us', 'sooner', 'later'],
      ['We asked for', 'wish'],
      ['On the way from us', 'out'],
    ]);
  });

  it('says what, when, how it stands and what can be done', () => {
    const late = aTransfer({ isLate: true, expectedAt: '2026-03-20T17:00:00Z' });
    expect(dueWords(late, times, NOW)).toBe('expected 18:00, was 16:00');
    expect(transferLook(late).word).toBe('late');
    expect(transferLook(aTransfer({ side: 'sender', state: 'asked' })).word).toBe('to answer');
    expect(goodsWords(aTransfer({ lines: Array.from({ length: 5 }, () => aLine()) }))).toBe(
      '8 kg Salmon, 8 kg Salmon, 8 kg Salmon and 2 more',
    );
    const line = aLine({ received: 5, lost: 1, inTransit: 2 });
    expect(transferParts(line, true).map(({ words }) => words)).toEqual([
      ...['5 kg received', '1 kg lost', '2 kg on its way'],
    ]);
    expect(transferParts(aLine({ sent: 0, inTransit: 0 }), true)).toMatchObject([{ words: 'not sent' }]);
    expect(differsWords(line, true)).toBe('10 kg asked for, 8 kg sent');
    expect(transferTasks(aTransfer())).toEqual(['receive', 'delay']);
    expect(transferTasks(aTransfer({ side: 'sender', state: 'asked' }))).toEqual(['send', 'decline']);
  });
});
