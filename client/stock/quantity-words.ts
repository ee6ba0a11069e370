import { catalogue, locale as pageLocale } from '../ui/language.ts';
import { GERMAN_UNITS, type UnitNames } from './german-units.ts';

/** Units whose thousandth or thousandfold has a name. */
const SMALLER: Record<string, { unit: string; larger: string }> = {
  g: { unit: 'g', larger: 'kg' },
  ml: { unit: 'ml', larger: 'l' },
};
const LARGER: Record<string, string> = { kg: 'g', l: 'ml', litre: 'ml', liter: 'ml' };
/** Pieces go without a unit: "7 left". */
const PIECES = new Set(['each', 'ea', 'piece', 'pc', 'pcs', 'unit', '']);
/** One and several, of the units whose plural is known; a store's own words are left as they are. */
const ENGLISH_UNITS: UnitNames = {
  portion: ['portion', 'portions'],
  bottle: ['bottle', 'bottles'],
  case: ['case', 'cases'],
  can: ['can', 'cans'],
  bag: ['bag', 'bags'],
  slice: ['slice', 'slices'],
  box: ['box', 'boxes'],
  loaf: ['loaf', 'loaves'],
  bunch: ['bunch', 'bunches'],
  tray: ['tray', 'trays'],
  pack: ['pack', 'packs'],
};

const words = catalogue(
  {
    unit: (name: string, isOne: boolean) => unitIn(ENGLISH_UNITS, name, isOne),
    piece: (name: string) => name,
  },
  {
    unit: (name, isOne) => unitIn(GERMAN_UNITS, name, isOne),
    piece: () => 'Stück',
  },
);

function unitIn(names: UnitNames, unit: string, isOne: boolean): string {
  return names[unit]?.[isOne ? 0 : 1] ?? unit;
}

const formats = new Map<string, Intl.NumberFormat>();

function format(value: number, digits: number, locale: string | undefined): string {
  const key = `${locale ?? ''} ${digits}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(locale, { maximumSignificantDigits: digits });
  formats.set(key, known);
  return known.format(value);
}

/** Three digits are as much as a shelf can be trusted with; whole numbers stay whole. */
function figure(value: number, locale: string | undefined): string {
  const whole = Math.abs(value) >= 1000 || Number.isInteger(value);
  return format(whole ? Math.round(value) : value, whole ? 15 : 3, locale);
}

/** Whether a figure of it goes without a unit. */
export const isPieces = (unit: string): boolean => PIECES.has(unit);

/** The word of a unit by itself: "case" or "cases"; what the store calls it, where that is no known one. */
export function unitName(unit: string, isOne: boolean): string {
  return unit !== '' && isPieces(unit) ? words.piece(unit) : words.unit(unit, isOne);
}

/** 1250 g → "1.25 kg", 0.35 l → "350 ml", 7 each → "7", 2 portion → "2 portions". */
export function quantityWords(value: number, unit: string, locale: string | undefined = pageLocale): string {
  const smaller = SMALLER[unit];
  if (smaller && Math.abs(value) >= 1000) return `${figure(value / 1000, locale)} ${smaller.larger}`;
  const fine = LARGER[unit];
  if (fine && value !== 0 && Math.abs(value) < 1)
    return `${figure(Math.round(value * 1000), locale)} ${fine}`;
  if (isPieces(unit)) return figure(value, locale);
  return `${figure(value, locale)} ${words.unit(unit, Math.abs(value) === 1)}`;
}

/** "4 × Salmon fillet", but "1.25 kg Butter". */
export function thingWords(amount: string, name: string): string {
  return `${amount}${/^[\d.,\s]+$/.test(amount) ? ' ×' : ''} ${name}`;
}
