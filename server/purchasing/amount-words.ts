import { DateTime } from 'luxon';
import { amountText, type Money } from '../../shared/money.ts';
import { fromThousandths } from '../../shared/quantity.ts';
import { isSoldWhole } from '../items/units.ts';

/** Pieces go without a unit: "7 on hand". */
const PIECES = new Set(['each', 'ea', 'piece', 'pc', 'pcs', 'unit', '']);
const LARGER: Readonly<Record<string, string>> = { g: 'kg', ml: 'l' };
const FIGURE = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

/** Exact, as people say it: 1250 g → "1.25 kg", 7 each → "7", 2 bottle → "2 bottles". */
export function quantityText(thousandths: number, unit: string): string {
  const larger = LARGER[unit];
  const isLarge = Math.abs(thousandths) >= 1_000_000 && thousandths % 1000 === 0;
  if (larger && isLarge) return `${figureText(thousandths / 1_000_000)} ${larger}`;
  const figure = figureText(fromThousandths(thousandths));
  if (PIECES.has(unit)) return figure;
  return `${figure} ${isWhole(unit) ? counted(unit, thousandths / 1000) : unit}`;
}

/** "1 case", "3 cases" */
export function countText(count: number, name: string): string {
  return `${figureText(count)} ${counted(name, count)}`;
}

/** "EUR 12.50" */
export function moneyText(money: Money): string {
  return `${money.currency} ${amountText(money)}`;
}

/** A local day, "Fri 27 Nov". */
export function dayText(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc', locale: 'en' }).toFormat('ccc d LLL');
}

/** What is small needs no separators, and is written much faster without. */
function figureText(value: number): string {
  return Math.abs(value) < 1000 ? `${value}` : FIGURE.format(value);
}

function counted(name: string, count: number): string {
  if (count === 1 || !/[a-z]$/.test(name)) return name;
  if (/loaf$/.test(name)) return name.replace(/f$/, 'ves');
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

const whole = new Map<string, boolean>();

/** To ask whether a unit is a measure is dear, and there are few units. */
function isWhole(unit: string): boolean {
  const known = whole.get(unit) ?? isSoldWhole(unit);
  whole.set(unit, known);
  return known;
}
