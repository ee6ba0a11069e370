import type { Availability } from '../../shared/stock/availability.schema.ts';
import { reasonWords } from '../stock/known-reasons.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import { catalogue } from '../ui/language.ts';
import { listed } from './amount-words.ts';

export type NameOf = (itemId: string) => string;

const words = catalogue(
  {
    off: '86',
    left: (count: number) => `${count} left`,
    available: 'available',
    no: (names: string) => `no ${names}`,
    few: (names: string) => `few ${names}`,
    ranOut: 'ran out',
    countedDown: 'countdown at 0',
    isOff: (name: string) => `${name} is 86`,
    tooLittle: (name: string, left: string, needed: string) => `${name}: ${left} left, one takes ${needed}`,
    ranOutByItself: 'Ran out by itself',
    reached0: 'The countdown reached 0',
  },
  {
    off: '86',
    left: (count) => `noch ${count}`,
    available: 'verfügbar',
    no: (names) => `fehlt: ${names}`,
    few: (names) => `knapp: ${names}`,
    ranOut: 'ausgegangen',
    countedDown: 'Zähler auf 0',
    isOff: (name) => `${name} ist 86`,
    tooLittle: (name, left, needed) => `${name}: noch ${left}, eins braucht ${needed}`,
    ranOutByItself: 'Von selbst ausgegangen',
    reached0: 'Der Zähler ist auf 0',
  },
);

/** "86", "7 left" or "available". */
export function stateWord({ state, remaining }: Pick<Availability, 'state' | 'remaining'>): string {
  if (state === 'unavailable') return words.off;
  return state === 'limited' ? words.left(remaining ?? 0) : words.available;
}

/** Why in a few words, for a tile: "no salmon", "sold out", a reason. Empty when nobody said. */
export function whyShort({ state, cause, because = [], reason }: Availability, nameOf: NameOf): string {
  if (state === 'available') return '';
  if (cause === 'recipe' && because.length > 0) {
    const names = listed(because.map((it) => nameOf(it.itemId)));
    return state === 'limited' ? words.few(names) : words.no(names);
  }
  if (reason) return reasonWords(reason);
  if (cause === 'stock') return words.ranOut;
  return cause === 'countdown' ? words.countedDown : '';
}

/** One line per reason, for the sheet. */
export function whyLines(availability: Availability, nameOf: NameOf, unitOf: NameOf): string[] {
  const { cause, because = [], reason } = availability;
  const lines = because.map(({ itemId, problem, left = 0, needed = 0 }) => {
    const [name, unit] = [nameOf(itemId), unitOf(itemId)];
    if (problem === 'unavailable') return words.isOff(name);
    return words.tooLittle(name, quantityWords(left, unit), quantityWords(needed, unit));
  });
  if (reason) lines.unshift(reasonWords(reason));
  if (cause === 'stock') lines.push(words.ranOutByItself);
  if (cause === 'countdown') lines.push(words.reached0);
  return lines;
}
