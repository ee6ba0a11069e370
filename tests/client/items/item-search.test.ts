import { describe, expect, it } from 'vitest';
import { indexItems, searchItems } from '../../../client/items/item-search.ts';
import { fold } from '../../../shared/items/fold.ts';

const names = [
  ['SAL-01', 'Salmon fillet', 'Fish'],
  ['SAL-TAR', 'Tartare of salmon', 'Starters'],
  ['CB-1', 'Crème brûlée', 'Desserts'],
  ['LACHS', 'Räucherlachs mit Grüßen', 'Fisch'],
  ['COKE', 'Cola 0.33 l', 'Drinks'],
  ['SALT', 'Sea salt', 'Dry store'],
] as const;
const index = indexItems(
  names.map(([sku, name, category], i) => ({ itemId: String(i), sku, name, category })),
);
const found = (query: string) => searchItems(index, query).map((item) => item.sku);

describe('searching items', () => {
  it('folds case, marks and ligatures', () => {
    expect(fold('Crème BRÛLÉE Grüße Smørrebrød Œuf')).toBe('creme brulee grusse smorrebrod oeuf');
  });

  it('finds everything, in the given order, without a query', () => {
    expect(found('  ')).toEqual(names.map(([sku]) => sku));
  });

  it('finds by the beginning of any word, first words first', () => {
    expect(found('sal')).toEqual(['SAL-01', 'SAL-TAR', 'SALT']);
  });

  it('prefers a whole word to the beginning of one', () => {
    expect(found('salt')[0]).toBe('SALT');
  });

  it('needs every word of the query, in any order', () => {
    expect(found('salm tar')).toEqual(['SAL-TAR']);
    expect(found('salmon cheese')).toEqual([]);
  });

  it('does not care about diacritics on either side', () => {
    expect(found('creme brulee')).toEqual(['CB-1']);
    expect(found('brûl')).toEqual(['CB-1']);
    expect(found('grussen')).toEqual(['LACHS']);
  });

  it('finds a piece inside a compound word, but only from three letters on', () => {
    expect(found('lachs')[0]).toBe('LACHS');
    expect(found('ucherl')).toEqual(['LACHS']);
    expect(found('uc')).toEqual([]);
  });

  it('puts an exact code first, as a scanner types it', () => {
    expect(found('sal-tar')[0]).toBe('SAL-TAR');
    expect(found('cb-1')).toEqual(['CB-1']);
  });

  it('finds by category after names', () => {
    expect(found('dess')).toEqual(['CB-1']);
  });
});
