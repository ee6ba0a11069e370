import { invalid } from '../platform/errors.ts';
import { unknownCursor } from '../platform/paging.ts';
import { isId } from '../platform/validation.ts';
import type { QueuePlace } from '../settlement/priority.ts';

/** The last line of a page of the queue, and the instant whose queue that was. */
export interface QueueMark extends QueuePlace {
  asOf: Date;
}

export function markText({ asOf, score, placedAt, lineId }: QueueMark): string {
  return [asOf.getTime(), score, placedAt.getTime(), lineId].join(' ');
}

/** @throws AppError `malformed` for what {@link markText} has not written */
export function readMark(text: string): QueueMark {
  const [asOf, score, placedAt, lineId = ''] = text.split(' ');
  const numbers = [asOf, score, placedAt].map((part) => (part ? Number(part) : NaN));
  const [asOfMs, points, placedMs] = numbers as [number, number, number];
  const mark = { asOf: new Date(asOfMs), score: points, placedAt: new Date(placedMs), lineId };
  if (!Number.isFinite(points) || !isKept(mark.asOf) || !isKept(mark.placedAt) || !isId(lineId))
    throw unknownCursor();
  return mark;
}

/** @throws AppError `invalid` for an instant of which no queue can have been */
export function readAsOf(text: string): Date {
  const asOf = new Date(text);
  if (!isKept(asOf))
    throw invalid([{ pointer: '/querystring/asOf', detail: 'give the asOf of an earlier page' }]);
  return asOf;
}

/** Since 1970, which leaves out what is no date at all. */
function isKept(date: Date): boolean {
  return date.getTime() >= 0;
}
