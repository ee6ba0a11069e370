/** What parts the text of an X12 interchange: its ISA segment says so by where it has them. */
export interface Delimiters {
  element: string;
  component: string;
  segment: string;
  /** Only from version 00402 on. */
  repetition: string | null;
}

/** A segment with where it stands: the first of a file is number 1. */
export interface Segment {
  id: string;
  /** The first is element 01; what is left out at the end is missing. */
  elements: readonly string[];
  position: number;
}

/** What is wrong in a file, and where. */
export interface Mistake {
  /** Number of the segment in the file; 0 for the file as a whole. */
  position: number;
  segment: string;
  element?: number;
  /** What is there, what is wrong with it, and what to do. */
  detail: string;
  /** Of the segment (AK304) where there is no element, else of the element (AK403). */
  code: string;
  value?: string;
}

/** A larger file is no day's traffic of a supplier. */
export const MAX_SEGMENTS = 100_000;

const ISA_LENGTH = 106;
/** Where the fixed elements of ISA end. */
const ISA_PARTS = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];
const FIRST_WITH_REPETITION = '00402';

/** The delimiters of an interchange; null where the text does not begin with an ISA segment of its fixed length. */
export function readDelimiters(text: string): Delimiters | null {
  if (!text.startsWith('ISA') || text.length < ISA_LENGTH) return null;
  const [element, component, segment] = [text[3]!, text[104]!, text[105]!];
  const repetition = text.slice(84, 89) >= FIRST_WITH_REPETITION ? text[82]! : null;
  const all = [element, component, segment, ...(repetition === null ? [] : [repetition])];
  const isSound = all.every((it) => !/[A-Za-z0-9 ]/.test(it)) && new Set(all).size === all.length;
  const isFixed = ISA_PARTS.every((at) => text[at] === element);
  return isSound && isFixed ? { element, component, segment, repetition } : null;
}

/** The segments of a text that begins with ISA. Line breaks after a segment mean nothing. */
export function readSegments(
  text: string,
): { delimiters: Delimiters; segments: Segment[] } | { mistake: Mistake } {
  const start = text.replace(/^[\ufeff\s]+/, '');
  const delimiters = readDelimiters(start);
  if (!delimiters)
    return fileMistake(
      'does not begin with an ISA segment of 106 characters; it is no X12 file, or was changed on its way',
    );
  const parts = start.split(delimiters.segment, MAX_SEGMENTS + 2);
  if (parts.length > MAX_SEGMENTS + 1)
    return fileMistake(`has more than ${MAX_SEGMENTS} segments; send it in parts`);
  const rest = parts.pop() ?? '';
  const segments: Segment[] = [];
  for (const [index, part] of parts.entries()) {
    const [id = '', ...elements] = part.replace(/^[\r\n]+/, '').split(delimiters.element);
    const position = index + 1;
    if (part.includes('\0')) {
      const detail = 'has a NUL character, which no text holds; send the file again';
      return { mistake: { position, segment: '', detail, code: '1' } };
    }
    if (!/^[A-Z][A-Z0-9]{1,2}$/.test(id)) {
      const detail = `"${id.slice(0, 20)}" is no name of a segment; look for a delimiter inside of a text`;
      return { mistake: { position, segment: /^[A-Z0-9]{1,3}/.exec(id)?.[0] ?? '', detail, code: '1' } };
    }
    segments.push({ id, elements, position });
  }
  if (rest.trim() !== '') {
    const detail = `"${rest.trim().slice(0, 20)}" has no end; the file seems to be cut off, send it again`;
    return {
      mistake: {
        position: segments.length + 1,
        segment: /^[A-Z0-9]{1,3}/.exec(rest.trim())?.[0] ?? '',
        detail,
        code: '8',
      },
    };
  }
  return { delimiters, segments };
}

function fileMistake(detail: string): { mistake: Mistake } {
  return { mistake: { position: 0, segment: '', detail, code: '1' } };
}

/** Element `number` of a segment, 1 being the first; empty where it is left out. */
export function elementOf({ elements }: Segment, number: number): string {
  return (elements[number - 1] ?? '').trim();
}

export type NewSegment = readonly [id: string, ...elements: (string | number | null)[]];

/** What we write with. */
const OURS: Delimiters = { element: '*', component: '>', segment: '~', repetition: null };
const OURS_IN_TEXT = /[*>~^]/g;

/** The text of a segment, without empty elements at its end. @throws Error for a delimiter inside of an element */
export function writeSegment([id, ...elements]: NewSegment): string {
  const texts = elements.map((element) => `${element ?? ''}`);
  // The component delimiter itself stands in ISA16.
  if (id !== 'ISA' && texts.some((text) => !isWritable(text)))
    throw new Error(`${id} cannot hold ${texts.find((text) => !isWritable(text))}`);
  const last = texts.findLastIndex((text) => text !== '');
  return [id, ...texts.slice(0, last + 1)].join(OURS.element) + OURS.segment;
}

/** Whether a code can stand in an element as it is. */
export function isWritable(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && text.search(OURS_IN_TEXT) < 0;
}

/** A text for people in the characters that every translator of X12 takes: accents go, other signs become a blank. */
export function plainText(text: string, most: number): string {
  const bare = text
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^\x20-\x7e]/gu, ' ')
    .replaceAll(OURS_IN_TEXT, ' ');
  return bare.replaceAll(/ +/g, ' ').trim().slice(0, most).trim();
}

export const COMPONENT_DELIMITER = OURS.component;

/** A text for people: MSG takes 264 characters. */
export function textSegments(text: string): NewSegment[] {
  const parts = plainText(text, 2000).match(/\S{264}|\S.{0,263}(?=\s|$)/g) ?? [];
  return parts.length === 0 ? [] : [['N9', 'L1', 'NOTE'], ...parts.map((part): NewSegment => ['MSG', part])];
}
