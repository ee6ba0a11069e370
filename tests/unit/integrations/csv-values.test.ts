import { describe, expect, it } from 'vitest';
import { readQuantity, readWholeNumber, readYesNo } from '../../../server/integrations/csv-values.ts';

describe('a quantity', () => {
  it.each([
    ['12', 12, 12],
    ['1.5', 1.5, 1.5],
    ['0.250', 0.25, 0.25],
    ['1.2340', 1.234, 1.234],
    ['1.500', 1.5, 'may mean 1500 or 1,500'],
    ['-1.234.567', 'is not a number', 'may mean -1234567 or'],
    ['1,5', 'has a comma; write 1.5', 1.5],
    ['1,2345', 'has a comma', 'has more than 3 decimals'],
    ['1.2345', 'has more than 3 decimals', 'has more than 3 decimals'],
    ['1.234,5', 'is not a number', 'is not a number'],
    ['1,234,567', 'is not a number', 'is not a number'],
    ['-3', -3, -3],
    ['+3', 3, 3],
    ['.5', 0.5, 0.5],
    ['9999999.999', 9_999_999.999, 9_999_999.999],
    ['10000000', 'is more than 9999999.999', 'is more than 9999999.999'],
    ['1e3', 'is not a number', 'is not a number'],
    ['0x10', 'is not a number', 'is not a number'],
    ['5 kg', 'is not a number', 'is not a number'],
    ['Infinity', 'is not a number', 'is not a number'],
  ])('%j among commas is %j, among semicolons %j', (text, point, comma) => {
    const expected = (of: number | string) =>
      typeof of === 'number'
        ? { value: of }
        : { problem: expect.stringContaining(`"${text}" ${of}`) as unknown };
    expect(readQuantity(text, 'point')).toEqual(expected(point));
    expect(readQuantity(text, 'point or comma')).toEqual(expected(comma));
  });
});

describe('other cells', () => {
  it('say yes or no in several ways, and nothing else', () => {
    for (const yes of ['yes', 'Y', 'TRUE', '1']) expect(readYesNo(yes)).toEqual({ value: true });
    for (const no of ['no', 'N', 'False', '0']) expect(readYesNo(no)).toEqual({ value: false });
    expect(readYesNo('perhaps')).toEqual({ problem: '"perhaps" is neither yes nor no; write one of them' });
  });

  it('have whole numbers in digits', () => {
    expect(readWholeNumber('14', 1, 99)).toEqual({ value: 14 });
    for (const text of ['1.5', '-1', '1 0', 'ten', '0', '100'])
      expect(readWholeNumber(text, 1, 99)).toEqual({
        problem: `"${text}" is not a whole number from 1 to 99; write digits only`,
      });
  });
});
