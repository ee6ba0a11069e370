import type { Command, Deed, TabletAction } from '../../../client/tablet/action.ts';
import type { SendAnswer, Sender } from '../../../client/tablet/sender.ts';
import type { KeyValues } from '../../../client/ui/browser-storage.ts';
import type { StockState } from '../../../shared/stock/stock.schema.ts';

export function aStock(over: Partial<StockState & { seq: number }> = {}): StockState & { seq: number } {
  const figures = { onHand: 10, allocated: 0, available: 10, onOrder: 0, backordered: 0, projected: 10 };
  const rest = { status: 'ok' as const, counted: true, availability: { state: 'available' as const } };
  return { itemId: 'salmon', sku: 'SAL', ...figures, ...rest, seq: 1, ...over };
}

export const OFF: Deed = { kind: 'availability', availability: { state: 'unavailable', until: 'restock' } };

export function anAction(over: Partial<TabletAction> = {}): TabletAction {
  return {
    id: 'a1',
    order: 1,
    at: '2026-11-24T10:00:00.000Z',
    itemId: 'salmon',
    sku: 'SAL',
    name: 'Salmon',
    unit: 'kg',
    deed: OFF,
    before: { availability: { state: 'available' }, onHand: 10 },
    attempted: false,
    ...over,
  };
}

export class MemoryStorage implements KeyValues {
  readonly kept = new Map<string, string>();
  full = false;
  get length() {
    return this.kept.size;
  }
  key(index: number) {
    return [...this.kept.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.kept.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.kept.set(key, value);
  }
  removeItem(key: string) {
    this.kept.delete(key);
  }
}

/** A connection whose answers the test gives: each sent command waits until `answer` is called. */
export class FakeSender implements Sender {
  live = true;
  readonly stocks = new Map<string, StockState & { seq: number }>([['salmon', aStock()]]);
  readonly sent: Command[] = [];
  #waiting: ((answer: SendAnswer) => void)[] = [];

  isLive() {
    return this.live;
  }
  now() {
    return Date.parse('2026-11-24T10:00:00Z');
  }
  stock(itemId: string) {
    return this.stocks.get(itemId);
  }
  seqOf(id: string) {
    return this.stocks.get(id)?.seq ?? 0;
  }
  send(command: Command): Promise<SendAnswer> {
    this.sent.push(command);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
  async answer(answer: SendAnswer) {
    this.#waiting.shift()?.(answer);
    await settled();
  }
}

/** Lets everything that hangs on answered promises run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function problem(code: string, detail = 'No.') {
  return { error: { type: 'about:blank', title: 'Refused', status: 422, code, detail } };
}

export function moved(quantity: number): SendAnswer {
  const at = '2026-11-24T10:00:00.000Z';
  return {
    ok: { movements: [{ id: 1, itemId: 'salmon', sku: 'SAL', type: 'count', quantity, at, recordedAt: at }] },
  };
}
