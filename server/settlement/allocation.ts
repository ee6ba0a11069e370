import { Decimal } from 'decimal.js';
import type { Waiting } from '../../shared/orders/order.schema.ts';

/**
 * Gives stock to order lines. Quantities are whole thousandths here: of a line in its item's unit, of a component in the
 * component's.
 */
export interface OpenLine {
  lineId: string;
  orderId: string;
  /** What is neither handed over nor cancelled. */
  open: number;
  /** What of it was set aside so far. */
  held: number;
  /** Sold in whole units only. */
  whole: boolean;
  shipComplete: boolean;
  /** What one unit takes of each item that is stocked and counted; `perUnit` is a quantity, not thousandths. */
  draws: readonly Draw[];
  /** Items among the line's own and its components that somebody 86'd by hand. */
  unavailable: readonly string[];
}

export interface Draw {
  itemId: string;
  perUnit: number;
}

export interface FillPolicy {
  /** A line takes what there is, not only all it needs. */
  partialFill: boolean;
  /** A line takes what one before it cannot use. */
  passSmaller: boolean;
}

export interface LineOutcome {
  allocated: number;
  /** Why the rest waits; null when nothing does. */
  waiting: Omit<Waiting, 'words'> | null;
}

export interface Allocation {
  lines: Map<string, LineOutcome>;
  /** What is left of each item, in thousandths; below zero where on hand is. */
  free: Map<string, number>;
}

/**
 * One allocation run over lines in the order in which they are served. What was set aside stays so while there is stock
 * for it; where there is not, the last in the queue give it back. What is free then goes to the first. A line on an item
 * with a recipe takes a unit only with all of its components, an order that ships complete takes all of its lines or none.
 * `onHand` has every item that lines draw from. The result is stable: to run it again on its own outcome changes nothing.
 */
export function allocate(
  queue: readonly OpenLine[],
  onHand: ReadonlyMap<string, number>,
  policy: FillPolicy,
): Allocation {
  const run = new AllocationRun(queue, onHand, policy);
  run.release();
  run.give();
  return run.outcome();
}

class AllocationRun {
  readonly #queue: readonly OpenLine[];
  readonly #policy: FillPolicy;
  readonly #free: Map<string, number>;
  readonly #held = new Map<string, number>();
  /** Lines that wait for another reason than that there is too little. */
  readonly #barred = new Map<string, { because: 'unavailable' | 'queue'; itemIds: string[] }>();
  /** Lines that take their stock together: those of an order that ships complete, or each by itself. */
  readonly #parties = new Map<string, OpenLine[]>();
  /** Items that somebody at the front waits for, whom nobody may pass. */
  readonly #closed = new Set<string>();

  constructor(queue: readonly OpenLine[], onHand: ReadonlyMap<string, number>, policy: FillPolicy) {
    this.#queue = queue;
    this.#policy = policy;
    this.#free = new Map(onHand);
    for (const line of queue) {
      const party = this.#parties.get(partyOf(line));
      if (party) party.push(line);
      else this.#parties.set(partyOf(line), [line]);
    }
    for (const line of queue) this.#move(line, Math.min(line.held, line.open));
  }

  /** Takes back what there is no stock for, from the last in the queue upward. */
  release(): void {
    for (const party of this.#parties.values()) if (this.#isTornApart(party)) this.#drop(party);
    const isShort = ({ itemId }: Draw): boolean => this.#freeOf(itemId) < 0;
    for (let at = this.#queue.length - 1; at >= 0; at--) {
      const line = this.#queue[at]!;
      if (this.#heldOf(line) > 0 && line.draws.some(isShort)) this.#giveBack(line);
    }
  }

  /** Sets aside what is free, from the first in the queue downward. */
  give(): void {
    const served = new Set<string>();
    for (const line of this.#queue) {
      if (served.has(partyOf(line))) continue;
      served.add(partyOf(line));
      if (line.shipComplete) this.#giveTogether(this.#parties.get(line.orderId)!);
      else this.#giveAlone(line);
    }
  }

  /** Reasons are told as things stand in the end: what was free at a line's turn may be somebody else's now. */
  outcome(): Allocation {
    const lines = this.#queue.map((line): [string, LineOutcome] => [
      line.lineId,
      { allocated: this.#heldOf(line), waiting: this.#waitingOf(line) },
    ]);
    return { lines: new Map(lines), free: this.#free };
  }

  #waitingOf(line: OpenLine): LineOutcome['waiting'] {
    const wanted = line.open - this.#heldOf(line);
    if (wanted === 0) return null;
    const party = line.shipComplete ? this.#parties.get(line.orderId)! : [line];
    const bar = party.map(({ lineId }) => this.#barred.get(lineId)).find((each) => each !== undefined);
    const own = this.#barred.get(line.lineId);
    if (own) return own;
    if (bar) return { because: 'order', itemIds: bar.itemIds };
    const missing = this.#missingFor(party);
    const isShort = line.draws.some(({ itemId }) => missing.includes(itemId));
    if (line.shipComplete) return { because: isShort ? 'stock' : 'order', itemIds: missing };
    const isPart = !this.#policy.partialFill && this.#fitting(line, wanted) > 0;
    return { because: isPart ? 'whole' : 'stock', itemIds: missing };
  }

  /** Some lines of an order that ships complete are set aside, and some are not. */
  #isTornApart(party: readonly OpenLine[]): boolean {
    return party[0]!.shipComplete && party.some((line) => this.#heldOf(line) < line.open);
  }

  #giveBack(line: OpenLine): void {
    if (line.shipComplete) return this.#drop(this.#parties.get(line.orderId)!);
    if (!this.#policy.partialFill) return this.#drop([line]);
    // As few units as will do: down to what fits when this line's own share is free again.
    const held = this.#heldOf(line);
    this.#move(line, -held);
    this.#move(line, Math.min(held, this.#fitting(line, held)));
  }

  #giveAlone(line: OpenLine): void {
    const wanted = line.open - this.#heldOf(line);
    if (wanted === 0) return;
    if (line.unavailable.length > 0) return this.#bar(line, 'unavailable', line.unavailable);
    const fits = this.#fitting(line, wanted);
    const passed = this.#closedFor([line]);
    if (fits > 0 && passed.length > 0) return this.#bar(line, 'queue', passed);
    const taken = fits === wanted || this.#policy.partialFill ? fits : 0;
    this.#move(line, taken);
    if (taken < wanted) this.#close([line]);
  }

  #giveTogether(party: readonly OpenLine[]): void {
    if (party.every((line) => this.#heldOf(line) === line.open)) return;
    const off = party.filter(({ unavailable }) => unavailable.length > 0);
    for (const line of off) this.#bar(line, 'unavailable', line.unavailable);
    if (off.length > 0) return;
    if (this.#missingFor(party).length > 0) return this.#close(party);
    const passed = this.#closedFor(party);
    if (passed.length > 0) for (const line of party) this.#bar(line, 'queue', passed);
    else for (const line of party) this.#move(line, line.open - this.#heldOf(line));
  }

  #bar(line: OpenLine, because: 'unavailable' | 'queue', itemIds: readonly string[]): void {
    this.#barred.set(line.lineId, { because, itemIds: unique(itemIds) });
  }

  /** Nobody may take from now on what these lines are short of. */
  #close(party: readonly OpenLine[]): void {
    if (this.#policy.passSmaller) return;
    for (const itemId of this.#missingFor(party)) this.#closed.add(itemId);
  }

  #closedFor(party: readonly OpenLine[]): string[] {
    return party
      .flatMap(({ draws }) => draws.map(({ itemId }) => itemId))
      .filter((itemId) => this.#closed.has(itemId));
  }

  /** Items of which there is too little for all that these lines still want. */
  #missingFor(party: readonly OpenLine[]): string[] {
    const wanted = new Map<string, number>();
    for (const line of party) {
      for (const { itemId, perUnit } of line.draws) {
        const more = needOf(line.open, perUnit) - needOf(this.#heldOf(line), perUnit);
        wanted.set(itemId, (wanted.get(itemId) ?? 0) + more);
      }
    }
    return [...wanted].flatMap(([itemId, quantity]) =>
      quantity > Math.max(0, this.#freeOf(itemId)) ? [itemId] : [],
    );
  }

  #drop(party: readonly OpenLine[]): void {
    for (const line of party) this.#move(line, -this.#heldOf(line));
  }

  /** Sets `units` more aside, or fewer where they are below zero. */
  #move(line: OpenLine, units: number): void {
    if (units === 0) return;
    const before = this.#heldOf(line);
    const after = before + units;
    this.#held.set(line.lineId, after);
    for (const { itemId, perUnit } of line.draws) {
      const taken = needOf(after, perUnit) - needOf(before, perUnit);
      this.#free.set(itemId, this.#freeOf(itemId) - taken);
    }
  }

  /** How many more units, at most `wanted`, there is stock for. */
  #fitting(line: OpenLine, wanted: number): number {
    const held = this.#heldOf(line);
    return line.draws.reduce((fits, draw) => {
      const free = this.#freeOf(draw.itemId) + needOf(held, draw.perUnit);
      return Math.min(fits, Math.max(0, unitsOf(free, draw.perUnit, held + fits, line.whole) - held));
    }, wanted);
  }

  #heldOf({ lineId }: OpenLine): number {
    return this.#held.get(lineId) ?? 0;
  }

  #freeOf(itemId: string): number {
    return this.#free.get(itemId) ?? 0;
  }
}

/** What `units` thousandths of an item take of a component, rounded to thousandths as the ledger does for a sale. */
export function needOf(units: number, perUnit: number): number {
  const inThousandths = perUnit * 1000;
  if (Number.isInteger(inThousandths)) return Math.round((units * inThousandths) / 1000);
  return new Decimal(units).times(perUnit).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
}

/** The most units, at most `most`, that need no more than `free`; whole ones if asked for, unless `most` itself is not. */
function unitsOf(free: number, perUnit: number, most: number, whole: boolean): number {
  if (needOf(most, perUnit) <= free) return most;
  const step = whole ? 1000 : 1;
  let units = Math.max(0, Math.floor(free / perUnit / step) * step);
  while (needOf(units + step, perUnit) <= free) units += step;
  while (units > 0 && needOf(units, perUnit) > free) units -= step;
  return Math.min(units, most);
}

function partyOf({ lineId, orderId, shipComplete }: OpenLine): string {
  return shipComplete ? orderId : lineId;
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
