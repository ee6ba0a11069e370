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

/** Icon, word and colour of each state: the same on every face. */
export const STATE_LOOKS: Record<State, StateLook> = {
  '86': { shape: 'octagon', word: '86', tone: 'off' },
  out: { shape: 'ring', word: 'out', tone: 'off' },
  low: { shape: 'half-ring', word: 'low', tone: 'low' },
  limited: { shape: 'ring', word: 'limited', tone: 'limited' },
  backordered: { shape: 'stack', word: 'backordered', tone: 'backordered' },
  late: { shape: 'clock-arrow', word: 'late', tone: 'late' },
  ready: { shape: 'bag', word: 'ready', tone: 'back' },
  back: { shape: 'check', word: 'back', tone: 'back' },
  stale: { shape: 'broken-link', word: 'stale', tone: 'stale' },
};
