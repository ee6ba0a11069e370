import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import * as pad from '../../../client/stock/number-pad.ts';

const each = pad.stockUnit('each');
const kg = pad.stockUnit('kg');
const [crate, boxOf12] = pad.padUnits('each', [
  { name: 'case', quantity: 12 },
  { name: 'crate', quantity: 48 },
]) as [pad.PadUnit, pad.PadUnit];

/** Types a row of keys: digits, ".", "½", "¼", "<" for backspace, "[…]" for a unit. */
function type(
  keys: string,
  units: Record<string, pad.PadUnit> = { case: boxOf12, crate, each, kg },
): pad.PadState {
  return (keys.match(/\[\w+\]|./gu) ?? []).reduce((state, key) => {
    if (key === '.') return pad.pressPoint(state);
    if (key === '½') return pad.pressFraction(state, 500);
    if (key === '¼') return pad.pressFraction(state, 250);
    if (key === '<') return pad.pressBackspace(state);
    if (key.startsWith('[')) return pad.pressUnit(state, units[key.slice(1, -1)] as pad.PadUnit);
    return pad.pressDigit(state, key);
  }, pad.EMPTY_PAD);
}

const total = (keys: string, unit = each) => pad.padTotal(type(keys), unit);
const words = (keys: string, unit = each) =>
  pad.padSummary(type(keys), unit).map((t) => `${t.amount / 1000} ${t.unit.name}`);

describe('the counting pad', () => {
  it('adds packs and single units', () => {
    expect(total('2[case]3')).toBe(27_000);
    expect(words('2[case]3')).toEqual(['2 case', '3 each']);
  });

  it('counts one pack per tap without a number', () => {
    expect(total('[case][case][crate]')).toBe(72_000);
    expect(words('[case][crate][case]')).toEqual(['2 case', '1 crate']);
  });

  it('takes halves and quarters of a pack', () => {
    expect(total('2½[case]')).toBe(30_000);
    expect(total('½[case]')).toBe(6_000);
    expect(total('½¼[case]')).toBe(9_000);
  });

  it('takes a fraction off when its key is pressed again', () => {
    expect(total('2½½[case]')).toBe(24_000);
  });

  it('stays exact where binary fractions would not', () => {
    expect(total('0.1[kg]0.2[kg]', kg)).toBe(300);
  });

  it('takes the last key back first, then whole entries', () => {
    expect(total('12<', each)).toBe(1_000);
    expect(total('2½<', each)).toBe(2_000);
    expect(words('[case][case]<')).toEqual(['1 case']);
    expect(pad.isEmpty(type('5<<<'))).toBe(true);
  });

  it('keeps at most three decimals, five digits and one point', () => {
    expect(type('1.23456').digits).toBe('1.234');
    expect(type('1.2.3').digits).toBe('1.23');
    expect(type('1234567').digits).toBe('12345');
    expect(type('007').digits).toBe('7');
    expect(type('.5').digits).toBe('0.5');
  });

  it('offers packs from the largest, the stock unit, then units of the same measure', () => {
    const units = pad.padUnits('kg', [
      { name: 'box', quantity: 2.5 },
      { name: 'sack', quantity: 25 },
    ]);
    expect(units.map((u) => u.name)).toEqual(['sack', 'box', 'kg', 'g']);
    expect(pad.padTotal(pad.pressUnit(type('750'), units[3] as pad.PadUnit), kg)).toBe(750);
  });

  it('says what is wrong before anything can be sent', () => {
    expect(pad.padProblem(type(''), each, true)).toBe('empty');
    expect(pad.padProblem(type('0'), each, true)).toBeNull();
    expect(pad.padProblem(type('0'), each, false)).toBe('zero');
    expect(pad.padProblem(type('2½'), each, true)).toBe('part');
    expect(pad.padProblem(type('2½[case]'), each, true)).toBeNull();
    expect(pad.padProblem(type('2½'), kg, true)).toBeNull();
  });

  it('always sums to the parts it shows', () => {
    const keys = fc.array(fc.constantFrom('1', '5', '0', '.', '½', '¼', '[case]', '[crate]', '[each]', '<'));
    fc.assert(
      fc.property(keys, (row) => {
        const state = type(row.join(''));
        const shown = pad
          .padSummary(state, each)
          .reduce((sum, t) => sum + (t.amount * t.unit.size) / 1000, 0);
        expect(Math.abs(shown - pad.padTotal(state, each))).toBeLessThan(row.length + 1);
        expect(Number.isInteger(pad.padTotal(state, each))).toBe(true);
      }),
    );
  });
});
