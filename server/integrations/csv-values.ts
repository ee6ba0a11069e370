import { MAX_QUANTITY } from '../../shared/quantity.ts';

/** What a cell says, or what is wrong with it, the value included. */
export type Read<T> = { value: T } | { problem: string };

/** Where a comma cannot part cells, it may part decimals. */
export type DecimalMark = 'point' | 'point or comma';

/** A quantity with at most three decimals; of either sign, so that the caller can say what it wants. */
export function readQuantity(text: string, mark: DecimalMark): Read<number> {
  if (mark === 'point or comma' && /^-?[1-9]\d{0,2}(\.\d{3})+$/.test(text)) {
    const [plain, decimal] = [text.replaceAll('.', ''), text.replace('.', ',')];
    return { problem: `"${text}" may mean ${plain} or ${decimal}; write one of these` };
  }
  const plain = mark === 'point or comma' ? text.replace(',', '.') : text;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return { problem: notANumber(text, mark) };
  if (/\.\d{3}\d*[1-9]/.test(plain)) return { problem: `"${text}" has more than 3 decimals; round it` };
  const value = Number(plain);
  if (Math.abs(value) > MAX_QUANTITY)
    return { problem: `"${text}" is more than ${MAX_QUANTITY}; check its unit` };
  return { value };
}

function notANumber(text: string, mark: DecimalMark): string {
  const isGerman = mark === 'point' && /^-?\d+,\d+$/.test(text);
  return isGerman
    ? `"${text}" has a comma; write ${text.replace(',', '.')}`
    : `"${text}" is not a number; write digits, without unit and without marks between thousands`;
}

export function readWholeNumber(text: string, least: number, most: number): Read<number> {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most
    ? { value }
    : { problem: `"${text}" is not a whole number from ${least} to ${most}; write digits only` };
}

const YES = ['yes', 'y', 'true', '1', 'ja', 'j'];
const NO = ['no', 'n', 'false', '0', 'nein'];

export function readYesNo(text: string): Read<boolean> {
  const word = text.toLowerCase();
  if (YES.includes(word)) return { value: true };
  return NO.includes(word)
    ? { value: false }
    : { problem: `"${text}" is neither yes nor no; write one of them` };
}
