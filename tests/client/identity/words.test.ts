import { expect, test } from 'vitest';
import { agentWords } from '../../../client/identity/agent-words.ts';
import { countdown } from '../../../client/identity/lockout-wait.svelte.ts';
import { NEW_STORE, storeInputOf, storePatchOf } from '../../../client/identity/store-draft.ts';

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36';

test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}`, 'Chrome on Windows'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Edg/153.0`, 'Edge on Windows'],
  [`Mozilla/5.0 (Linux; Android 16; K) ${CHROME}`, 'Chrome on Android'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1',
    'Safari on iPhone',
  ],
  ['curl/8.5.0', 'Unknown device'],
  [null, 'Unknown device'],
])('%s is %s', (agent, words) => {
  expect(agentWords(agent)).toBe(words);
});

test.each([
  [0, ''],
  [-5, ''],
  [1, '0:01'],
  [42_000, '0:42'],
  [60_000, '1:00'],
  [3_599_001, '60:00'],
])('%i ms are %s to wait', (ms, words) => {
  expect(countdown(ms)).toBe(words);
});

test('a store goes out as it was changed, and not at all where it was not', () => {
  const store = { id: 's', name: 'Bar', timeZone: 'Europe/Vienna', currency: 'EUR', dayStart: '04:00' };
  const { id: _, ...draft } = store;
  expect(storePatchOf({ ...draft, name: ' Bar ' }, store, '')).toBeNull();
  expect(storePatchOf({ ...draft, currency: 'chf', dayStart: '05:00' }, store, '')).toEqual({
    currency: 'CHF',
    dayStart: '05:00',
  });
  const capped = { ...store, approvalAbove: 50_000 };
  expect(storePatchOf(draft, store, '500')).toEqual({ approvalAbove: 50_000 });
  expect(storePatchOf(draft, capped, '500,00')).toBeNull();
  expect(storePatchOf(draft, capped, '')).toEqual({ approvalAbove: null });
  expect(storeInputOf({ ...NEW_STORE, name: ' Inn ' })).toMatchObject({ name: 'Inn', dayStart: '04:00' });
});
