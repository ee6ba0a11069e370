import { describe, expect, test } from 'vitest';
import {
  deliveryDraftOf,
  deliveryInputOf,
  deliveryPatchOf,
  NEW_DELIVERY,
} from '../../../client/purchasing/delivery-draft.ts';
import { arrivedWords, expectedWords } from '../../../client/purchasing/delivery-words.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import type { ExpectedDelivery } from '../../../shared/purchasing/expected-delivery.schema.ts';

const VIENNA = 'Europe/Vienna';
const NOW = Date.parse('2026-03-20T11:00:00Z');
const times = new StoreTimes(VIENNA, 'en-GB');

function aDelivery(over: Partial<ExpectedDelivery> = {}): ExpectedDelivery {
  const at = '2026-03-20T13:00:00Z';
  return {
    ...{ deliveryId: 'd', itemId: 'i', sku: 'SAL', name: 'Salmon', unit: 'kg', supplier: 'Fischer' },
    ...{ quantity: 10, arrived: 0, firstExpectedAt: at, expectedAt: at, state: 'expected', waiting: 0 },
    ...over,
  };
}

describe('a delivery as it is filled in', () => {
  test('is expected by the clock of the store', () => {
    const draft = {
      ...NEW_DELIVERY,
      sku: 'SAL',
      quantity: '2',
      unit: 'case',
      expectedAt: '2026-03-29T14:00',
    };
    expect(deliveryInputOf(draft, VIENNA)).toEqual({
      ...{ sku: 'SAL', quantity: 2, unit: 'case', expectedAt: '2026-03-29T12:00:00.000Z' },
    });
  });

  test('changes what was changed, and says why', () => {
    const before = aDelivery();
    const draft = deliveryDraftOf(before, VIENNA);
    expect(draft.expectedAt).toBe('2026-03-20T14:00');
    expect(deliveryPatchOf({ ...draft, reason: 'lorry broke down' }, before, VIENNA)).toBeNull();
    const moved = { ...draft, expectedAt: '2026-03-20T16:30', reason: 'lorry broke down' };
    expect(deliveryPatchOf(moved, before, VIENNA)).toEqual({
      expectedAt: '2026-03-20T15:30:00.000Z',
      reason: 'lorry broke down',
    });
    expect(deliveryPatchOf({ ...draft, quantity: '8,5' }, before, VIENNA)).toEqual({ quantity: 8.5 });
  });
});

describe('a delivery in words', () => {
  test('that was moved says from when', () => {
    expect(expectedWords(aDelivery(), times, NOW)).toBe('14:00');
    expect(expectedWords(aDelivery({ expectedAt: '2026-03-20T15:30:00Z' }), times, NOW)).toBe(
      '16:30, was 14:00',
    );
  });

  test('that came in part says how much', () => {
    expect(arrivedWords(aDelivery())).toBe('');
    expect(arrivedWords(aDelivery({ arrived: 4 }))).toBe('4 kg of 10 kg arrived');
  });
});
