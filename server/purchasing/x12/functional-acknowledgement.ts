import type { Group, NewSet, TransactionSet } from './envelope.ts';
import { elementOf, isWritable, type Mistake, type NewSegment, type Segment } from './segments.ts';

/** What became of one transaction set: taken, taken in part (E), or refused. */
export interface SetOutcome {
  set: TransactionSet;
  state: 'A' | 'E' | 'R';
  mistakes: readonly Mistake[];
}

const MOST_TOLD = 20;
/** AK502: the message has segments in error, unless its envelope is. */
const IN_ERROR = '5';

/** The 997 that answers a group. */
export function writeFunctionalAcknowledgement(
  { functionalId, controlNumber, sets, broken }: Group,
  outcomes: readonly SetOutcome[],
): NewSet {
  const taken = outcomes.filter(({ state }) => state !== 'R').length;
  const isWhole = outcomes.every(({ state }) => state === 'A');
  const state = broken || taken === 0 ? 'R' : isWhole ? 'A' : taken === sets.length ? 'E' : 'P';
  return {
    type: '997',
    segments: [
      ['AK1', copied(functionalId, 'ZZ'), Number(controlNumber) || 0],
      ...outcomes.flatMap(answerSet),
      ['AK9', state, sets.length, sets.length, broken ? 0 : taken, broken?.code ?? null],
    ],
  };
}

function answerSet({ set, state, mistakes }: SetOutcome): NewSegment[] {
  const first = set.segments[0]!.position;
  const inside = mistakes.filter((mistake) => mistake !== set.broken).slice(0, MOST_TOLD);
  const code = set.broken?.code ?? (mistakes.length > 0 ? IN_ERROR : null);
  return [
    ['AK2', copied(set.type, '000'), copied(set.controlNumber, '0000')],
    ...inside.flatMap((mistake) => answerMistake(mistake, first)),
    ['AK5', state, state === 'A' ? null : code],
  ];
}

/** What came, where it can be written back. */
function copied(text: string, otherwise: string): string {
  return text !== '' && text.length <= 9 && isWritable(text) ? text : otherwise;
}

function answerMistake({ position, segment, element, code, value }: Mistake, first: number): NewSegment[] {
  const place = Math.max(1, position - first + 1);
  if (element === undefined) return [['AK3', segment, place, null, code]];
  const copy = value !== undefined && isWritable(value) ? value.slice(0, 99) : '';
  return [
    ['AK3', segment, place, null, '8'],
    ['AK4', element, null, code, copy === '' ? null : copy],
  ];
}

/** What a partner says of one group that we sent. */
export interface GroupAnswer {
  functionalId: string;
  controlNumber: number;
  state: 'accepted' | 'refused';
  /** What is wrong, where, in words. */
  problem: string | null;
}

const SEGMENT_WORDS: Readonly<Record<string, string>> = {
  ...{
    '1': 'is not known',
    '2': 'is not expected there',
    '3': 'is missing',
    '4': 'stands in too many places',
  },
  ...{
    '5': 'stands too often',
    '6': 'is not part of the message',
    '7': 'is out of order',
    '8': 'has wrong elements',
  },
};
const ELEMENT_WORDS: Readonly<Record<string, string>> = {
  ...{ '1': 'is missing', '2': 'is missing beside another', '3': 'is one too many', '4': 'is too short' },
  ...{ '5': 'is too long', '6': 'has a wrong character', '7': 'has a code that is not known' },
  ...{ '8': 'is no day', '9': 'is no time', '10': 'contradicts another' },
};

/** What a 997 says of the group that it answers; null where it does not say which. */
export function readFunctionalAcknowledgement({ segments }: TransactionSet): GroupAnswer | null {
  const ak1 = segments.find(({ id }) => id === 'AK1');
  const answers = segments.filter(({ id }) => id === 'AK5' || id === 'AK9');
  const controlNumber = ak1 ? elementOf(ak1, 2) : '';
  if (!ak1 || !/^\d{1,9}$/.test(controlNumber) || answers.length === 0) return null;
  const isRefused = answers.some((answer) => !['A', 'E'].includes(elementOf(answer, 1)));
  const problem = segments.flatMap(wordsOf).join('; ');
  return {
    functionalId: elementOf(ak1, 1),
    controlNumber: Number(controlNumber),
    state: isRefused ? 'refused' : 'accepted',
    problem: problem === '' ? null : problem,
  };
}

function wordsOf(segment: Segment): string[] {
  const at = (element: number): string => elementOf(segment, element);
  if (segment.id === 'AK3') return [`segment ${at(2)} (${at(1)}) ${SEGMENT_WORDS[at(4)] ?? 'is wrong'}`];
  if (segment.id !== 'AK4') return [];
  const value = at(4) === '' ? '' : ` ("${at(4)}")`;
  return [`element ${at(1).split(/[^0-9]/)[0]}${value} ${ELEMENT_WORDS[at(3)] ?? 'is wrong'}`];
}
