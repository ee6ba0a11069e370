import type { ScreenKind } from '../../shared/identity/access.schema.ts';
import type { Device } from '../../shared/identity/device.schema.ts';
import { LANGUAGES } from '../../shared/language.ts';
import type { Tone } from '../stock/state.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import type { Shape } from '../ui/shapes.ts';

export const FACES: readonly { value: ScreenKind; label: string; hint: string }[] = [
  {
    value: 'wall',
    label: 'Wall',
    hint: 'Hangs in the kitchen and shows what is 86, low or late. Nobody touches it.',
  },
  { value: 'tablet', label: 'Tablet', hint: 'Takes items off, counts and receives; people switch by PIN.' },
];

/** What a screen may be told to speak; nothing leaves it to its browser. */
export const SPOKEN: readonly { value: string; label: string }[] = [
  { value: '', label: 'That of its browser' },
  ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
];

export function faceWord(kind: ScreenKind): string {
  return kind === 'wall' ? 'Wall' : 'Tablet';
}

/** "Wall", "Tablet, Deutsch" */
export function screenWords({ kind, language }: Pick<Device, 'kind' | 'language'>): string {
  return language === null ? faceWord(kind) : `${faceWord(kind)}, ${LANGUAGES[language]}`;
}

export interface Standing {
  shape: Shape;
  tone: Tone;
  words: string;
}

/** Whether a screen is there, as icon, word and colour. */
export function presenceOf(
  { connected, lastSeenAt }: Pick<Device, 'connected' | 'lastSeenAt'>,
  times: StoreTimes,
  nowMs: number,
): Standing {
  if (connected) return { shape: 'dot', tone: 'back', words: 'on' };
  if (lastSeenAt === null) return { shape: 'ring', tone: 'stale', words: 'not seen yet' };
  return { shape: 'broken-link', tone: 'late', words: `off, seen ${times.ago(new Date(lastSeenAt), nowMs)}` };
}

/** Null when there is nothing to say: it runs what is served, or nobody knows yet. */
export function versionOf({ current }: Pick<Device, 'current'>): Standing | null {
  if (current !== false) return null;
  return { shape: 'turning', tone: 'low', words: 'older version, reloads when quiet' };
}
