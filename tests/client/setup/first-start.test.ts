import { beforeEach, describe, expect, test } from 'vitest';
import { zoneOptions } from '../../../client/setup/choice-lists.ts';
import { currencyOf, regionOf } from '../../../client/setup/currency-guess.ts';
import { FirstStart } from '../../../client/setup/first-start.svelte.ts';
import { passwordWords } from '../../../client/setup/password-words.ts';
import { matching } from '../../../client/ui/combo-options.ts';
import { refusal, ScriptedServer } from '../../support/scripted-server.ts';

let went: string[];
let server: ScriptedServer;
let start: FirstStart;

beforeEach(() => {
  went = [];
  server = new ScriptedServer(() => ({ body: { done: false } }));
  const guessed = { timeZone: 'Europe/Vienna', locale: 'en-US' };
  start = new FirstStart({ go: (path) => void went.push(path), fetch: server.fetch, ...guessed });
});

function fillIn(): void {
  start.organisation = ' Goldener Lachs ';
  start.ownerName = 'Anna';
  start.email = 'anna@example.org ';
  start.password = 'three blue kettles';
}

describe('the first start', () => {
  test('is open as long as nobody has set Larder up', async () => {
    await start.check();
    expect(start.state).toBe('open');
  });

  test('leads to the manager pages once it is done', async () => {
    server.reply = () => ({ body: { done: true } });
    await start.check();
    expect(went).toEqual(['/manage#/']);
    expect(start.state).toBe('asking');
  });

  test('says when the server does not answer, and can be asked again', async () => {
    server.reply = () => 'away';
    await start.check();
    expect(start.trouble?.code).toBe('unreachable');
    server.reply = () => ({ body: { done: false } });
    await start.check();
    expect(start.trouble).toBe(null);
    expect(start.state).toBe('open');
  });

  test('sends what was filled in and what was guessed, then goes on', async () => {
    fillIn();
    server.reply = () => ({ status: 201, body: { storeId: 'store-1' } });
    await start.submit();
    expect(server.asked[0]?.body).toEqual({
      organisation: 'Goldener Lachs',
      store: { name: 'Goldener Lachs', timeZone: 'Europe/Vienna', currency: 'EUR' },
      owner: { name: 'Anna', email: 'anna@example.org', password: 'three blue kettles' },
    });
    expect(went).toEqual(['/manage#/']);
  });

  test('shows a mistake at its field and stays', async () => {
    fillIn();
    const { status, body } = refusal(422, 'invalid');
    const errors = [{ pointer: '/owner/password', detail: 'is too common' }];
    server.reply = () => ({ status: status!, body: { ...(body as object), errors } });
    await start.submit();
    expect(start.submission.errorAt('/owner/password')).toBe('Is too common.');
    expect(went).toEqual([]);
  });

  test('keeps a name or currency that somebody chose, whatever is guessed later', () => {
    start.organisation = 'Lachs GmbH';
    expect([start.storeName, start.currency]).toEqual(['Lachs GmbH', 'EUR']);
    start.timeZone = 'Europe/Zurich';
    expect(start.currency).toBe('CHF');
    start.storeName = 'Am Markt';
    start.currency = 'EUR';
    start.organisation = 'Lachs AG';
    start.timeZone = 'Europe/London';
    expect([start.storeName, start.currency]).toEqual(['Am Markt', 'EUR']);
  });
});

describe('the guessed currency', () => {
  test.each([
    ['Europe/Vienna', 'en-US', 'EUR'],
    ['America/New_York', 'de-AT', 'USD'],
    ['Asia/Tokyo', 'en', 'JPY'],
    ['Etc/UTC', 'de-CH', 'CHF'],
    ['Etc/UTC', 'de', 'EUR'],
    ['Etc/UTC', 'en', 'USD'],
  ])('in %s with %s is %s', (timeZone, locale, currency) => {
    expect(currencyOf(regionOf(timeZone, locale))).toBe(currency);
  });
});

describe('the list of time zones', () => {
  const zones = zoneOptions('de-AT', 'Etc/UTC')!;
  const found = (typed: string) => matching(zones, typed).map(({ value }) => value);

  test.each([
    ['vien', 'Europe/Vienna'],
    ['europe/vienna', 'Europe/Vienna'],
    ['austria', 'Europe/Vienna'],
    ['Österr', 'Europe/Vienna'],
    ['new york', 'America/New_York'],
    ['sao paulo', 'America/Sao_Paulo'],
  ])('finds by "%s"', (typed, zone) => {
    expect(found(typed)).toContain(zone);
  });

  test('has the zone of a browser whose list does not', () => {
    expect(found('utc')[0]).toBe('Etc/UTC');
  });

  test('finds nothing for nonsense and everything for nothing', () => {
    expect(found('qqqq')).toEqual([]);
    expect(found('')).toHaveLength(zones.length);
  });
});

describe('the words about a new password', () => {
  test.each([
    ['', undefined],
    ['abc', 'short'],
    ['anna1234', 'weak'],
    ['aaaaaaaaaaaaaaa', 'weak'],
    ['8273649102', 'weak'],
    ['kettle-7', 'fine'],
    ['three blue kettles', 'strong'],
  ])('call "%s" %s', (password, verdict) => {
    expect(passwordWords(password, ['Anna', 'example'])?.verdict).toBe(verdict);
  });
});
