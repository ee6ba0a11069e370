import { describe, expect, it } from 'vitest';
import { entryOf, placesCalled } from '../../../client/manage/finder-entries.ts';
import { DESTINATIONS } from '../../../client/manage/navigation.ts';
import { lettersFor, ShortcutKeys } from '../../../client/manage/shortcuts.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import { ROLE_PERMISSIONS, type Permission } from '../../../shared/identity/access.schema.ts';

const someone = (permissions: readonly Permission[]) => ({
  may: (permission: Permission) => permissions.includes(permission),
  storesWith: (permission: Permission) => (permissions.includes(permission) ? [1, 2] : []),
});
const owner = someone(ROLE_PERMISSIONS.owner);
const staff = someone(ROLE_PERMISSIONS.staff);

function presser(who = owner) {
  const keys = new ShortcutKeys(who);
  let now = 0;
  return (key: string, { typing = false, ctrl = false, after = 100 } = {}) => {
    const press = { key, ctrlKey: ctrl, metaKey: false, altKey: false };
    return keys.press(press, typing, (now += after));
  };
}

describe('keys', () => {
  it('find from anywhere, and search, help and go only where nothing is typed', () => {
    const press = presser();
    expect(press('k', { ctrl: true, typing: true })).toEqual({ does: 'find' });
    expect(press('?')).toEqual({ does: 'help' });
    expect(press('/')).toEqual({ does: 'search' });
    for (const key of ['?', '/', 'g', 's', 'k']) expect(press(key, { typing: true }), key).toBeNull();
  });

  it('go to a page after G, if its letter comes soon and it is open to them', () => {
    const press = presser();
    expect(press('g')).toBeNull();
    expect(press('s')).toMatchObject({ does: 'go', to: { path: '/stock' } });
    expect(press('s')).toBeNull();
    press('g');
    expect(press('s', { after: 5_000 })).toBeNull();
    const staffPress = presser(staff);
    staffPress('g');
    expect(staffPress('a')).toBeNull();
  });

  it('give every page a letter of its own', () => {
    const letters = lettersFor(owner).map(({ letter }) => letter);
    expect(letters).toHaveLength(DESTINATIONS.length);
    expect(new Set(letters).size).toBe(letters.length);
  });
});

describe('the one box', () => {
  const titles = (typed: string, who = owner) => placesCalled(typed, who).map(({ title }) => title);

  it('offers the pages that are open to somebody, and by their words also what they may begin', () => {
    expect(titles('')).toEqual(DESTINATIONS.map(({ name }) => name));
    expect(titles('ord')).toEqual([
      'Orders',
      'Order now',
      'Purchase orders',
      'New order',
      'New purchase order',
    ]);
    expect(titles('pur or')).toEqual(['Purchase orders', 'New purchase order']);
    expect(titles('audit', staff)).toEqual([]);
  });

  it('says of what was found what it is, and leads to it', () => {
    const hit = {
      kind: 'purchase-order',
      id: 'p1',
      title: '#128 Nordsee',
      detail: 'partially-received',
    } as const;
    const times = new StoreTimes('Europe/Vienna', 'en-GB');
    const now = Date.parse('2026-03-20T11:00:00Z');
    expect(entryOf({ ...hit, at: '2026-03-20T09:30:00.000Z' }, times, now)).toMatchObject({
      path: '/purchase-orders/p1',
      title: '#128 Nordsee',
      detail: 'purchase order · partially received · 10:30',
    });
  });
});
