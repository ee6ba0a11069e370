import { describe, expect, test } from 'vitest';
import { destinationAt, DESTINATIONS, isOpenTo } from '../../../client/manage/navigation.ts';
import { startSteps } from '../../../client/manage/start-steps.ts';
import { ROLE_PERMISSIONS, type Role } from '../../../shared/identity/access.schema.ts';

/** What somebody sees who is the first in the store looked at, and maybe something else in another. */
function seenBy(role: Role, elsewhere: Role[] = []): string[] {
  const may = (permission: Parameters<Parameters<typeof isOpenTo>[0]['may']>[0]) =>
    ROLE_PERMISSIONS[role].includes(permission);
  const storesWith = (permission: Parameters<typeof may>[0]) =>
    [role, ...elsewhere].filter((it) => ROLE_PERMISSIONS[it].includes(permission));
  return DESTINATIONS.filter((it) => isOpenTo({ may, storesWith }, it)).map(({ name }) => name);
}

describe('the navigation', () => {
  test('shows owners everything, managers all but keys, staff what they work with', () => {
    const all = DESTINATIONS.map(({ name }) => name);
    expect(seenBy('owner', ['owner'])).toEqual(all);
    expect(seenBy('manager', ['manager'])).toEqual(all.filter((name) => name !== 'Keys'));
    expect(seenBy('owner')).toEqual(all.filter((name) => name !== 'All stores'));
    expect(seenBy('staff')).toEqual([
      'Today',
      'Orders',
      'Backorders',
      'Stock',
      'Items',
      'Order now',
      'Purchase orders',
      'Transfers',
      'Forecasts',
      'Suppliers',
      'Reports',
      'Settings',
    ]);
  });

  test('leads to lists that span stores from any of them', () => {
    expect(seenBy('staff', ['manager'])).toContain('Screens');
    expect(seenBy('staff', ['manager'])).not.toContain('Audit');
  });

  test.each([
    ['/', 'Today'],
    ['/screens', 'Screens'],
    ['/screens/pair/K7QM4DXA', 'Screens'],
    ['/items/import', 'Items'],
    ['/orders/new', 'Orders'],
    ['/order-now', 'Order now'],
    ['/purchase-orders/new', 'Purchase orders'],
    ['/messages/templates', 'Messages'],
    ['/itemsize', undefined],
    ['/nowhere', undefined],
  ])('%s belongs to %s', (path, name) => {
    expect(destinationAt(path)?.name).toBe(name);
  });
});

describe('the guided start', () => {
  const nothing = { storeId: 'bar', host: 'larder.example', hasItems: false, screens: [], keys: [] };
  const done = (facts: Partial<Parameters<typeof startSteps>[0]>) =>
    startSteps({ ...nothing, ...facts })
      .filter((step) => step.done)
      .map(({ id }) => id);

  test('starts with nothing done, and names the address that a screen has to open', () => {
    expect(done({})).toEqual([]);
    expect(startSteps(nothing)[1]!.text).toContain('larder.example/pair');
  });

  test('ticks items, a wall of this store, and a till that has reported a sale', () => {
    expect(done({ hasItems: true })).toEqual(['items']);
    expect(
      done({
        screens: [
          { kind: 'tablet', storeId: 'bar' },
          { kind: 'wall', storeId: 'inn' },
        ],
      }),
    ).toEqual([]);
    expect(done({ screens: [{ kind: 'wall', storeId: 'bar' }] })).toEqual(['wall']);
    const till = { permissions: ['sales:write' as const], storeIds: ['bar'], lastUsedAt: null };
    expect(done({ keys: [till] })).toEqual([]);
    expect(startSteps({ ...nothing, keys: [till] })[2]!.text).toContain('first sale');
    expect(done({ keys: [{ ...till, lastUsedAt: '2026-03-20T11:00:00Z' }] })).toEqual(['till']);
    expect(done({ keys: [{ ...till, storeIds: ['inn'], lastUsedAt: '2026-03-20T11:00:00Z' }] })).toEqual([]);
  });

  test('leaves the till to owners', () => {
    expect(startSteps({ ...nothing, keys: null }).map(({ id }) => id)).toEqual(['items', 'wall']);
  });
});
