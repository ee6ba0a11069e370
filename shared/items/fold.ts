/** Letters that Unicode does not take apart into a base letter and a mark. */
export const LIGATURES: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const ANY_LIGATURE = new RegExp(`[${Object.keys(LIGATURES).join('')}]`, 'gu');

/** Lower case without marks, so that "creme brulee" finds "Crème brûlée" and "grusse" finds "Grüße". */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(ANY_LIGATURE, (letter) => LIGATURES[letter] ?? letter);
}
