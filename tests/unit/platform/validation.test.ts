import Type, { type TSchema } from 'typebox';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../server/platform/errors.ts';
import { mistakesIn, parse } from '../../../server/platform/validation.ts';
import { StoreInput } from '../../../shared/identity/store.schema.ts';
import { ItemInput } from '../../../shared/items/item.schema.ts';
import { AvailabilityInput } from '../../../shared/stock/availability.schema.ts';
import { MovementsInput } from '../../../shared/stock/movement.schema.ts';
import { Sale } from '../../../shared/stock/sale.schema.ts';
import { Instant } from '../../../shared/time.ts';
import { anIngredient, aSale, aStore } from '../../support/builders.ts';

const waste = (overrides: object): unknown => ({
  movements: [{ type: 'waste', sku: 'A', quantity: 1, ...overrides }],
});

const CASES: [what: string, schema: TSchema, value: unknown, pointer: string, detail: RegExp][] = [
  ['a field that is missing', StoreInput, { ...aStore(), name: undefined }, '/name', /^is missing$/],
  ['an unknown field', StoreInput, { ...aStore(), colour: 'red' }, '/colour', /not a known field; remove it/],
  ['an unknown field with a slash', StoreInput, { ...aStore(), 'a/b~': 1 }, '/a~1b~0', /not a known field/],
  [
    'a text where a number belongs',
    ItemInput,
    anIngredient('A', { recipeYield: '2' as never }),
    '/recipeYield',
    /must be number, not "2"/,
  ],
  ['null', MovementsInput, waste({ quantity: null }), '/movements/0/quantity', /must be number, not null/],
  ['a list instead of an object', StoreInput, [], '/', /must be object, not a list/],
  ['nothing at all', StoreInput, undefined, '/', /must be object, not undefined/],
  [
    'four decimals',
    Sale,
    aSale({ A: 1.2345 }),
    '/lines/0/quantity',
    /must have at most 3 decimals, not 1.2345/,
  ],
  ['a negative quantity', Sale, aSale({ A: -3 }), '/lines/0/quantity', /must be >= 0.001, not -3/],
  [
    'too large a quantity',
    Sale,
    aSale({ A: 1e7 }),
    '/lines/0/quantity',
    /must be <= 9999999.999, not 10000000/,
  ],
  [
    'a value outside of a list',
    ItemInput,
    anIngredient('A', { importance: 'D' as never }),
    '/importance',
    /must be one of A, B, C, not "D"/,
  ],
  [
    'a SKU with a space at its end',
    ItemInput,
    anIngredient('A '),
    '/sku',
    /without spaces at either end, not "A "/,
  ],
  [
    'a text with NUL',
    ItemInput,
    anIngredient('A', { name: 'a\0b' }),
    '/name',
    /without NUL and without half a surrogate/,
  ],
  [
    'half a surrogate pair',
    Sale,
    aSale({ A: 1 }, { externalId: 'a\ud800' }),
    '/externalId',
    /without NUL and without half a surrogate/,
  ],
  [
    'a text that is too long',
    StoreInput,
    aStore({ name: 'x'.repeat(81) }),
    '/name',
    /more than 80 characters/,
  ],
  ['an empty list', Sale, { ...aSale({}), lines: [] }, '/lines', /fewer than 1 items/],
  [
    'an id that is none',
    MovementsInput,
    waste({ toStoreId: 'cellar' }),
    '/movements/0/toStoreId',
    /must be an id .*, not "cellar"/,
  ],
  [
    'an end that is none',
    AvailabilityInput,
    { state: 'unavailable', until: 'tomorrow' },
    '/until',
    /"restock" or "end-of-day" or an ISO 8601 instant .*, not "tomorrow"/,
  ],
  [
    'a negative level',
    ItemInput,
    anIngredient('A', { parLevel: -1 }),
    '/parLevel',
    /≥ 0, at most 3 decimals or null, not -1/,
  ],
  [
    'a level that is a text',
    ItemInput,
    anIngredient('A', { parLevel: 'ten' as never }),
    '/parLevel',
    /≥ 0, at most 3 decimals or null, not "ten"/,
  ],
];

describe('bad input', () => {
  it.each(CASES)('names the field and what to do about it: %s', (_, schema, value, pointer, detail) => {
    const sent: unknown = value === undefined ? undefined : JSON.parse(JSON.stringify(value));
    expect(mistakesIn(schema, sent)).toEqual([{ pointer, detail: expect.stringMatching(detail) as string }]);
  });

  it('is told completely, but in at most fifty lines', () => {
    const movements = Array.from({ length: 100 }, () => ({ type: 'waste', sku: 'A', quantity: -0.00005 }));
    expect(mistakesIn(MovementsInput, { movements: movements.slice(0, 3) })).toHaveLength(3);
    expect(mistakesIn(MovementsInput, { movements: movements.map(() => 7) })).toHaveLength(50);
  });

  it('is thrown as one refusal with its mistakes', () => {
    const refusal = (): unknown => parse(StoreInput, { ...aStore(), name: '' });
    expect(refusal).toThrow(AppError);
    expect(refusal).toThrow(expect.objectContaining({ code: 'invalid', errors: [expect.anything()] }));
  });

  it('is never turned into good input: nothing is coerced, dropped or filled in', () => {
    const input = aStore();
    expect(parse(StoreInput, input)).toBe(input);
    expect(input).toEqual(aStore());
  });
});

describe('an instant', () => {
  it.each([
    '2026-03-20T11:00:00Z',
    '2026-03-20T11:00:00.123Z',
    '2026-03-20T12:00:00+01:00',
    '0099-12-31T23:59:59-11:30',
  ])('is %s', (text) => {
    expect(mistakesIn(Instant, text)).toEqual([]);
    expect(new Date(text).getTime()).not.toBeNaN();
  });

  it.each([
    '2026-03-20',
    '2026-03-20T11:00:00',
    '2026-03-20 11:00:00Z',
    '2026-03-20\u00a011:00:00Z',
    '2026-02-30T11:00:00Z',
    '2026-03-20T24:00:00Z',
    '2016-12-31T23:59:60Z',
    '+012026-03-20T11:00:00Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    'now',
    '',
  ])('is not "%s"', (text) => {
    expect(mistakesIn(Instant, text)).toEqual([
      { pointer: '/', detail: expect.stringContaining('such as 2026-11-24T19:40:00Z') as string },
    ]);
  });
});

describe('an id', () => {
  const Id = Type.String({ format: 'uuid' });

  it('is a UUID as it was given out', () => {
    expect(mistakesIn(Id, '019c8a4e-0000-7000-8000-0123456789ab')).toEqual([]);
  });

  it.each(['019C8A4E-0000-7000-8000-0123456789AB', 'urn:uuid:019c8a4e-0000-7000-8000-0123456789ab', '1', ''])(
    'is not spelled any other way, which would name the same thing twice: %s',
    (text) => {
      expect(mistakesIn(Id, text)).toHaveLength(1);
    },
  );
});
