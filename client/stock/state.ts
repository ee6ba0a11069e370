import { catalogue } from '../ui/language.ts';
import type { Shape } from '../ui/shapes.ts';

/** What a screen can say about an item beside "ok", which is silence; `ready` is what an order is. */
export type State = '86' | 'out' | 'low' | 'limited' | 'backordered' | 'late' | 'ready' | 'back' | 'stale';

/** The part of the state colours' names that tokens carry. */
export type Tone = 'off' | 'low' | 'limited' | 'backordered' | 'late' | 'back' | 'stale';

export interface StateLook {
  shape: Shape;
  word: string;
  tone: Tone;
}

const words = catalogue(
  {
    off: '86',
    out: 'out',
    low: 'low',
    limited: 'limited',
    backordered: 'backordered',
    late: 'late',
    ready: 'ready',
    back: 'back',
    stale: 'stale',
  },
  {
    off: '86',
    out: 'aus',
    low: 'knapp',
    limited: 'begrenzt',
    backordered: 'im Rückstand',
    late: 'verspätet',
    ready: 'bereit',
    back: 'wieder da',
    stale: 'veraltet',
  },
);

/** Icon, word and colour of each state: the same on every face. */
export const STATE_LOOKS: Record<State, StateLook> = {
  '86': { shape: 'octagon', word: words.off, tone: 'off' },
  out: { shape: 'ring', word: words.out, tone: 'off' },
  low: { shape: 'half-ring', word: words.low, tone: 'low' },
  limited: { shape: 'ring', word: words.limited, tone: 'limited' },
  backordered: { shape: 'stack', word: words.backordered, tone: 'backordered' },
  late: { shape: 'clock-arrow', word: words.late, tone: 'late' },
  ready: { shape: 'bag', word: words.ready, tone: 'back' },
  back: { shape: 'check', word: words.back, tone: 'back' },
  stale: { shape: 'broken-link', word: words.stale, tone: 'stale' },
};
