import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { curlExample } from '../../../client/identity/key-example.ts';
import { KEY_PERMISSION_WORDS, KEY_PURPOSES, keyUseWords } from '../../../client/identity/key-words.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import { KEY_PERMISSIONS } from '../../../shared/identity/access.schema.ts';

const NOW = new Date('2026-03-20T11:00:00.123Z');
const parts = {
  origin: 'http://larder.example',
  key: 'larder_k_x',
  storeId: 'bar',
  sku: "COQ-AU-VIN 'S",
  now: NOW,
};

test('everything that a program may be given is explained', () => {
  expect(KEY_PERMISSION_WORDS.map(({ permission }) => permission).sort()).toEqual(
    [...KEY_PERMISSIONS].sort(),
  );
  for (const { permissions } of KEY_PURPOSES)
    expect(KEY_PERMISSIONS).toEqual(expect.arrayContaining(permissions));
});

describe('the example of a key', () => {
  test('for a till is a sale that a shell passes on as it is meant', () => {
    const command = curlExample(['stock:read', 'sales:write'], parts)!;
    const words = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }\n${command}`])
      .toString()
      .split('\n');
    expect(words.slice(0, 5)).toEqual([
      'http://larder.example/api/v1/stores/bar/sales',
      '-H',
      'Authorization: Bearer larder_k_x',
      '-H',
      'Content-Type: application/json',
    ]);
    expect(JSON.parse(words[6]!)).toEqual({
      sales: [
        {
          externalId: 'test-2026-03-20T11:00:00Z',
          soldAt: '2026-03-20T11:00:00Z',
          lines: [{ sku: "COQ-AU-VIN 'S", quantity: 1 }],
        },
      ],
    });
  });

  test('for others reads what they may read, and is left out where that is nothing', () => {
    expect(curlExample(['stock:read'], parts)).toContain('/api/v1/stores/bar/stock');
    expect(curlExample(['items:read'], parts)).toContain('/api/v1/items');
    expect(curlExample(['imports:write'], parts)).toBeNull();
  });
});

test.each([
  [null, null, 'never used', ''],
  ['2026-03-20T10:48:00Z', null, 'used 12 min ago', ''],
  ['2026-03-20T08:00:00Z', '2026-03-20T12:30:00Z', 'used 09:00', 'works until 13:30'],
  [null, '2026-03-20T10:30:00Z', 'never used', 'expired 11:30'],
])('a key last used %s that ends %s: %s, %s', (lastUsedAt, expiresAt, used, ends) => {
  const times = new StoreTimes('Europe/Vienna', 'en-GB');
  expect(keyUseWords({ lastUsedAt, expiresAt }, times, NOW.getTime())).toEqual({ used, ends });
});
