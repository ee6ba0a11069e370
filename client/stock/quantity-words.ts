/** Units whose thousandth or thousandfold has a name. */
const SMALLER: Record<string, { unit: string; larger: string }> = {
  g: { unit: 'g', larger: 'kg' },
  ml: { unit: 'ml', larger: 'l' },
};
const LARGER: Record<string, string> = { kg: 'g', l: 'ml', litre: 'ml', liter: 'ml' };
/** Pieces go without a unit: "7 left". */
const PIECES = new Set(['each', 'ea', 'piece', 'pc', 'pcs', 'unit', '']);
/** The words of units whose plural is known; a store's own words are left as they are. */
const PLURALS: Record<string, string> = {
  portion: 'portions',
  bottle: 'bottles',
  case: 'cases',
  can: 'cans',
  bag: 'bags',
  slice: 'slices',
  box: 'boxes',
  loaf: 'loaves',
  bunch: 'bunches',
  tray: 'trays',
  pack: 'packs',
};

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

/** 1250 g → "1.25 kg", 0.35 l → "350 ml", 7 each → "7", 2 portion → "2 portions". */
export function quantityWords(value: number, unit: string, locale?: string): string {
  const smaller = SMALLER[unit];
  if (smaller && Math.abs(value) >= 1000) return `${figure(value / 1000, locale)} ${smaller.larger}`;
  const fine = LARGER[unit];
  if (fine && value !== 0 && Math.abs(value) < 1)
    return `${figure(Math.round(value * 1000), locale)} ${fine}`;
  if (PIECES.has(unit)) return figure(value, locale);
  return `${figure(value, locale)} ${Math.abs(value) === 1 ? unit : (PLURALS[unit] ?? unit)}`;
}

/** "4 × Salmon fillet", but "1.25 kg Butter". */
export function thingWords(amount: string, name: string): string {
  return `${amount}${/^[\d.,\s]+$/.test(amount) ? ' ×' : ''} ${name}`;
}
