import { describe, expect, test } from 'vitest';
import { changeLines } from '../../../client/identity/audit-change.ts';
import { byDay } from '../../../client/identity/audit-days.ts';
import { auditPath } from '../../../client/identity/audit-filter.ts';
import { deedWords, objectWords, sourceWords } from '../../../client/identity/audit-words.ts';
import type { AuditEntry } from '../../../shared/identity/audit.schema.ts';

const names = { storeName: (id: string) => `the ${id}`, when: (at: string) => `at ${at.slice(11, 16)}` };

function lines(before: unknown, after: unknown, entityName: string | null = null) {
  return changeLines({ before, after, entityName }, names);
}

describe('what changed, in words', () => {
  test('is told field by field, before and after', () => {
    const before = { name: 'Pass', kind: 'wall', language: null };
    expect(lines(before, { name: 'Bar', kind: 'tablet', language: 'de' }, 'Bar')).toEqual([
      { field: 'name', before: 'Pass', after: 'Bar' },
      { field: 'face', before: 'wall', after: 'tablet' },
      { field: 'language', after: 'Deutsch' },
    ]);
  });

  test('of something new leaves out what it is not, what is empty, and the name told already', () => {
    const after = {
      id: '7',
      name: 'Soup',
      packs: [],
      shelfLifeDays: null,
      sellable: true,
      stocked: false,
      version: 1,
    };
    expect(lines(null, after, 'Soup')).toEqual([{ field: 'sellable', after: 'yes' }]);
  });

  test('of a change tells that something is no more', () => {
    expect(
      lines({ hasPin: true, expiresAt: '2026-03-20T11:00:00.000Z' }, { hasPin: false, expiresAt: null }),
    ).toEqual([
      { field: 'PIN', before: 'yes', after: 'no' },
      { field: 'expires at', before: 'at 11:00' },
    ]);
  });

  test('names stores, permissions, roles and reported lines as people do', () => {
    const roles = [
      { storeId: 'bar', role: 'staff' },
      { storeId: 'inn', role: 'manager' },
    ];
    const reported = [{ type: 'waste', sku: 'SALT', quantity: 0.02, unit: 'kg' }];
    expect(lines(null, { roles, storeIds: ['bar'], permissions: ['sales:write'], lines: reported })).toEqual([
      { field: 'roles', after: 'staff in the bar, manager in the inn' },
      { field: 'stores', after: 'the bar' },
      { field: 'permissions', after: 'report sales' },
      { field: 'lines', after: 'waste SALT 0.02 kg' },
    ]);
  });

  test('tells money and days of the week as people do', () => {
    const price = (amount: number) => ({ items: [{ sku: 'SALT', packPrice: { amount, currency: 'EUR' } }] });
    expect(lines(price(1250), { ...price(1300), deliveryDays: [1, 2, 3, 6] })).toEqual([
      { field: 'items', before: 'SALT €12.50', after: 'SALT €13.00' },
      { field: 'delivery days', after: 'Mon, Tue, Wed, Sat' },
    ]);
  });

  test('makes nothing of what is not a state', () => {
    expect(lines(null, null)).toEqual([]);
    expect(lines('x', 3)).toEqual([]);
  });
});

describe('who did it', () => {
  const actor = { kind: 'person' as const, id: 'p', name: 'Ada', device: null };

  test('is not repeated as what it was done to', () => {
    expect(objectWords({ actor, entityId: 'p', entityName: 'Ada' })).toBe('');
    expect(objectWords({ actor, entityId: 'q', entityName: 'Ben' })).toBe('Ben');
    expect(objectWords({ actor: { ...actor, id: null }, entityId: null, entityName: null })).toBe('');
  });

  test('says from what', () => {
    expect(sourceWords(actor)).toBe('');
    expect(sourceWords({ ...actor, device: 'Bar left' })).toBe('on Bar left');
    expect(sourceWords({ ...actor, kind: 'key' })).toBe('program');
  });

  test('reads on also where the deed is newer than this page', () => {
    expect(deedWords('key.create')).toBe('created the key');
    expect(deedWords('supplier.re-rate')).toBe('supplier re rate');
  });
});

describe('the search', () => {
  const all = { search: '', from: '', to: '', storeId: null };

  test('asks for everything, or for one store', () => {
    expect(auditPath(all, 'Europe/Vienna')).toBe('/audit');
    expect(auditPath({ ...all, storeId: 'bar' }, 'Europe/Vienna', { limit: '50' })).toBe(
      '/stores/bar/audit?limit=50',
    );
  });

  test('takes days as the store has them, the last one whole', () => {
    const path = auditPath(
      { ...all, search: ' a&b ', from: '2026-03-28', to: '2026-03-29' },
      'Europe/Vienna',
    );
    expect(path).toBe(
      `/audit?search=a%26b&from=${encodeURIComponent('2026-03-27T23:00:00.000Z')}&to=${encodeURIComponent('2026-03-29T22:00:00.000Z')}`,
    );
  });
});

test('entries stand under the days of the store', () => {
  const entry = (at: string) => ({ at }) as AuditEntry;
  const entries = [
    '2026-03-20T11:00:00Z',
    '2026-03-19T23:30:00Z',
    '2026-03-19T20:00:00Z',
    '2026-03-01T12:00:00Z',
  ].map(entry);
  const days = byDay(entries, 'Europe/Vienna', Date.parse('2026-03-20T12:00:00Z'), 'en-GB');
  expect(days.map(({ name, entries: { length } }) => [name, length])).toEqual([
    ['Today', 2],
    ['Yesterday', 1],
    [expect.stringMatching(/^Sunday,? 1 March 2026$/), 1],
  ]);
});
