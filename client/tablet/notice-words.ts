import { unreachable } from '../../shared/assert.ts';
import type { Notice } from '../../shared/stock/notice.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { State } from '../stock/state.ts';
import { whyShort, type NameOf } from './availability-words.ts';

export interface NoticeLine {
  state: State | null;
  words: string;
  detail: string;
}

/** One line of the log: what happened to an item, and why. */
export function noticeLine(notice: Notice, unit: string, nameOf: NameOf): NoticeLine {
  const { kind, reason = '' } = notice;
  switch (kind) {
    case 'unavailable':
      return {
        state: '86',
        words: '86',
        detail: whyShort({ state: 'unavailable', ...whyOf(notice) }, nameOf),
      };
    case 'limited':
      return {
        state: 'limited',
        words: 'limited',
        detail: whyShort({ state: 'limited', ...whyOf(notice) }, nameOf),
      };
    case 'back':
      return { state: 'back', words: 'back', detail: reason };
    case 'low':
      return { state: 'low', words: 'low', detail: '' };
    case 'received':
    case 'wasted':
    case 'counted':
      return { state: null, words: `${kind} ${moved(notice, unit)}`, detail: reason };
    default:
      return unreachable(kind);
  }
}

function whyOf({ reason, cause, because }: Notice): Pick<Notice, 'reason' | 'cause' | 'because'> {
  return { ...(reason && { reason }), ...(cause && { cause }), ...(because && { because }) };
}

/** A count moves on hand either way; what came in or was thrown away says so by its word. */
function moved({ kind, quantity = 0 }: Notice, unit: string): string {
  const amount = quantityWords(Math.abs(quantity), unit);
  if (kind !== 'counted') return amount;
  return quantity < 0 ? `${amount} less` : `${amount} more`;
}
