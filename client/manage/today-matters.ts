import type { ReorderProposal } from '../../shared/purchasing/reorder.schema.ts';
import type { Tone } from '../stock/state.ts';
import type { GlyphName } from '../ui/glyphs.ts';
import type { Shape } from '../ui/shapes.ts';

/** What can be waited for on Today. Of what costs already, or equally soon, what comes first here is first. */
export const MATTER_KINDS = [
  'unsent',
  'runs-out',
  'backorders',
  'late',
  'order',
  'send',
  'messages',
  'asked',
  'screens',
  'count',
  'files',
  'supplier',
] as const;
export type MatterKind = (typeof MATTER_KINDS)[number];

/** What a press does without leaving the page. */
export type MatterDeed =
  | { kind: 'order'; proposal: ReorderProposal }
  | { kind: 'approve'; poId: string; number: number; supplier: string; andSend: boolean }
  | { kind: 'send'; poId: string; number: number; supplier: string }
  | { kind: 'retry'; messageIds: string[] };

export interface Matter {
  /** Of what it is about: the same for as long as somebody has to deal with it. */
  key: string;
  kind: MatterKind;
  picture: { shape: Shape } | { glyph: GlyphName };
  tone: Tone;
  /** In one line, and why it matters. */
  what: string;
  why: string[];
  /** Where it is dealt with. */
  href: string;
  /** From when on it costs, in ms; 0: it does already. */
  costsAt: number;
  /** A last moment: "order by" it. */
  due?: { words: string; at: number };
  /** Without a deed, its button leads to `href`. */
  action: { words: string; deed?: MatterDeed };
}

/** What costs within this long of each other costs equally soon: rows do not change places over minutes. */
const STEP_MS = 10 * 60_000;

/** What costs soonest first: what costs already, then by when it starts to. */
export function byUrgency(matters: readonly Matter[], nowMs: number): Matter[] {
  const step = ({ costsAt }: Matter): number => (costsAt <= nowMs ? 0 : Math.ceil(costsAt / STEP_MS));
  const rank = ({ kind }: Matter): number => MATTER_KINDS.indexOf(kind);
  return [...matters].sort(
    (a, b) => step(a) - step(b) || rank(a) - rank(b) || a.costsAt - b.costsAt || (a.key < b.key ? -1 : 1),
  );
}

/** A matter as a row of the list. `isGone`: it is dealt with, and keeps its place until nobody presses anything. */
export interface MatterRow {
  matter: Matter;
  isGone: boolean;
}

export const rowsOf = (matters: readonly Matter[]): MatterRow[] =>
  matters.map((matter) => ({ matter, isGone: false }));

/** News under a reader's hand: rows keep their places, what is dealt with stays as such, and what is new comes last. */
export function keepPlaces(shown: readonly MatterRow[], fresh: readonly Matter[]): MatterRow[] {
  const byKey = new Map(fresh.map((matter) => [matter.key, matter]));
  const kept = shown.map(({ matter }): MatterRow => {
    const now = byKey.get(matter.key);
    return { matter: now ?? matter, isGone: now === undefined };
  });
  const known = new Set(shown.map(({ matter }) => matter.key));
  return [...kept, ...rowsOf(fresh.filter(({ key }) => !known.has(key)))];
}

/** At most so many rows of one kind, the most urgent; the others in one more that leads to where all of them are. */
export function folded(
  matters: readonly Matter[],
  most: number,
  more: (count: number, first: Matter) => Matter,
): Matter[] {
  const first = matters[most];
  if (first === undefined || matters.length === most + 1) return [...matters];
  return [...matters.slice(0, most), more(matters.length - most, first)];
}
