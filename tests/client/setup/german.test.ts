import { expect, it, vi } from 'vitest';
import { currencyOptions, timeIn, zoneOptions } from '../../../client/setup/choice-lists.ts';
import { passwordWords } from '../../../client/setup/password-words.ts';
import { matching } from '../../../client/ui/combo-options.ts';
import { locale } from '../../../client/ui/language.ts';

// Words are chosen once, when they are loaded: here as by a page that was opened in German.
vi.hoisted(() => {
  const page = { documentElement: { dataset: { languages: 'en de' } } };
  Object.assign(globalThis, { document: page, location: { search: '?language=de' } });
});

it('sets up in German, and finds places and money by their German names', () => {
  expect(passwordWords('kettle', [])?.words).toBe('Noch mindestens 2 Zeichen.');
  const zones = zoneOptions('en', 'Europe/Vienna')!;
  expect(zones.find(({ value }) => value === 'Europe/Vienna')).toMatchObject({
    label: 'Wien',
    note: 'Österreich',
  });
  for (const typed of ['wie', 'vienna', 'Austria', 'öst'])
    expect(matching(zones, typed)[0]?.value).toBe('Europe/Vienna');
  expect(currencyOptions('en', 'CHF').find(({ value }) => value === 'CHF')?.note).toBe('Schweizer Franken');
  expect(timeIn('Europe/Vienna', Date.parse('2026-03-20T13:05:00Z'), locale!)).toBe('14:05');
});
