import { SUPPLIER_CHANNELS, type SupplierChannel } from '../../shared/suppliers/supplier.schema.ts';
import { readQuantity, readWholeNumber, type DecimalMark, type Read } from './csv-values.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const DAILY = ['daily', 'every day', 'täglich', 'taeglich'];
/** What each day of the week is called, Monday first. */
const DAYS = [
  ['1', 'mo', 'mon', 'monday', 'montag'],
  ['2', 'tu', 'tue', 'tues', 'tuesday', 'di', 'dienstag'],
  ['3', 'we', 'wed', 'wednesday', 'mi', 'mittwoch'],
  ['4', 'th', 'thu', 'thur', 'thurs', 'thursday', 'do', 'donnerstag'],
  ['5', 'fr', 'fri', 'friday', 'freitag'],
  ['6', 'sa', 'sat', 'saturday', 'samstag', 'sonnabend'],
  ['7', 'su', 'sun', 'sunday', 'so', 'sonntag'],
];

/** "Mon, Wed, Fri", "1 3 5", "Mo-Fr", "daily". */
export function readDays(text: string): Read<number[]> {
  if (DAILY.includes(text.toLowerCase())) return { value: EVERY_DAY };
  const days = new Set<number>();
  for (const word of text
    .toLowerCase()
    .replace(/\s*[-–]\s*/g, '-')
    .split(/[\s,;|/+.]+/)
    .filter(Boolean)) {
    const [first = 0, last = first, ...more] = word.split('-').map(dayOf);
    if (first === 0 || last < first || more.length > 0)
      return { problem: `"${word}" in "${text}" is no day of the week; write Mon, Wed, Fri or 1 3 5` };
    for (let day = first; day <= last; day++) days.add(day);
  }
  return { value: [...days].sort() };
}

function dayOf(name: string): number {
  return DAYS.findIndex((names) => names.includes(name)) + 1;
}

/** "14:00", "8:30", "14.00 Uhr". */
export function readTimeOfDay(text: string): Read<string> {
  const [, hours = '', minutes = '00'] =
    /^(\d{1,2})(?:[:.](\d\d)(?::00)?)?(?:\s*(?:h|uhr))?$/i.exec(text) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59)
    return { problem: `"${text}" is not a time of day; write it as 14:00` };
  return { value: `${hours.padStart(2, '0')}:${minutes}` };
}

/** "2026-12-24", "24.12.2026". */
export function readDay(text: string): Read<string> {
  const [, d = '', m = '', y = ''] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  const day = y === '' ? text : `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const isDay = /^[1-9]\d{3}-\d\d-\d\d$/.test(day) && isInCalendar(day);
  return isDay ? { value: day } : { problem: `"${text}" is not a day; write it as 2026-12-24` };
}

function isInCalendar(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

export function readChannels(text: string): Read<SupplierChannel[]> {
  const words = text
    .toLowerCase()
    .replaceAll('e-mail', 'email')
    .split(/[\s,;|/+]+/)
    .filter(Boolean);
  const unknown = words.find((word) => !SUPPLIER_CHANNELS.some((channel) => channel === word));
  if (unknown !== undefined)
    return { problem: `"${unknown}" is no way to order; write ${SUPPLIER_CHANNELS.join(', ')}` };
  return { value: [...new Set(words as SupplierChannel[])] };
}

/** Each part of "A | B", read by itself. */
export function readParts<T>(text: string, how: (part: string) => Read<T>): Read<T[]> {
  const values: T[] = [];
  for (const part of text.split('|').map((it) => it.trim())) {
    if (part === '') continue;
    const read = how(part);
    if ('problem' in read) return read;
    values.push(read.value);
  }
  return { value: values };
}

/** "tray = 4" */
export function readLayer(part: string, mark: DecimalMark): Read<{ name: string; count: number }> {
  const [, name = '', size = ''] = /^([^=]*)=(.*)$/.exec(part) ?? [];
  const count = readQuantity(size.trim(), mark);
  if (name.trim() === '' || 'problem' in count || count.value <= 0)
    return { problem: `"${part}" is not a part of a pack; write its name and how many there are: tray = 4` };
  return { value: { name: name.trim(), count: count.value } };
}

/** "10 = 11.50" */
export function readBreak(part: string, mark: DecimalMark): Read<{ fromPacks: number; price: number }> {
  const [, packs = '', price = ''] = /^([^=]*)=(.*)$/.exec(part) ?? [];
  const from = readWholeNumber(packs.trim(), 2, 1_000_000);
  const cost = readQuantity(price.trim(), mark);
  if ('problem' in from || 'problem' in cost || cost.value < 0)
    return { problem: `"${part}" is no price from a number of packs on; write 10 = 11.50` };
  return { value: { fromPacks: from.value, price: cost.value } };
}
