/** Width of a text in em of its own size. */
export type Measure = (text: string, strong: boolean) => number;

/** Width of a text in wall units at one size and weight. */
export type Width = (text: string) => number;

const ELLIPSIS = '…';
const SHORTEST_PART = 3;
/** Words with it between them are one thing to read: they are not cut so that something else has its place. */
export const NO_BREAK = '\u00a0';

/**
 * Breaks a text into at most `maxLines` lines of at most `width`; what does not fit ends in an ellipsis. Lines end between
 * words, and at a hyphen inside one only where that shows more of the text.
 */
export function wrapText(text: string, width: number, maxLines: number, widthOf: Width): string[] {
  const words = text.trim().split(/\s+/).join(' ');
  const lines = fill(words, width, maxLines, widthOf, false);
  return lines.some(isCut) ? fill(words, width, maxLines, widthOf, true) : lines;
}

const isCut = (line: string) => line.endsWith(ELLIPSIS);

function fill(text: string, width: number, maxLines: number, widthOf: Width, atHyphens: boolean): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest !== '' && lines.length < maxLines) {
    const isLast = lines.length === maxLines - 1;
    if (widthOf(rest) <= width) return [...lines, rest];
    const [line, after] = isLast
      ? [shorten(rest, width, widthOf), '']
      : firstLine(rest, width, widthOf, atHyphens);
    lines.push(line);
    rest = after;
  }
  return lines;
}

function firstLine(text: string, width: number, widthOf: Width, atHyphens: boolean): [string, string] {
  const end = longestFit(text, width, widthOf);
  const space = text.lastIndexOf(' ', end);
  const hyphen = text.lastIndexOf('-', end - 1);
  if (space > 0 && !(atHyphens && hyphen > space)) return [text.slice(0, space), text.slice(space + 1)];
  if (hyphen >= SHORTEST_PART) return [text.slice(0, hyphen + 1), text.slice(hyphen + 1)];
  const at = syllableBreak(text, longestFit(text, width - widthOf('-'), widthOf));
  return [`${text.slice(0, at)}-`, text.slice(at)];
}

/** How many characters fit. */
function longestFit(text: string, width: number, widthOf: Width): number {
  let [fits, over] = [1, text.length + 1];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (widthOf(text.slice(0, middle)) <= width) fits = middle;
    else over = middle;
  }
  return fits;
}

const VOWEL = /[aeiouyäöüáàâéèêíîóôúûåæø]/i;
/** Letters that are one sound stay together. */
const PAIRS = new Set(['ch', 'ck', 'sc', 'ph', 'th', 'qu', 'sh']);

/** The last place up to `end` where a new syllable is likely to begin: at a consonant before a vowel. */
function syllableBreak(word: string, end: number): number {
  const isVowel = (i: number) => VOWEL.test(word.charAt(i));
  for (let i = Math.min(end, word.length - SHORTEST_PART); i >= SHORTEST_PART; i--) {
    const startsSyllable = !isVowel(i) && isVowel(i + 1) && /\p{L}/u.test(word.charAt(i));
    if (startsSyllable && !PAIRS.has(word.slice(i - 1, i + 1).toLowerCase())) return i;
  }
  return Math.max(1, end);
}

function shorten(text: string, width: number, widthOf: Width): string {
  if (widthOf(text) <= width) return text;
  const end = longestFit(text, width - widthOf(ELLIPSIS), widthOf);
  return text.slice(0, end).trimEnd() + ELLIPSIS;
}

export const SEPARATOR = ' · ';

/** Less of a word than this tells nothing. */
const SHORTEST_WORD = 10;

/** As many of the words as fit into `maxLines` lines, and how many more there are: "takes 5 dishes: Sashimi · Tartare · +3". */
export function listThatFits(
  prefix: string,
  words: readonly string[],
  width: number,
  maxLines: number,
  widthOf: Width,
): string[] {
  for (let shown = words.length; shown >= 1; shown--) {
    const hidden = words.length - shown;
    const parts = hidden > 0 ? [...words.slice(0, shown), `+${hidden}`] : words;
    const lines = fillLines(`${prefix}:`, parts, width, widthOf);
    if (lines.length <= maxLines) return lines;
  }
  const [first = ''] = words;
  const rest = words.length > 1 ? `${SEPARATOR}+${words.length - 1}` : '';
  const start = `${prefix}: `;
  const word = shorten(first, width - widthOf(start + rest), widthOf);
  return word.length > SHORTEST_WORD ? [start + word + rest] : wrapText(prefix, width, maxLines, widthOf);
}

/**
 * The parts, most important first, over at most `maxLines` lines. Where there is no room the last ones are left out, and a
 * first one that is too long is cut so that the second still has its place.
 */
export function partsThatFit(
  parts: readonly string[],
  width: number,
  maxLines: number,
  widthOf: Width,
): string[] {
  for (let shown = parts.length; shown >= 2; shown--) {
    const lines = fillLines('', parts.slice(0, shown), width, widthOf);
    if (lines.length <= maxLines && widthOf(parts[0] ?? '') <= width) return lines;
  }
  const [first = '', ...others] = parts;
  const [second = ''] = others;
  const isWhole = first.includes(NO_BREAK) && widthOf(first) <= width;
  if (second === '' || maxLines === 0 || (maxLines === 1 && isWhole))
    return wrapText(first, width, maxLines, widthOf);
  if (maxLines > 1)
    return [shorten(first, width, widthOf), ...partsThatFit(others, width, maxLines - 1, widthOf)];
  const end = SEPARATOR + second;
  const kept = width - widthOf(end);
  return [widthOf(ELLIPSIS) < kept ? shorten(first, kept, widthOf) + end : shorten(first, width, widthOf)];
}

/** Breaks between words only, unless one alone is wider than a line. */
function fillLines(prefix: string, parts: readonly string[], width: number, widthOf: Width): string[] {
  const lines: string[] = [];
  let line = prefix;
  for (const [i, part] of parts.entries()) {
    const join = line === '' ? '' : i === 0 ? ' ' : SEPARATOR;
    if (widthOf(line + join + part) <= width) {
      line += join + part;
      continue;
    }
    if (line) lines.push(line);
    line = shorten(part, width, widthOf);
  }
  return line ? [...lines, line] : lines;
}
