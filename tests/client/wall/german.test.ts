import { describe, expect, it, vi } from 'vitest';

// A page that offers German, in a browser that asks for it.
vi.hoisted(() => {
  const dataset = { languages: 'en de' };
  vi.stubGlobal('document', { documentElement: { dataset } });
  vi.stubGlobal('location', { search: '' });
  vi.stubGlobal('navigator', { languages: ['de@posix', 'de-AT', 'en'] });
});

import { depletionLine } from '../../../client/forecasts/depletion-words.ts';
import { statusWords } from '../../../client/live/status-words.ts';
import { leftWords as codeLeft } from '../../../client/pair/pair-words.ts';
import { quantityWords } from '../../../client/stock/quantity-words.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import { locale } from '../../../client/ui/language.ts';
import { takesWords } from '../../../client/wall/block.ts';
import { buildBoard } from '../../../client/wall/board.ts';
import type { Entry } from '../../../client/wall/entry.ts';
import { words as messages } from '../../../client/wall/message-words.ts';
import { detailParts } from '../../../client/wall/words.ts';
import type { SupplierDelay } from '../../../shared/purchasing/purchase-order.schema.ts';
import {
  aDish,
  aKitchen,
  aNotice,
  anIngredient,
  left,
  minutesAgo,
  NOW,
  off,
  offFor,
  runsOut,
} from './builders.ts';
import { aBackorder, aLine, anOrder, inHours, promisedIn } from './order-builders.ts';

const items = [
  anIngredient('lachs', { name: 'Lachs' }),
  anIngredient('butter', { name: 'Butter', unit: 'kg' }),
  aDish('tatar', { lachs: 90 }, { name: 'Tatar' }),
  aDish('sashimi', { lachs: 120 }, { name: 'Sashimi' }),
  aDish('suppe', {}, { name: 'Suppe' }),
];
// In German without being told so: as the page is.
const times = new StoreTimes('Europe/Vienna');
const board = (scene: object) => buildBoard({ ...aKitchen({ items, ...scene }), locale });
const says = (entry: Entry | undefined) =>
  entry &&
  [entry.figure, takesWords(entry), ...detailParts(entry, 'full', times, NOW)]
    .filter((part) => part !== '')
    .map((part) => part.replace(/\s/g, ' '));

describe('a wall in German', () => {
  it('says what is off, why, since when, until when and by whom', () => {
    const stock = {
      lachs: off({ reason: 'Quality', until: 'restock', by: 'Anna', since: minutesAgo(12) }),
      tatar: offFor('lachs'),
      sashimi: offFor('lachs'),
      suppe: off({ cause: 'countdown', since: minutesAgo(95), until: 'end-of-day' }),
    };
    const { off: zone } = board({
      stock,
      orders: [anOrder(7, { lines: [aLine({ itemId: 'tatar' })] })],
    }).zones;
    expect(zone.count).toBe('3 Gerichte');
    expect(zone.entries.map(says)).toEqual([
      ['betrifft 2 Gerichte', 'Qualität', '1 Bestellung', 'vor 12 Min.', 'bis zum Nachschub', 'von Anna'],
      ['ausverkauft', 'seit 18:05', 'für heute'],
    ]);
  });

  it('says what runs out, with figures as Germans write them', () => {
    const limited = { availability: { state: 'limited', cause: 'hand', remaining: 7, until: inHours(2) } };
    const stock = { butter: left(1.25), suppe: limited, lachs: left(450) };
    const zone = board({ stock, depletions: [runsOut('lachs', 90)] }).zones.running;
    expect(zone.entries.map((entry) => [entry.name, entry.ring, ...(says(entry) ?? [])])).toEqual([
      ['Lachs', undefined, '450 g', 'betrifft 2 Gerichte', 'geht aus ~21:15 (20:30–22:15)'],
      ['Suppe', '7', 'noch 7', 'bis 21:40'],
    ]);
    expect(zone.asides).toMatchObject([{ words: 'Butter 1,25 kg' }]);
  });

  it('says what is late, from when to when and why, and what customers wait for', () => {
    const delay: SupplierDelay = {
      ...{ delayId: '1', deliveryId: '1', itemId: 'lachs', supplier: 'Fisch Lang', kind: 'predicted' },
      ...{ quantity: 10_000, was: inHours(-2), now: inHours(14), since: minutesAgo(10) },
      reason: '4 of its last 6 deliveries on a Tuesday came late',
    };
    const backorders = [
      aBackorder(3, { itemId: 'lachs', promise: promisedIn(20), neededBy: inHours(16) }),
      aBackorder(4, { itemId: 'suppe', waiting: { because: 'order', itemIds: ['lachs'], words: '' } }),
    ];
    const { zones } = board({
      delays: [delay],
      backorders,
      orders: [anOrder(9, { status: 'partly-ready' })],
    });
    expect(says(zones.late.entries[0])).toEqual([
      ...['10 kg', 'wohl Mi 09:40, statt 17:40', '2 Bestellungen warten', 'Fisch Lang'],
      ...['4 der letzten 6 Lieferungen am Dienstag kamen zu spät', 'in 2 Gerichten'],
    ]);
    expect(zones.backorders.entries.map(says)).toEqual([
      ['2 kg', '#3', '~Mi 15:40', 'gebraucht bis Mi 11:40'],
      ['2 000×', '#4', 'noch kein Termin', 'nur komplett, wartet auf Lachs'],
    ]);
    expect(zones.ready.entries.map(says)).toEqual([['ein Teil von 1 Position']]);
  });

  it('says what changed, how the connection is, and that all is well', () => {
    const notices = [
      aNotice('received', 'butter', { quantity: 2.5 }),
      ...['tatar', 'sashimi', 'lachs'].map((id) => aNotice('back', id)),
    ];
    expect(board({ notices }).news.map(({ words }) => words)).toEqual([
      ...['Butter +2,5 kg geliefert', 'Lachs und 2 Gerichte wieder da'],
    ]);
    expect(statusWords({ kind: 'stale', since: new Date(NOW) }, times, NOW)).toBe('veraltet seit 19:40');
    expect(messages.calmYet(24)).toBe('Alle 24 Gerichte können serviert werden, und noch ist nichts knapp.');
    expect(depletionLine(runsOut('lachs', 1), times, NOW)).toBe('jeden Moment (jetzt–20:45)');
    expect(times.when(Date.parse('2026-12-24T12:00:00Z'), NOW)).toMatch(/^24\. Dez/);
    expect(quantityWords(2, 'portion')).toBe('2 Portionen');
    expect(codeLeft(61_000)).toBe('Neuer Code in 1:01');
  });
});
