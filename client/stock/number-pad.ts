/**
 * Arithmetic of the counting pad: "2 case + 3 each". Everything is whole thousandths, so ½ of a 25 kg bag and 0.1 + 0.2
 * come out exact. A state is never changed; each key gives the next one.
 */
import type { Pack } from '../../shared/items/item.schema.ts';
import { toThousandths } from '../../shared/quantity.ts';

/** What a unit button adds: `size` is thousandths of the stock unit in one of it. */
export interface PadUnit {
  name: string;
  size: number;
  /** Whether a part of one makes sense: half a case does, half an egg does not. */
  divisible: boolean;
}

/** `amount` is thousandths of `unit`. */
export interface PadTerm {
  amount: number;
  unit: PadUnit;
}

export interface PadState {
  terms: readonly PadTerm[];
  digits: string;
  /** Thousandths added to the digits: 0, 250, 500 or 750. */
  fraction: number;
}

export const EMPTY_PAD: PadState = { terms: [], digits: '', fraction: 0 };

const MAX_WHOLE_DIGITS = 5;
const MAX_DECIMALS = 3;

const COUNTED_WHOLE = new Set(['each', 'ea', 'piece', 'pieces', 'pc', 'pcs', 'stk', 'stück', 'egg', 'eggs']);
/** Smaller or larger units people read off a scale or a jug, in thousandths of the stock unit. */
const RELATED: Record<string, readonly PadUnit[]> = {
  kg: [{ name: 'g', size: 1, divisible: false }],
  l: [
    { name: 'ml', size: 1, divisible: false },
    { name: 'cl', size: 10, divisible: false },
  ],
  g: [{ name: 'kg', size: 1_000_000, divisible: true }],
  ml: [{ name: 'l', size: 1_000_000, divisible: true }],
};

/** The unit buttons of an item: its packs from the largest, its stock unit, and units of the same measure. */
export function padUnits(unit: string, packs: readonly Pack[]): PadUnit[] {
  const packUnits = packs
    .map((pack) => ({ name: pack.name, size: toThousandths(pack.quantity), divisible: true }))
    .sort((a, b) => b.size - a.size);
  const related = (RELATED[unit.toLowerCase()] ?? []).filter((it) =>
    packs.every((pack) => pack.name !== it.name),
  );
  return [...packUnits, stockUnit(unit), ...related];
}

export function stockUnit(unit: string): PadUnit {
  return { name: unit, size: 1000, divisible: !COUNTED_WHOLE.has(unit.toLowerCase()) };
}

export function pressDigit(state: PadState, digit: string): PadState {
  if (state.fraction > 0) return state;
  const [whole = '', decimals] = state.digits.split('.');
  if (decimals === undefined && whole.length >= MAX_WHOLE_DIGITS) return state;
  if (decimals !== undefined && decimals.length >= MAX_DECIMALS) return state;
  return { ...state, digits: state.digits === '0' ? digit : state.digits + digit };
}

export function pressPoint(state: PadState): PadState {
  if (state.fraction > 0 || state.digits.includes('.')) return state;
  return { ...state, digits: `${state.digits || '0'}.` };
}

/** Each key switches its part on and off; ½ and ¼ together are ¾. */
export function pressFraction(state: PadState, part: 250 | 500): PadState {
  if (state.digits.includes('.')) return state;
  return { ...state, fraction: state.fraction + (hasFraction(state, part) ? -part : part) };
}

export function hasFraction({ fraction }: PadState, part: 250 | 500): boolean {
  return part === 500 ? fraction >= 500 : fraction % 500 === 250;
}

/** Takes the typed number as so many of `unit`; without a number it adds one, so a pack can be tapped as it is seen. */
export function pressUnit(state: PadState, unit: PadUnit): PadState {
  const amount = isTyped(state) ? typedAmount(state) : 1000;
  return { terms: [...state.terms, { amount, unit }], digits: '', fraction: 0 };
}

/** The last key first: fraction, digit, then the last thing added. */
export function pressBackspace(state: PadState): PadState {
  if (state.fraction > 0) return { ...state, fraction: 0 };
  if (state.digits !== '')
    return { ...state, digits: state.digits === '0.' ? '' : state.digits.slice(0, -1) };
  return { ...state, terms: state.terms.slice(0, -1) };
}

export function isTyped(state: PadState): boolean {
  return state.digits !== '' || state.fraction > 0;
}

export function isEmpty(state: PadState): boolean {
  return state.terms.length === 0 && !isTyped(state);
}

function typedAmount(state: PadState): number {
  return Math.round(Number(state.digits || '0') * 1000) + state.fraction;
}

function termsWithTyped(state: PadState, stock: PadUnit): PadTerm[] {
  return isTyped(state) ? [...state.terms, { amount: typedAmount(state), unit: stock }] : [...state.terms];
}

/** Sum in thousandths of the stock unit; a number still being typed counts as stock units. */
export function padTotal(state: PadState, stock: PadUnit): number {
  return termsWithTyped(state, stock).reduce(
    (sum, { amount, unit }) => sum + Math.round((amount * unit.size) / 1000),
    0,
  );
}

/** Terms by unit, in the order in which the units first came: three taps on "case" read "3 case". */
export function padSummary(state: PadState, stock: PadUnit): PadTerm[] {
  const sums = new Map<string, PadTerm>();
  for (const { amount, unit } of termsWithTyped(state, stock)) {
    sums.set(unit.name, { unit, amount: (sums.get(unit.name)?.amount ?? 0) + amount });
  }
  return [...sums.values()];
}

/** A part of something that is only counted whole, or nothing where something is needed; `null` when all is well. */
export function padProblem(
  state: PadState,
  stock: PadUnit,
  allowZero: boolean,
): 'empty' | 'zero' | 'part' | null {
  if (isEmpty(state)) return 'empty';
  const total = padTotal(state, stock);
  if (total === 0 && !allowZero) return 'zero';
  return !stock.divisible && total % 1000 !== 0 ? 'part' : null;
}
