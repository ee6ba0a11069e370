import { describe, expect, it } from 'vitest';
import { commandOf, type TabletAction } from '../../../client/tablet/action.ts';
import { comingTransfers } from '../../../client/tablet/coming-transfers.ts';
import {
  delivered,
  differenceWords,
  openLines,
  type LineDraft,
} from '../../../client/tablet/delivery-lines.ts';
import { undoDeed } from '../../../client/tablet/undo.ts';
import type { TransferChange } from '../../../shared/live/change.ts';

const FOUR = '2026-03-20T15:00:00.000Z';

function aTransfer(over: Partial<TransferChange> = {}): TransferChange {
  return {
    ...{ type: 'transfer', id: 't1', seq: 3, at: FOUR, transferId: 't1', number: 7, side: 'receiver' },
    ...{ otherStore: 'Central', state: 'sent', expectedAt: FOUR },
    lines: [
      { lineId: 'l1', itemId: 'i1', asked: 10, sent: 8, received: 3, inTransit: 5 },
      { lineId: 'l2', itemId: 'i2', asked: 2, sent: 0, received: 0, inTransit: 0 },
    ],
    ...over,
  };
}

const [coming] = comingTransfers([aTransfer()]);
const [line] = openLines(coming!, () => undefined, []);
const lost: LineDraft = { kept: 4, rejected: 1, replaced: false, returned: false, reason: 'Missing' };

function anAction(draft: LineDraft): TabletAction {
  return {
    ...{ id: 'action-1', order: 1, at: FOUR, itemId: 't1', sku: '', name: 'Central #7', unit: '' },
    deed: { kind: 'delivery', poId: 't1', isTransfer: true, lines: [delivered(line!, draft)] },
    ...{ before: { availability: { state: 'available' }, onHand: null }, attempted: false },
  };
}

describe('what another store sent', () => {
  it('is a delivery to come from it, once it is on its way', () => {
    expect(coming).toMatchObject({ poId: 't1', number: 7, supplier: 'Central', isTransfer: true });
    expect(line).toMatchObject({ lineId: 'l1', outstanding: 5, sender: 'Central' });
    expect(comingTransfers([aTransfer({ state: 'asked' }), aTransfer({ side: 'sender' })])).toEqual([]);
  });

  it('is received and undone as its transfer: what was not kept is lost, or goes back', () => {
    const head = { storeId: 's1', transferId: 't1', receiptId: 'action-1', at: FOUR };
    const key = { idempotencyKey: 'action-1' };
    expect(commandOf(anAction(lost), 's1')).toEqual({
      event: 'transfer.receive',
      payload: { ...head, ...key, lines: [{ lineId: 'l1', quantity: 4, lost: 1, reason: 'Missing' }] },
    });
    expect(commandOf(anAction({ ...lost, returned: true }), 's1')).toMatchObject({
      payload: { lines: [{ lineId: 'l1', quantity: 4, returned: 1, reason: 'Missing' }] },
    });
    const undo = { ...anAction(lost), id: 'action-2', deed: undoDeed(anAction(lost), new Date(FOUR))! };
    expect(commandOf(undo, 's1')).toEqual({
      event: 'transfer.undo',
      payload: { storeId: 's1', transferId: 't1', receiptId: 'action-1', idempotencyKey: 'action-2' },
    });
    expect(openLines(coming!, () => undefined, [anAction(lost)])).toEqual([]);
  });

  it('says what became of what was not kept', () => {
    expect(differenceWords(lost, line!)).toBe('4 came · 1 lost: Missing');
    expect(differenceWords({ ...lost, returned: true }, line!)).toBe('4 came · 1 back to Central: Missing');
  });
});
