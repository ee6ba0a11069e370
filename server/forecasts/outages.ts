import type { HourSpan } from './hour-minutes.ts';
import { minutesForced, minutesOff, type SaidAbout } from './said-outages.ts';
import { minutesOfSales, minutesShort, stockLine, type LedgerHour, type StockLine } from './stock-line.ts';

/** What one unit of an item takes of another, or of itself. */
export interface Part {
  itemId: string;
  componentId: string;
  /** With less on hand it cannot be had. */
  needed: number;
  /** Taken from stock. */
  draws: boolean;
}

/** What the history knows of an item as a whole. Hours are counted from 1970. */
export interface ItemRecord {
  itemId: string;
  /** The first hour in which it was asked for. */
  firstAsked: number | null;
  /** The first hour that told how much there is. */
  watchedFrom: number | null;
  /** On hand, by the facts that the history has read. */
  onHand: number;
}

export interface History {
  span: HourSpan;
  parts: readonly Part[];
  records: ReadonlyMap<string, ItemRecord>;
  hours: ReadonlyMap<string, readonly LedgerHour[]>;
  marks: ReadonlyMap<string, readonly SaidAbout[]>;
}

/**
 * For how many minutes of each hour items could not be had: because somebody said so, of the item or of something it is made of;
 * or by the ledger, because there was not enough of something it takes, unless somebody said that there is. Of several reasons
 * within an hour the longest counts. What was set aside for customers counts as on hand, and recipes are those of today.
 */
export class Outages {
  readonly #history: History;
  readonly #parts: ReadonlyMap<string, readonly Part[]>;
  readonly #lines = new Map<string, StockLine | null>();

  constructor(history: History) {
    this.#history = history;
    this.#parts = Map.groupBy(history.parts, ({ itemId }) => itemId);
  }

  of(itemId: string): Uint8Array {
    const { span } = this.#history;
    const out = new Uint8Array(span.count);
    const forced = this.#forced(itemId);
    for (const { componentId, needed, draws } of this.#parts.get(itemId) ?? []) {
      raise(out, this.#off(componentId), forced);
      const line = draws ? this.#lineOf(componentId) : null;
      if (!line) continue;
      const sales = minutesOfSales(this.#hoursOf(itemId), span);
      raise(out, minutesShort(line, needed, sales), forced, this.#forced(componentId));
    }
    return out;
  }

  /** Null while nobody knows how much there is. */
  #lineOf(itemId: string): StockLine | null {
    const known = this.#lines.get(itemId);
    if (known !== undefined) return known;
    const { span, records } = this.#history;
    const { watchedFrom = null, onHand = 0 } = records.get(itemId) ?? {};
    const line =
      watchedFrom === null ? null : stockLine(this.#hoursOf(itemId), span, { onHand, watchedFrom });
    this.#lines.set(itemId, line);
    return line;
  }

  #off(itemId: string): Uint8Array | null {
    const said = this.#saidOf(itemId, ({ state }) => state !== 'available');
    if (said.length === 0) return null;
    const byHour = new Map(this.#hoursOf(itemId).map((one) => [one.hour, one]));
    return minutesOff(said, this.#history.span, (hour) => {
      const { quantity = 0, fell = null } = byHour.get(hour) ?? {};
      return { quantity, minute: fell ?? 0 };
    });
  }

  #forced(itemId: string): Uint8Array | null {
    const said = this.#saidOf(itemId, ({ state }) => state === 'available');
    return said.length === 0 ? null : minutesForced(said, this.#history.span);
  }

  #saidOf(itemId: string, isWanted: (said: SaidAbout) => boolean): SaidAbout[] {
    return (this.#history.marks.get(itemId) ?? []).filter(isWanted);
  }

  #hoursOf(itemId: string): readonly LedgerHour[] {
    return this.#history.hours.get(itemId) ?? [];
  }
}

function raise(out: Uint8Array, minutes: Uint8Array | null, ...except: (Uint8Array | null)[]): void {
  for (let index = 0; minutes && index < out.length; index++) {
    const excepted = except.reduce((most, one) => Math.max(most, one?.[index] ?? 0), 0);
    out[index] = Math.max(out[index]!, minutes[index]! - excepted);
  }
}
