import type { FieldError } from '../../shared/errors.ts';
import type { FileReason } from '../../shared/suppliers/supplier-exchange.schema.ts';
import { elementOf, type Mistake, type Segment } from '../purchasing/x12/segments.ts';
import type { Places } from '../purchasing/x12/set-reading.ts';
import type { CsvMessage } from './supplier-csv-rows.ts';

/** As many as a person reads. */
const MOST_TOLD = 50;
const MAX_DETAIL = 400;

/** Where in an X12 file, and what. */
export function reasonOf({ position, segment, element, detail }: Mistake, from?: number): FileReason {
  const inSet = from === undefined ? '' : `, ${position - from + 1} of its message`;
  const name = segment === '' ? '' : ` (${segment}${inSet})`;
  const part = element === undefined ? '' : `, element ${element}`;
  return { place: position === 0 ? 'the file' : `segment ${position}${name}${part}`, detail };
}

/** Codes of AK403 for what a use case refused: the element has a value that cannot be. */
const NOT_VALID = '7';

/** Which segment said what a use case refused. */
export function mistakesFrom(
  { message, errors = [] }: { message: string; errors?: FieldError[] | undefined },
  places: Places,
): Mistake[] {
  if (errors.length === 0) return [mistakeAt(places.get('/order') ?? [...places.values()][0], message)];
  return errors.map(({ pointer, detail }) => mistakeAt(placeOf(pointer, places), detail));
}

function placeOf(pointer: string, places: Places): Segment | undefined {
  const parts = pointer.split('/');
  for (let length = parts.length; length > 1; length--) {
    const found = places.get(parts.slice(0, length).join('/'));
    if (found) return found;
  }
  return places.get('/order') ?? [...places.values()][0];
}

function mistakeAt(segment: Segment | undefined, detail: string): Mistake {
  if (!segment) return { position: 0, segment: '', detail, code: '1' };
  const { id, position } = segment;
  const [element] = { ACK: [2], SN1: [2], PO1: [2], LIN: [3], BAK: [3], PRF: [1], DTM: [2] }[id] ?? [1];
  return {
    position,
    segment: id,
    element: element!,
    detail,
    code: NOT_VALID,
    value: elementOf(segment, element!),
  };
}

const COLUMNS: readonly (readonly [pointer: RegExp, column: string])[] = [
  [/\/(quantity|packs)$/, 'packs'],
  [/\/expectedAt$/, 'expected'],
  [/\/packPrice/, 'price'],
  [/\/from$/, 'from'],
  [/\/until$/, 'until'],
  [/\/order$/, 'order'],
  [/\/(lineId|supplierSku)$|supplierSkus/, 'supplier_sku'],
];

/** Which row and column said what a use case refused. */
export function reasonsInRows(
  { message, errors = [] }: { message: string; errors?: FieldError[] | undefined },
  { rows }: Pick<CsvMessage, 'rows'>,
): FileReason[] {
  if (errors.length === 0) return [{ place: `row ${rows[0]}`, detail: message }];
  return errors.map(({ pointer, detail }) => {
    const index = Number(/^\/\w+\/(\d+)/.exec(pointer)?.[1] ?? 0);
    const column = COLUMNS.find(([pattern]) => pattern.test(pointer))?.[1];
    return { place: `row ${rows[index] ?? rows[0]}${column ? `, ${column}` : ''}`, detail };
  });
}

/** As they are kept: so many, and each as long as a person reads it. */
export function told(reasons: readonly FileReason[]): FileReason[] {
  const shown = reasons.slice(0, MOST_TOLD).map(({ place, detail }) => ({
    place: clean(place).slice(0, 100),
    detail: clean(detail).slice(0, MAX_DETAIL),
  }));
  const rest = reasons.length - shown.length;
  return rest > 0 ? [...shown, { place: 'the file', detail: `and ${rest} more` }] : shown;
}

function clean(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
