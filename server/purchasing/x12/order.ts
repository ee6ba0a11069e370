import { amountText } from '../../../shared/money.ts';
import type { DocumentLine, SupplierDocument } from '../supplier-document.ts';
import type { NewSet, TransactionSet } from './envelope.ts';
import { elementOf, isWritable, plainText, textSegments, type NewSegment, type Segment } from './segments.ts';
import { readTime, writeTime } from './times.ts';
import { packCode, unitCode } from './units.ts';

/**
 * An order as an 850. A changed one goes out whole, as a replacement (BEG01 05), since that is what Larder sends: an 860
 * would list differences. One that is given up altogether is a cancellation (01) of what it was.
 * @throws Error for a code that X12 cannot hold
 */
export function writeOrder(document: SupplierDocument): NewSet {
  const { reference, version, at, currency, note, store, supplier } = document;
  const isOver = document.lines.every(({ packs }) => packs === 0);
  const lines = document.lines.filter(({ packs }) => isOver || packs > 0);
  const purpose = isOver ? '01' : document.kind === 'sent' ? '00' : '05';
  const wanted = [...new Set(lines.map(({ wantedAt }) => wantedAt))];
  return {
    type: '850',
    segments: [
      ['BEG', purpose, 'SA', reference, null, writeTime(at, store.timeZone).day],
      ['CUR', 'BY', currency],
      ['REF', 'V0', version],
      ...(wanted.length === 1 ? [dateSegment(wanted[0]!, store.timeZone)] : []),
      ...(note ? textSegments(note) : []),
      ['N1', 'BY', plainText(store.name, 60) || 'STORE', '92', reference.split('-')[1]!],
      ['N1', 'SU', plainText(supplier.name, 60) || 'SUPPLIER'],
      ...lines.flatMap((line, index) =>
        lineSegments(line, { index, isOver, currency, zone: wanted.length === 1 ? null : store.timeZone }),
      ),
      ['CTT', lines.length],
    ],
  };
}

function lineSegments(
  line: DocumentLine,
  {
    index,
    isOver,
    currency,
    zone,
  }: { index: number; isOver: boolean; currency: string; zone: string | null },
): NewSegment[] {
  const { supplierSku, sku, name, packQuantity, unit, packPrice } = line;
  const packs = isOver ? Math.round((line.cancelled / packQuantity) * 1000) / 1000 : line.packs;
  const price = packPrice === null ? null : amountText({ amount: packPrice, currency });
  const holds = unitCode(unit);
  const text = plainText(name, 80);
  return [
    [
      'PO1',
      index + 1,
      packs,
      packCode(line),
      price,
      null,
      'VN',
      supplierSku,
      ...(isWritable(sku) ? ['IN', sku] : []),
    ],
    ...(text === '' ? [] : [['PID', 'F', null, null, null, text] as const]),
    ...(holds === null || packQuantity === 1 ? [] : [['PO4', 1, packQuantity, holds] as const]),
    ...(zone === null ? [] : [dateSegment(line.wantedAt, zone)]),
  ];
}

function dateSegment(at: string, timeZone: string): NewSegment {
  const { day, time, zone } = writeTime(at, timeZone);
  return ['DTM', '002', day, time, zone];
}

/** Whether an order can be an 850; else what stands in the way, and what to do. */
export function orderProblem({ lines }: SupplierDocument): string | null {
  const wrong = lines.find(({ supplierSku }) => !isWritable(supplierSku) || supplierSku.length > 48);
  return wrong
    ? `the code ${wrong.supplierSku} cannot be sent as X12: letters without accents and digits, 48 at most; change it among the supplier's items`
    : null;
}

/** An order as whoever gets an 850 reads it. Prices as they are written; times in UTC. */
export interface ReadOrder {
  reference: string;
  purpose: 'original' | 'replace' | 'cancel';
  version: number;
  currency: string;
  store: string;
  note: string;
  lines: {
    supplierSku: string;
    sku: string;
    name: string;
    packs: number;
    unit: string;
    price: string;
    wantedAt: string;
  }[];
}

const PURPOSES: Readonly<Record<string, ReadOrder['purpose']>> = {
  '00': 'original',
  '05': 'replace',
  '01': 'cancel',
};

/** What an 850 of ours says; for whoever plays the supplier. @throws Error for one that is not as we write it */
export function readOrder({ segments }: TransactionSet, timeZone: string): ReadOrder {
  const find = (id: string, ...first: string[]): Segment | undefined =>
    segments.find(
      (segment) => segment.id === id && first.every((it, index) => segment.elements[index] === it),
    );
  const [beg, firstLine] = [find('BEG'), segments.findIndex(({ id }) => id === 'PO1')];
  const purpose = beg && PURPOSES[elementOf(beg, 1)];
  if (!beg || !purpose || firstLine < 0) throw new Error('This is no order of ours.');
  const heading = segments.slice(0, firstLine);
  const wanted = heading.find(({ id }) => id === 'DTM');
  const lines = segments.slice(firstLine).reduce<Segment[][]>((groups, segment) => {
    if (segment.id === 'PO1') groups.push([]);
    groups[groups.length - 1]!.push(segment);
    return groups;
  }, []);
  const text = (segment: Segment | undefined, element: number): string =>
    segment ? elementOf(segment, element) : '';
  return {
    ...{ reference: elementOf(beg, 3), purpose },
    version: Number(text(find('REF', 'V0'), 2)),
    currency: text(find('CUR'), 2),
    store: text(find('N1', 'BY'), 2),
    note: heading.flatMap((it) => (it.id === 'MSG' ? [elementOf(it, 1)] : [])).join(' '),
    lines: lines.map((group) => {
      const po1 = group[0]!;
      const dtm = group.find(({ id }) => id === 'DTM') ?? wanted;
      return {
        ...{ supplierSku: elementOf(po1, 7), sku: elementOf(po1, 9), packs: Number(elementOf(po1, 2)) },
        ...{
          unit: elementOf(po1, 3),
          price: elementOf(po1, 4),
          name: text(
            group.find(({ id }) => id === 'PID'),
            5,
          ),
        },
        wantedAt: instantOf(dtm, timeZone),
      };
    }),
  };
}

function instantOf(dtm: Segment | undefined, timeZone: string): string {
  const [day, time, zone] = [2, 3, 4].map((element) => (dtm ? elementOf(dtm, element) : ''));
  const read = readTime({ day: day!, time: time!, zone: zone! }, { timeZone, deliveryTime: '08:00' });
  if ('problem' in read) throw new Error(read.problem.detail);
  return read.value;
}
