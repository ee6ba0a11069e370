import type { FigureName } from '../../shared/purchasing/scorecard.schema.ts';

/** What is known of a line of a purchase order that was due in the window, and is judged. Instants in ms, spans in ms. */
export interface LineFact {
  supplierId: string;
  storeId: string;
  poId: string;
  number: number;
  sentAt: number;
  acknowledgedAt: number | null;
  /** Read from a file: nobody knows when its supplier confirmed, or what it said meanwhile. */
  imported: boolean;
  /** The first confirmed date; that which was asked for where none was confirmed. Of its last part where it is split. */
  dueAt: number;
  /** Monday of the week, and day of the week (1 = Monday), on which it was due, by the calendar of its store. */
  week: string;
  weekday: number;
  /** When the last of it came; null where nothing did. */
  receivedAt: number | null;
  /** How much later than first confirmed the latest of its parts came; less than 0 for early. */
  lateBy: number | null;
  /** Something is still to come, though its time is past. */
  open: boolean;
  /** We gave it up, in whole or in part, after it was due. */
  givenUp: boolean;
  /** All came that was ordered and not called off in time. */
  inFull: boolean;
  /** A part was late of which no later time was said before it was due. */
  silent: boolean;
  /** How often a later time was said than before. */
  slips: number;
  /** Of what came, how much was sent back; null where nothing came. */
  rejected: number | null;
  /** What it cost by the delivery notes, and by the agreed prices, in minor units; null where no note had a price. */
  paid: number | null;
  agreed: number | null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Received complete, on or before its date and what is tolerated. */
export function isOnTime(line: LineFact, tolerance: number): boolean {
  return !line.open && !line.givenUp && line.lateBy !== null && line.lateBy <= tolerance;
}

/**
 * What a line says for a figure: 1 or 0 for shares of lines, else its own value in the unit of the figure; null where the
 * figure says nothing of it.
 */
export function valueFor(name: FigureName, line: LineFact, tolerance: number): number | null {
  const share = (is: boolean): number => (is ? 1 : 0);
  switch (name) {
    case 'onTime':
      return share(isOnTime(line, tolerance));
    case 'inFull':
      return share(line.inFull);
    case 'otif':
      return share(line.inFull && isOnTime(line, tolerance));
    case 'promiseSlips':
      return line.imported ? null : share(line.slips > 0);
    case 'lateTold':
      return line.imported ? null : share(isLate(line, tolerance) && !line.silent);
    case 'lateSilent':
      return line.imported ? null : share(isLate(line, tolerance) && line.silent);
    case 'rejectRate':
      return line.rejected;
    case 'priceVariance':
      return line.paid !== null && line.agreed ? line.paid / line.agreed - 1 : null;
    case 'latenessP50':
    case 'latenessP90':
      return line.lateBy === null || line.open ? null : line.lateBy / HOUR_MS;
    case 'timeToAcknowledge':
      return line.imported || line.acknowledgedAt === null
        ? null
        : (line.acknowledgedAt - line.sentAt) / HOUR_MS;
    case 'leadTimeMean':
    case 'leadTimeSd':
    case 'leadTimeP50':
    case 'leadTimeP90':
      return line.receivedAt === null || line.open ? null : (line.receivedAt - line.sentAt) / DAY_MS;
  }
}

/** Came, or is still to come, later than is tolerated. What never came is short, not late. */
function isLate(line: LineFact, tolerance: number): boolean {
  return line.open || line.givenUp || (line.lateBy !== null && line.lateBy > tolerance);
}
