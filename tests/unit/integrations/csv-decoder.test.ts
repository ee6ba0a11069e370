import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvDecoder, CsvFileError } from '../../../server/integrations/csv-decoder.ts';

function decode(bytes: Uint8Array, chunk = bytes.length || 1): { text: string; encoding: string } {
  const decoder = new CsvDecoder();
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk) text += decoder.decode(bytes.subarray(at, at + chunk));
  text += decoder.end();
  return { text, encoding: decoder.encoding };
}

const word = fc.string({ unit: 'grapheme', maxLength: 40 });
const chunk = fc.integer({ min: 1, max: 9 });

describe('the bytes of a CSV file', () => {
  it('are read as UTF-8, wherever they are cut into chunks', () => {
    fc.assert(
      fc.property(word, chunk, (text, size) => {
        fc.pre(text.isWellFormed() && !text.startsWith('\ufeff') && !text.startsWith('PK\x03\x04'));
        expect(decode(Buffer.from(text), size).text).toBe(text);
      }),
    );
  });

  it('are read as Windows-1252 when the first character beyond ASCII is not UTF-8', () => {
    const letters = fc.stringMatching(/^[a-zß-öø-ÿ]{0,30}$/);
    fc.assert(
      fc.property(letters, chunk, (text, size) => {
        const bytes = Buffer.from(text, 'latin1');
        // Two letters in a row can happen to be one character of UTF-8; a following ASCII letter rules it out.
        fc.pre(!/[^a-z]{2}/.test(text));
        expect(decode(bytes, size).text).toBe(text);
      }),
    );
    expect(decode(Uint8Array.of(0x80, 0x31, 0x96))).toEqual({ text: '€1–', encoding: 'windows-1252' });
  });

  it('may start with a byte order mark, which is no part of the text', () => {
    expect(decode(Buffer.from('\ufeffsku'), 1)).toEqual({ text: 'sku', encoding: 'utf-8' });
    expect(decode(Buffer.from('\ufeffGrün', 'utf16le'), 3)).toEqual({ text: 'Grün', encoding: 'utf-16le' });
    const bigEndian = Buffer.from('\ufeffGrün', 'utf16le').swap16();
    expect(decode(bigEndian, 3)).toEqual({ text: 'Grün', encoding: 'utf-16be' });
  });

  it.each([
    ['is a spreadsheet', Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0x14)],
    ['is a spreadsheet', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1)],
    ['starts as UTF-8 and is something else further down', Uint8Array.of(0xc3, 0xbc, 0x0a, 0xfc, 0x41)],
    ['ends in the middle of a character', Buffer.concat([Buffer.from('ü\n'), Uint8Array.of(0xc3)])],
  ])('are refused where the file %s', (reason, bytes) => {
    for (const size of [1, 2, 100]) {
      expect(() => decode(Uint8Array.from(bytes), size)).toThrow(CsvFileError);
      expect(() => decode(Uint8Array.from(bytes), size)).toThrow(reason);
    }
  });
});
