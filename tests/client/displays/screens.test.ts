import { describe, expect, test } from 'vitest';
import { codeInHalves, normaliseCode } from '../../../client/displays/pairing-code.ts';
import { presenceOf, versionOf } from '../../../client/displays/screen-words.ts';
import { byStore } from '../../../client/displays/screens-by-store.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import type { Device } from '../../../shared/identity/device.schema.ts';

test.each([
  ['K7QM4DXA', 'K7QM4DXA'],
  ['k7qm 4dxa', 'K7QM4DXA'],
  [' K7QM-4DXA ', 'K7QM4DXA'],
  ['k7qm—4dxa', 'K7QM4DXA'],
  ['', ''],
])('the code typed %j is %j', (typed, code) => {
  expect(normaliseCode(typed)).toBe(code);
});

test('a code is shown in halves, also half typed', () => {
  expect(codeInHalves('K7QM4DXA')).toBe('K7QM 4DXA');
  expect(codeInHalves('K7Q')).toBe('K7Q');
});

describe('a screen in the list', () => {
  const times = new StoreTimes('Europe/Vienna', 'en-GB');
  const now = Date.parse('2026-03-20T11:00:00Z');
  const words = (connected: boolean, lastSeenAt: string | null) =>
    presenceOf({ connected, lastSeenAt }, times, now).words;

  test('says whether it is on, and since when it is not', () => {
    expect(words(true, '2026-03-20T10:59:00Z')).toBe('on');
    expect(words(false, '2026-03-20T10:48:00Z')).toBe('off, seen 12 min ago');
    expect(words(false, '2026-03-19T20:00:00Z')).toBe('off, seen Thu 21:00');
    expect(words(false, null)).toBe('not seen yet');
  });

  test('mentions its version only when it is behind', () => {
    expect(versionOf({ current: true })).toBeNull();
    expect(versionOf({ current: null })).toBeNull();
    expect(versionOf({ current: false })?.words).toContain('older version');
  });
});

test('screens stand under their stores, the one that is looked at first', () => {
  const screen = (id: string, storeId: string) => ({ id, storeId }) as Device;
  const screens = [screen('1', 'bar'), screen('2', 'inn'), screen('3', 'inn'), screen('4', 'sold')];
  const groups = byStore(screens, [{ id: 'bar' }, { id: 'empty' }, { id: 'inn' }], 'inn');
  expect(groups.map(({ store, screens: { length } }) => [store, length])).toEqual([
    ['inn', 2],
    ['bar', 1],
    ['sold', 1],
  ]);
});
