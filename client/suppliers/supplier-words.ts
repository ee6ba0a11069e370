import type { Supplier, SupplierChannel, SupplierItem } from '../../shared/suppliers/supplier.schema.ts';
import { moneyWords } from '../ui/money-words.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import { WEEKDAYS } from './weekdays.ts';

export const CHANNEL_WORDS: Readonly<Record<SupplierChannel, string>> = {
  email: 'E-mail',
  portal: 'Portal link',
  api: 'API',
  files: 'Files',
};

/** "every day", "Mon–Sat", "Tue, Fri". */
export function daysWords(days: readonly number[]): string {
  const sorted = [...days].sort();
  const [first = 1] = sorted;
  const last = sorted[sorted.length - 1] ?? first;
  if (sorted.length === 7) return 'every day';
  const name = (day: number): string => WEEKDAYS[day - 1]?.short ?? '';
  const isRun = sorted.length > 2 && last - first === sorted.length - 1;
  return isRun ? `${name(first)}–${name(last)}` : sorted.map(name).join(', ');
}

export function leadWords(days: number): string {
  if (days === 0) return 'same day';
  return days === 1 ? 'next day' : `${days} days`;
}

/** "Delivers Tue, Fri at 08:00 · order until 14:00 · next day". */
export function calendarWords({ deliveryDays, deliveryTime, cutOff, leadTimeDays }: Supplier): string {
  const days = `Delivers ${daysWords(deliveryDays)} at ${deliveryTime}`;
  return `${days} · order until ${cutOff} · ${leadWords(leadTimeDays)}`;
}

export function itemCountWords(count: number): string {
  if (count === 0) return 'nothing yet';
  return count === 1 ? '1 item' : `${new Intl.NumberFormat().format(count)} items`;
}

/** "case of 6 kg", "bag of 25 kg"; of nested packs, how: "case of 24 (4 tray × 6 piece)". */
export function packWords({
  packName,
  packQuantity,
  unit,
  nesting,
}: Pick<SupplierItem, 'packName' | 'packQuantity' | 'unit' | 'nesting'>): string {
  const inside = nesting.map(({ name, count }) => `${count} ${name}`).join(' × ');
  return `${packName} of ${quantityWords(packQuantity, unit)}${inside ? ` (${inside})` : ''}`;
}

/** Units that prices are told for in a larger one: by the kilogram, not by the gram. */
const PRICED_BY: Readonly<Record<string, { unit: string; times: number }>> = {
  g: { unit: 'kg', times: 1000 },
  ml: { unit: 'l', times: 1000 },
};

/** "€2.40 per kg"; nothing without a price, and for a pack of one. */
export function unitPriceWords({
  packPrice,
  packQuantity,
  unit,
}: Pick<SupplierItem, 'packPrice' | 'packQuantity' | 'unit'>): string {
  if (!packPrice || packQuantity === 1) return '';
  const { unit: by, times } = PRICED_BY[unit] ?? { unit, times: 1 };
  const amount = Math.round((packPrice.amount / packQuantity) * times);
  return `${moneyWords({ ...packPrice, amount })} per ${by === 'each' ? 'piece' : by}`;
}
