import {
  COMPONENT_DELIMITER,
  elementOf,
  readSegments,
  writeSegment,
  type Mistake,
  type NewSegment,
  type Segment,
} from './segments.ts';

/** Who sends or receives: a qualifier such as 01 (DUNS), 14 (GLN) or ZZ, and an id of at most 15 characters. */
export interface Party {
  qualifier: string;
  id: string;
}

/** One message, from ST to SE. */
export interface TransactionSet {
  /** 850, 855 … */
  type: string;
  controlNumber: string;
  segments: readonly Segment[];
  /** Why it cannot be taken as it is; `code` is that of AK502. */
  broken?: Mistake;
}

export interface Group {
  functionalId: string;
  controlNumber: string;
  version: string;
  sets: TransactionSet[];
  /** Why none of it can be taken; `code` is that of AK905. */
  broken?: Mistake;
}

export interface Interchange {
  sender: Party;
  receiver: Party;
  controlNumber: string;
  isTest: boolean;
  groups: Group[];
}

const VERSIONS = ['00401', '00501'];
const GROUP_VERSION = /^00(40|50)10/;

/**
 * An interchange with its groups and sets, whose control numbers and counts agree; a set or a group of which they do not is
 * marked. A mistake of the envelope itself stands for the whole file.
 */
export function readInterchange(text: string): { interchange: Interchange } | { mistake: Mistake } {
  const read = readSegments(text);
  if ('mistake' in read) return read;
  const [isa, ...rest] = read.segments;
  const iea = rest.pop();
  if (!isa || iea?.id !== 'IEA')
    return wrong(
      iea ?? isa,
      undefined,
      'IEA is not the last segment; the file seems to be cut off, send it again',
    );
  const second = rest.find(({ id }) => id === 'ISA' || id === 'IEA');
  if (second)
    return wrong(second, undefined, 'a file holds one interchange; send the second in a file of its own');
  const controlNumber = elementOf(isa, 13);
  if (!VERSIONS.includes(elementOf(isa, 12)))
    return wrong(isa, 12, `${elementOf(isa, 12)} is a version that is not read; send 00401 or 00501`);
  if (!/^\d{9}$/.test(controlNumber))
    return wrong(isa, 13, `"${controlNumber}" is no control number; give it nine digits`);
  if (!['P', 'T'].includes(elementOf(isa, 15)))
    return wrong(isa, 15, `"${elementOf(isa, 15)}" is neither P (real) nor T (test)`);
  if (Number(elementOf(iea, 2)) !== Number(controlNumber))
    return wrong(iea, 2, `${elementOf(iea, 2)} is not the control number of ISA, ${controlNumber}`);
  const found = readGroups(rest);
  if ('mistake' in found) return found;
  const { groups } = found;
  if (Number(elementOf(iea, 1)) !== groups.length)
    return wrong(iea, 1, `says ${elementOf(iea, 1)} groups, but there are ${groups.length}`);
  return {
    interchange: {
      sender: { qualifier: elementOf(isa, 5), id: elementOf(isa, 6) },
      receiver: { qualifier: elementOf(isa, 7), id: elementOf(isa, 8) },
      controlNumber,
      isTest: elementOf(isa, 15) === 'T',
      groups,
    },
  };
}

function readGroups(segments: readonly Segment[]): { groups: Group[] } | { mistake: Mistake } {
  const groups: Group[] = [];
  let from = 0;
  while (from < segments.length) {
    const gs = segments[from]!;
    if (gs.id !== 'GS')
      return wrong(gs, undefined, `${gs.id} stands outside of a group, which begins with GS`);
    const last = nextOf(segments, from, ['GE']);
    if (last === segments.length) return wrong(gs, undefined, 'the group that begins here has no GE');
    groups.push(readGroup(segments.slice(from, last + 1)));
    from = last + 1;
  }
  return groups.length > 0 ? { groups } : wrong(undefined, undefined, 'there is no group in the file');
}

/** Where the next segment of one of these names is, from `at` on; the length where there is none. */
function nextOf(segments: readonly Segment[], at: number, ids: readonly string[]): number {
  let next = at;
  while (next < segments.length && !ids.includes(segments[next]!.id)) next++;
  return next;
}

function readGroup(segments: readonly Segment[]): Group {
  const [gs, ge] = [segments[0]!, segments[segments.length - 1]!];
  const [functionalId, controlNumber, version] = [elementOf(gs, 1), elementOf(gs, 6), elementOf(gs, 8)];
  const { sets, stray } = readSets(segments.slice(1, -1));
  const group = { functionalId, controlNumber, version, sets };
  const broken = (segment: Segment, element: number | undefined, detail: string, code: string): Group => ({
    ...group,
    broken: mistakeAt(segment, element, detail, code),
  });
  if (!GROUP_VERSION.test(version))
    return broken(gs, 8, `${version} is not read; send 004010 or 005010`, '2');
  if (!/^\d{1,9}$/.test(controlNumber))
    return broken(gs, 6, `"${controlNumber}" is no control number; give it up to nine digits`, '6');
  if (stray)
    return broken(stray, undefined, `${stray.id} stands outside of a message, which begins with ST`, '5');
  if (Number(elementOf(ge, 2)) !== Number(controlNumber))
    return broken(ge, 2, `${elementOf(ge, 2)} is not the control number of GS, ${controlNumber}`, '4');
  if (Number(elementOf(ge, 1)) !== sets.length)
    return broken(ge, 1, `says ${elementOf(ge, 1)} messages, but there are ${sets.length}`, '5');
  return group;
}

function readSets(segments: readonly Segment[]): { sets: TransactionSet[]; stray?: Segment } {
  const sets: TransactionSet[] = [];
  const numbers = new Set<string>();
  let from = 0;
  while (from < segments.length) {
    const st = segments[from]!;
    if (st.id !== 'ST') return { sets, stray: st };
    const next = nextOf(segments, from + 1, ['ST', 'SE']);
    const to = segments[next]?.id === 'SE' ? next + 1 : next;
    const set = readSet(segments.slice(from, to), numbers);
    sets.push(set);
    numbers.add(set.controlNumber);
    from = to;
  }
  return { sets };
}

function readSet(segments: readonly Segment[], taken: ReadonlySet<string>): TransactionSet {
  const [st, se] = [segments[0]!, segments[segments.length - 1]!];
  const set = { type: elementOf(st, 1), controlNumber: elementOf(st, 2), segments };
  const broken = (segment: Segment, element: number | undefined, detail: string, code: string) => ({
    ...set,
    broken: mistakeAt(segment, element, detail, code),
  });
  if (se.id !== 'SE') return broken(st, undefined, 'the message that begins here has no SE', '2');
  if (!/^\w{1,9}$/.test(set.controlNumber))
    return broken(st, 2, `"${set.controlNumber}" is no control number; give it four to nine digits`, '7');
  if (taken.has(set.controlNumber))
    return broken(st, 2, `${set.controlNumber} stands twice in its group; number them one by one`, '7');
  if (elementOf(se, 2) !== set.controlNumber)
    return broken(se, 2, `${elementOf(se, 2)} is not the control number of ST, ${set.controlNumber}`, '3');
  if (Number(elementOf(se, 1)) !== segments.length)
    return broken(se, 1, `says ${elementOf(se, 1)} segments, but there are ${segments.length}`, '4');
  return set;
}

function mistakeAt(segment: Segment, element: number | undefined, detail: string, code: string): Mistake {
  const place = { position: segment.position, segment: segment.id, detail, code };
  return element === undefined ? place : { ...place, element };
}

function wrong(
  segment: Segment | undefined,
  element: number | undefined,
  detail: string,
): { mistake: Mistake } {
  if (!segment) return { mistake: { position: 0, segment: '', detail, code: '1' } };
  return { mistake: mistakeAt(segment, element, detail, '1') };
}

/** What goes around the messages that we write. */
export interface NewEnvelope {
  sender: Party;
  receiver: Party;
  controlNumber: number;
  at: Date;
  isTest: boolean;
}

export interface NewSet {
  type: string;
  /** Without ST and SE. */
  segments: readonly NewSegment[];
}

const FUNCTIONAL_IDS: Readonly<Record<string, string>> = {
  '850': 'PO',
  '855': 'PR',
  '856': 'SH',
  '832': 'SC',
  '997': 'FA',
};

/** An interchange of version 004010 with one group of messages of one type. Instants of the envelope are in UTC. */
export function writeInterchange(
  { sender, receiver, controlNumber, at, isTest }: NewEnvelope,
  sets: readonly NewSet[],
): string {
  const number = `${controlNumber}`.padStart(9, '0');
  const [day, time] = [
    at.toISOString().slice(0, 10).replaceAll('-', ''),
    at.toISOString().slice(11, 16).replace(':', ''),
  ];
  const segments: NewSegment[] = [
    [
      ...(['ISA', '00', ' '.repeat(10), '00', ' '.repeat(10)] as const),
      ...[sender.qualifier, sender.id.padEnd(15), receiver.qualifier, receiver.id.padEnd(15)],
      ...[day.slice(2), time, 'U', '00401', number, '0', isTest ? 'T' : 'P', COMPONENT_DELIMITER],
    ],
    ['GS', FUNCTIONAL_IDS[sets[0]!.type]!, sender.id, receiver.id, day, time, controlNumber, 'X', '004010'],
    ...sets.flatMap(({ type, segments: body }, index): NewSegment[] => {
      const setNumber = `${index + 1}`.padStart(4, '0');
      return [['ST', type, setNumber], ...body, ['SE', body.length + 2, setNumber]];
    }),
    ['GE', sets.length, controlNumber],
    ['IEA', 1, number],
  ];
  return segments.map((segment) => `${writeSegment(segment)}\n`).join('');
}
