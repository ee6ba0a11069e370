import { unreachable } from '../../shared/assert.ts';
import type { Notice } from '../../shared/stock/notice.schema.ts';
import { reasonWords } from '../stock/known-reasons.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { State } from '../stock/state.ts';
import { catalogue } from '../ui/language.ts';
import { whyShort, type NameOf } from './availability-words.ts';

const noticed = catalogue(
  {
    off: '86',
    limited: 'limited',
    back: 'back',
    low: 'low',
    received: (amount: string) => `received ${amount}`,
    wasted: (amount: string) => `wasted ${amount}`,
    countedLess: (amount: string) => `counted ${amount} less`,
    countedMore: (amount: string) => `counted ${amount} more`,
  },
  {
    off: '86',
    limited: 'begrenzt',
    back: 'wieder da',
    low: 'knapp',
    received: (amount) => `${amount} eingegangen`,
    wasted: (amount) => `${amount} Schwund`,
    countedLess: (amount) => `gezählt, ${amount} weniger`,
    countedMore: (amount) => `gezählt, ${amount} mehr`,
  },
);

export interface NoticeLine {
  state: State | null;
  words: string;
  detail: string;
}

/** One line of the log: what happened to an item, and why. */
export function noticeLine(notice: Notice, unit: string, nameOf: NameOf): NoticeLine {
  const { kind } = notice;
  const reason = reasonWords(notice.reason ?? '');
  switch (kind) {
    case 'unavailable':
      return {
        state: '86',
        words: noticed.off,
        detail: whyShort({ state: 'unavailable', ...whyOf(notice) }, nameOf),
      };
    case 'limited':
      return {
        state: 'limited',
        words: noticed.limited,
        detail: whyShort({ state: 'limited', ...whyOf(notice) }, nameOf),
      };
    case 'back':
      return { state: 'back', words: noticed.back, detail: reason };
    case 'low':
      return { state: 'low', words: noticed.low, detail: '' };
    case 'received':
    case 'wasted':
    case 'counted':
      return { state: null, words: moved(kind, notice, unit), detail: reason };
    default:
      return unreachable(kind);
  }
}

function whyOf({ reason, cause, because }: Notice): Pick<Notice, 'reason' | 'cause' | 'because'> {
  return { ...(reason && { reason }), ...(cause && { cause }), ...(because && { because }) };
}

/** A count moves on hand either way; what came in or was thrown away says so by its word. */
function moved(kind: 'received' | 'wasted' | 'counted', { quantity = 0 }: Notice, unit: string): string {
  const amount = quantityWords(Math.abs(quantity), unit);
  if (kind !== 'counted') return noticed[kind](amount);
  return quantity < 0 ? noticed.countedLess(amount) : noticed.countedMore(amount);
}
