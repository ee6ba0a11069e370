import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listThatFits, partsThatFit, wrapText } from '../../../client/wall/wrap.ts';

const widthOf = (text: string) => text.length;
const wrap = (text: string, width: number, lines = 9) => wrapText(text, width, lines, widthOf);

describe('breaking a text into lines', () => {
  it('breaks between words', () => {
    expect(wrap('Lachs auf Blattspinat', 12)).toEqual(['Lachs auf', 'Blattspinat']);
    expect(wrap('  Lachs   auf ', 12)).toEqual(['Lachs auf']);
    expect(wrap('', 12)).toEqual([]);
  });

  it('breaks a word that is too long where a syllable begins, with a hyphen', () => {
    expect(wrap('Ochsenbäckchen', 9)).toEqual(['Ochsen-', 'bäckchen']);
    expect(wrap('Schokoladenfondant', 12)).toEqual(['Schokoladen-', 'fondant']);
  });

  it('keeps letters together that are one sound', () => {
    expect(wrap('Küchenchefin', 6)[0]).not.toMatch(/[cs]-$/);
  });

  it('keeps a hyphenated word whole, unless breaking it shows more of a text that has to be cut', () => {
    expect(wrap('Rote Rüben-Carpaccio', 16)).toEqual(['Rote', 'Rüben-Carpaccio']);
    expect(wrap('Gebratene Rote-Rüben-Carpaccio', 15, 2)).toEqual(['Gebratene Rote-', 'Rüben-Carpaccio']);
  });

  it('ends in an ellipsis when there are not enough lines', () => {
    expect(wrap('Lachs auf Blattspinat mit Zitrone', 12, 2)).toEqual(['Lachs auf', 'Blattspinat…']);
    expect(wrap('Lachs', 3, 1)).toEqual(['La…']);
  });

  it('never makes a line too wide, nor loses or adds a letter', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'n', 'sch', 'ü', 'Bäck', '-', ' ', 'x'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 6, max: 30 }), (words, width) => {
        const lines = wrap(words, width, 99);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        const letters = (it: string) => it.replace(/[\s-]/g, '');
        expect(letters(lines.join(''))).toBe(letters(words));
      }),
    );
  });
});

describe('a list of words', () => {
  const list = (words: string[], width: number, lines: number) =>
    listThatFits(`takes ${words.length} dishes`, words, width, lines, widthOf);

  it('says as many as fit, and how many more there are', () => {
    expect(list(['Tartare', 'Sashimi'], 40, 1)).toEqual(['takes 2 dishes: Tartare · Sashimi']);
    expect(list(['Tartare', 'Sashimi', 'Ceviche'], 30, 1)).toEqual(['takes 3 dishes: Tartare · +2']);
    expect(list(['Tartare', 'Sashimi', 'Ceviche'], 24, 2)).toEqual([
      'takes 3 dishes: Tartare',
      'Sashimi · Ceviche',
    ]);
  });

  it('cuts the first word rather than say none', () => {
    expect(list(['Kartoffelpuffer mit Räucherlachs', 'Tatar'], 40, 1)).toEqual([
      'takes 2 dishes: Kartoffelpuffer mi… · +1',
    ]);
    expect(list(['Kartoffelpuffer mit Räucherlachs'], 40, 1)).toEqual([
      'takes 1 dishes: Kartoffelpuffer mit Räu…',
    ]);
  });

  it('says only how many where no word is worth its place', () => {
    expect(list(['Kartoffelpuffer', 'Tatar'], 20, 1)).toEqual(['takes 2 dishes']);
  });
});

describe('what is said about an entry', () => {
  const fit = (parts: string[], width: number, lines: number) => partsThatFit(parts, width, lines, widthOf);

  it('leaves out the last parts first', () => {
    expect(fit(['Quality', '12 min ago', 'until 14:19'], 40, 1)).toEqual([
      'Quality · 12 min ago · until 14:19',
    ]);
    expect(fit(['Quality', '12 min ago', 'until 14:19'], 25, 1)).toEqual(['Quality · 12 min ago']);
    expect(fit(['Quality', '12 min ago', 'until 14:19'], 25, 2)).toEqual([
      'Quality · 12 min ago',
      'until 14:19',
    ]);
  });

  it('cuts a long reason so that the time keeps its place', () => {
    expect(fit(['Kühlkette unterbrochen', '12 min ago'], 25, 1)).toEqual(['Kühlkette u… · 12 min ago']);
    expect(fit(['Kühlkette unterbrochen seit heute', '12 min ago'], 25, 2)).toEqual([
      'Kühlkette unterbrochen s…',
      '12 min ago',
    ]);
  });

  it('says nothing where there is nothing to say, or no line for it', () => {
    expect(fit([], 25, 2)).toEqual([]);
    expect(fit(['Quality'], 25, 0)).toEqual([]);
  });
});
