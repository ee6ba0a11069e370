import { expect, it, vi } from 'vitest';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import { padKeyWords } from '../../../client/stock/pad-key-words.ts';
import { exactAmount, listed, typedWords } from '../../../client/tablet/amount-words.ts';
import { stateWord, whyLines, whyShort } from '../../../client/tablet/availability-words.ts';
import { deedDone, refusalWords, undone } from '../../../client/tablet/deed-words.ts';
import { differenceWords, openLines } from '../../../client/tablet/delivery-lines.ts';
import { comesWords } from '../../../client/tablet/delivery-words.ts';
import type { Delivery } from '../../../client/tablet/deliveries.svelte.ts';
import { LineForm } from '../../../client/tablet/line-form.svelte.ts';
import { noticeLine } from '../../../client/tablet/notice-words.ts';
import { deedOf } from '../../../client/tablet/order-task.ts';
import { pinProblemWords } from '../../../client/tablet/person-words.ts';
import { confirmWords, outlookOf, taskTitle } from '../../../client/tablet/quantity-task.ts';
import { waitingWords } from '../../../client/tablet/waiting-words.ts';
import { moneyField, moneyMistake, readMoney } from '../../../client/ui/money-words.ts';
import { anAction, OFF } from './builders.ts';

// Words are chosen once, when they are loaded: here as by the page of a German tablet.
vi.hoisted(() => {
  const page = { documentElement: { dataset: { languages: 'en de' } } };
  Object.assign(globalThis, { document: page, location: { search: '?language=de' } });
});

const nameOf = (id: string) => id;

it('says what is 86, limited or back, and why, as a German kitchen does', () => {
  expect([stateWord({ state: 'unavailable' }), stateWord({ state: 'limited', remaining: 7 })]).toEqual([
    '86',
    'noch 7',
  ]);
  const because = [{ itemId: 'Lachs', problem: 'short' as const, left: 0.5, needed: 1.25 }];
  expect(whyShort({ state: 'unavailable', cause: 'recipe', because }, nameOf)).toBe('fehlt: Lachs');
  expect(whyShort({ state: 'unavailable', cause: 'hand', reason: 'Quality' }, nameOf)).toBe('Qualität');
  expect(whyLines({ state: 'unavailable', reason: 'zu alt', because }, nameOf, () => 'kg')).toEqual([
    'zu alt',
    'Lachs: noch 500 g, eins braucht 1,25 kg',
  ]);
});

it('says what was done and taken back, and what was not taken', () => {
  const wasted = anAction({ name: 'Lachs', deed: { kind: 'waste', quantity: 1.5 } });
  expect(deedDone(wasted)).toBe('Lachs: 1,5 kg Schwund');
  const back = { kind: 'availability', availability: { state: 'available' } } as const;
  expect(undone(deedDone(anAction({ name: 'Lachs', deed: back })))).toBe(
    'Zurückgenommen: Lachs ist wieder da',
  );
  const problem = { type: '', title: 'Conflict', status: 409, code: 'conflict', detail: 'It is gone.' };
  const board = { onHand: 3, availability: { state: 'limited', remaining: 2, by: 'Anna' } } as const;
  expect(refusalWords({ action: anAction({ name: 'Lachs', deed: OFF }), problem, board })).toEqual({
    title: 'Nicht angenommen: Lachs ist 86',
    why: 'It is gone.',
    board: 'Auf der Tafel steht: noch 2 von Anna',
  });
  const notice = { kind: 'counted', quantity: -1.5, itemId: 'Lachs', id: 'n', at: '' } as const;
  expect(noticeLine(notice as never, 'kg', nameOf).words).toBe('gezählt, 1,5 kg weniger');
});

it('reads and writes numbers with a comma, and units in German', () => {
  expect([exactAmount(1200.5, 'kg'), exactAmount(2, 'case'), typedWords('1.50')]).toEqual([
    '1.200,5 kg',
    '2 Kisten',
    '1,50',
  ]);
  expect(listed(['a', 'b', 'c', 'd'])).toBe('a, b und 2 weitere');
  expect([padKeyWords.point, taskTitle('count', 'Lachs'), confirmWords('receive', 3, 'portion')]).toEqual([
    'Komma',
    'Zählen: Lachs',
    '3 Portionen einbuchen',
  ]);
  expect(outlookOf('count', 'kg', { onHand: 4, counted: true }, 2.5)).toMatchObject({
    before: 'Erwartet 4 kg',
    after: '1,5 kg weniger',
  });
  const price = { amount: 1250, currency: 'EUR' };
  expect([moneyField(price), readMoney('12,50', 'EUR')]).toEqual(['12,50', price]);
  expect(moneyMistake('teuer', 'EUR')).toBe('Eine Zahl mit höchstens 2 Nachkommastellen, wie 12,50.');
});

it('says when a delivery comes, and how it differs from what was ordered', () => {
  const times = new StoreTimes('Europe/Vienna');
  const delay = { kind: 'reported', was: '2026-11-24T07:00:00Z', now: '2026-11-25T07:00:00Z' };
  const delivery = { delay, dueMs: 0 } as unknown as Delivery;
  expect(comesWords(delivery, times, Date.parse('2026-11-24T06:00:00Z'))).toBe('jetzt Mi 08:00, war 08:00');
  const ordered = { lineId: 'l', itemId: 'i', supplierSku: '', packName: 'case', packQuantity: 10 };
  const lines = [{ ...ordered, quantity: 20, received: 0, outstanding: 20 }];
  const item = { itemId: 'i', sku: 'L', name: 'Lachs', unit: 'kg', packs: [] };
  const [line] = openLines({ poId: 'po', lines, supplier: 'Eder' }, () => item as never, []);
  expect(line?.ordered).toBe('2 Kisten, 20 kg');
  const form = new LineForm({ line: () => line!, before: undefined, known: undefined, currency: 'EUR' });
  form.rejected = { terms: [], digits: '2', fraction: 0 };
  expect([form.problem, form.summary]).toEqual(['Sag, warum es zurückgeht.', '18 kg behalten, 2 kg zurück']);
  form.reason = 'Too warm';
  expect(differenceWords(form.draft, line!)).toBe(
    '18 kg gekommen · 2 kg zurückgegeben: Zu warm, kein Ersatz',
  );
});

it('says what happens to orders, what they wait for, and whose PIN it is not', () => {
  const part = { line: { lineId: 'l', unit: 'portion', name: 'Torte' }, quantity: 2 };
  expect(deedOf('fulfil', { orderId: 'o', number: 7 }, part as never).words).toBe(
    '#7 2 Portionen Torte übergeben',
  );
  const waiting = { because: 'stock' as const, itemIds: ['i', 'Dill'] };
  expect(waitingWords(waiting, 'i', nameOf)).toBe('wartet auf Ware und Dill');
  const problem = { code: 'unauthenticated' } as never;
  expect(pinProblemWords(problem, 'Bea', '')).toBe('Das ist nicht die PIN von Bea.');
});
