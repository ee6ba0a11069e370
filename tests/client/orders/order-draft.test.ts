import { describe, expect, test } from 'vitest';
import { itemOptions, unitOptions } from '../../../client/orders/item-options.ts';
import {
  anEmptyDraft,
  anEmptyLine,
  filledLines,
  orderInputOf,
  type OrderDraft,
} from '../../../client/orders/order-draft.ts';
import { anItem } from './builders.ts';

const VIENNA = 'Europe/Vienna';
const salmon = { ...anEmptyLine(), sku: 'SAL', quantity: '1,5' };
const draft = { ...anEmptyDraft(), name: ' Maja ', lines: [salmon, anEmptyLine()] };

describe('an order across the counter', () => {
  test('is as short as what was filled in', () => {
    expect(orderInputOf(draft, VIENNA)).toEqual({
      customer: { name: 'Maja', language: 'en' },
      lines: [{ sku: 'SAL', quantity: 1.5 }],
    });
  });

  test('carries everything that was', () => {
    const full = {
      ...draft,
      ...{ email: 'maja@example.com', phone: '+43 660 1234567', language: 'de', tier: '2', toldBy: 'sms' },
      ...{ neededBy: '2026-03-29T14:00', shipComplete: true, notes: ' at the back door ' },
      lines: [{ ...salmon, unit: 'case' }],
    } satisfies OrderDraft;
    expect(orderInputOf(full, VIENNA)).toEqual({
      customer: {
        ...{ name: 'Maja', email: 'maja@example.com', phone: '+43 660 1234567', language: 'de' },
        ...{ loyaltyTier: 2, toldBy: ['sms'] },
      },
      // After the night in which Vienna's clocks go forward.
      neededBy: '2026-03-29T12:00:00.000Z',
      shipComplete: true,
      notes: 'at the back door',
      lines: [{ sku: 'SAL', quantity: 1.5, unit: 'case' }],
    });
  });

  test('to a customer who wants to hear nothing says so', () => {
    expect(orderInputOf({ ...draft, toldBy: 'none' }, VIENNA).customer.toldBy).toEqual([]);
  });

  test('sends what is no quantity as nothing, for the server to name it', () => {
    expect(orderInputOf({ ...draft, lines: [{ ...salmon, quantity: 'x' }] }, VIENNA).lines[0]?.quantity).toBe(
      0,
    );
  });

  test('has the lines that something was chosen for', () => {
    expect(filledLines({ lines: [anEmptyLine(), salmon, anEmptyLine()] })).toEqual([salmon]);
  });
});

describe('items to choose from', () => {
  test('those that are sold come first', () => {
    const items = [
      anItem({ sku: 'FLOUR', name: 'Flour', sellable: false }),
      anItem({ sku: 'SOUP', name: 'Soup' }),
      anItem({ sku: 'CAKE', name: 'Cake' }),
    ];
    expect(itemOptions(items).map(({ value }) => value)).toEqual(['CAKE', 'SOUP', 'FLOUR']);
  });

  test('their units are the stock unit, packs, and what converts', () => {
    const item = anItem({ packs: [{ name: 'case', quantity: 12 }] });
    expect(unitOptions(item).map(({ value }) => value)).toEqual(['kg', 'case', 'g']);
    expect(unitOptions(undefined)).toEqual([]);
  });
});
