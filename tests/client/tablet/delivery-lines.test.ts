import { expect, it } from 'vitest';
import type { TabletAction } from '../../../client/tablet/action.ts';
import { commandOf } from '../../../client/tablet/action.ts';
import { withoutRefused } from '../../../client/tablet/action-queue.ts';
import { CodeScanner } from '../../../client/tablet/code-scanner.ts';
import {
  asOrdered,
  delivered,
  differenceWords,
  findByCode,
  openLines,
} from '../../../client/tablet/delivery-lines.ts';
import { undoDeed } from '../../../client/tablet/undo.ts';
import type { ItemState } from '../../../shared/live/change.ts';
import type { PurchaseOrderOnScreen } from '../../../shared/purchasing/purchase-order.schema.ts';

const salmon = { itemId: 'salmon', sku: 'LACHS', name: 'Salmon', unit: 'kg', packs: [] };
const itemOf = () => salmon as unknown as ItemState;
const line = {
  ...{ lineId: 'line', itemId: 'salmon', supplierSku: '9001234', packName: 'case', packQuantity: 10 },
  ...{ quantity: 20, received: 0, outstanding: 20 },
};
const po: PurchaseOrderOnScreen = {
  poId: 'po',
  number: 7,
  supplier: 'Fish Lang',
  state: 'sent',
  lines: [line],
};

const draft = { kept: 15, rejected: 3, replaced: false, reason: 'Too warm' };

function receipt(id = 'receipt'): TabletAction {
  const [open] = openLines(po, itemOf, []);
  const deed = { kind: 'delivery' as const, poId: 'po', lines: [delivered(open!, draft)] };
  const head = { id, order: 1, at: '2026-11-24T10:00:00.000Z', itemId: 'po', sku: '', unit: '' };
  const before = { availability: { state: 'available' as const }, onHand: null };
  return { ...head, name: 'Fish Lang #7', deed, before, attempted: false };
}

it('a line says how it differs from what was ordered', () => {
  const [open] = openLines(po, itemOf, []);
  expect(open).toMatchObject({ ordered: '2 cases, 20 kg', packs: [{ name: 'case', quantity: 10 }] });
  expect(differenceWords(asOrdered(open!), open!)).toBe('');
  expect(differenceWords(draft, open!)).toBe(
    '15 kg came · 3 kg sent back: Too warm, no replacement · 2 kg still to come',
  );
  expect(differenceWords({ ...draft, replaced: true }, open!)).toContain(
    'a replacement comes · 5 kg still to come',
  );
  expect(differenceWords({ kept: 23, rejected: 0, replaced: false }, open!)).toBe(
    '23 kg came · 3 kg more than ordered',
  );
  expect(['9001234', 'lachs', '9001'].map((code) => findByCode([open!], code)?.lineId)).toEqual([
    'line',
    'line',
    undefined,
  ]);
});

it('what was received here and is not answered yet is not to come any more, unless it was undone', () => {
  const action = receipt();
  expect(openLines(po, itemOf, [action])).toMatchObject([{ outstanding: 2, ordered: '2 kg' }]);
  const deed = undoDeed(action, new Date())!;
  const undo = { ...action, id: 'undo', deed, undoes: action.id };
  expect(openLines(po, itemOf, [action, undo])).toMatchObject([{ outstanding: 20 }]);
  expect(commandOf(action, 'store')).toEqual({
    event: 'delivery.receive',
    payload: {
      ...{ storeId: 'store', idempotencyKey: 'receipt', receiptId: 'receipt', poId: 'po', at: action.at },
      lines: [{ lineId: 'line', quantity: 15, rejected: 3, replaced: false, reason: 'Too warm' }],
    },
  });
  expect(commandOf(undo, 'store')).toEqual({
    event: 'delivery.undo',
    payload: { storeId: 'store', idempotencyKey: 'undo', poId: 'po', receiptId: 'receipt' },
  });
  expect(withoutRefused([action, undo], action.id)).toEqual([]);
});

it('a scanner is told from fingers by its speed', () => {
  const found: string[] = [];
  const scanner = new CodeScanner((code) => found.push(code));
  let now = 0;
  const type = (text: string, everyMs: number): void => {
    for (const key of [...text, 'Enter']) {
      now += everyMs;
      const rest = { preventDefault: () => undefined, stopPropagation: () => undefined, target: null };
      scanner.press({ key, timeStamp: now, ...rest } as unknown as KeyboardEvent);
    }
    now += 1000;
  };
  type('9001234', 10);
  type('12345', 200);
  type('77', 10);
  type('S-1', 10);
  expect(found).toEqual(['9001234', 'S-1']);
});
