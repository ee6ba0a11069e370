import type { StatusEvent } from '../../shared/orders/order-status.schema.ts';
import { amountOf } from './amount.ts';
import type { OrderTimes } from './order-times.ts';
import type { Words } from './words.ts';

/** What happened, in a sentence. */
export function eventWords(event: StatusEvent, words: Words, times: OrderTimes, nowMs: number): string {
  const { kind, name = '', quantity, unit = '', from, to, reason } = event;
  return words.events[kind]({
    // How much was offered is of what was offered, which has its own unit.
    what: quantity === undefined || kind === 'substitute' ? name : amountOf(quantity, unit, name, words),
    // Told to the minute, it did not move.
    from: from && from !== to ? times.when(from, nowMs) : undefined,
    to: to && times.when(to, nowMs),
    reason: reason && (words.reasons[reason] ?? words.because(reason.replace(/[.\s]+$/, ''))),
  });
}
