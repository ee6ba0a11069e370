import type { BackorderPromise } from '../../shared/orders/order.schema.ts';
import { needOf, type Draw } from './allocation.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Promises are told in quarters of an hour; finer would be a precision nobody has. */
const GRAIN_MS = 15 * MINUTE_MS;
/** What all suppliers together weigh against a supplier's own record, in deliveries. */
const SHRINKAGE = 5;
/** How late deliveries are taken to be before the first one was seen: mostly punctual, now and then a day late. In ms. */
const PRIOR_LATENESS = [-2 * HOUR_MS, 0, 0, HOUR_MS, 4 * HOUR_MS, 24 * HOUR_MS];

/** Goods on their way: what is still to come, in thousandths, and when that was said to be. */
export interface Incoming {
  deliveryId: string;
  itemId: string;
  supplier: string;
  outstanding: number;
  expectedAt: Date;
}

/** One past delivery: how much later it came than was first said, in ms; less than 0 when it was early. */
export interface Lateness {
  supplier: string;
  ms: number;
}

/** A line that waits: `backordered` in thousandths of its item's unit. In the order of the queue. */
export interface WaitingLine {
  lineId: string;
  orderId: string;
  shipComplete: boolean;
  backordered: number;
  draws: readonly Draw[];
  /** Somebody 86'd it by hand, so that no delivery says when it is back. */
  blocked: boolean;
}

interface Estimate {
  earliest: number;
  likely: number;
  latest: number;
  deliveries: Incoming[];
  record: number;
}

/**
 * When each waiting line is expected: each of its components walks the deliveries of its item by date, less what stands
 * ahead in the queue, to the one that covers the line; the last of these gives the base date, and the record of its
 * supplier's lateness the spread: 10 %, 50 % and 80 %. A line that no delivery covers has no promise.
 * @param free what is left of each item after the allocation, in thousandths; below zero is still owed
 */
export function promisesFor(
  queue: readonly WaitingLine[],
  incoming: readonly Incoming[],
  free: ReadonlyMap<string, number>,
  lateness: LatenessRecord,
  now: Date,
): Map<string, BackorderPromise | null> {
  const walks = walksOf(incoming, free);
  const estimates = new Map<string, Estimate | null>();
  for (const line of queue) {
    const estimate = estimateOf(line, walks, lateness, now.getTime());
    estimates.set(line.lineId, line.blocked ? null : estimate);
  }
  joinOrders(queue, estimates);
  return new Map([...estimates].map(([lineId, estimate]) => [lineId, estimate && toPromise(estimate)]));
}

/** Follows the deliveries of one item down the queue. */
class DeliveryWalk {
  readonly #deliveries: Incoming[];
  #at = 0;
  #covered: number;
  #needed = 0;

  constructor(deliveries: Incoming[], free: number) {
    this.#deliveries = deliveries;
    this.#covered = free;
  }

  /** The delivery that covers this much more; null when there is stock for it, undefined when nothing does. */
  take(needed: number): Incoming | null | undefined {
    this.#needed += needed;
    if (this.#at === 0 && this.#needed <= this.#covered) return null;
    while (this.#needed > this.#covered) {
      const next = this.#deliveries[this.#at];
      if (!next) return undefined;
      this.#covered += next.outstanding;
      this.#at++;
    }
    return this.#deliveries[this.#at - 1]!;
  }
}

function walksOf(
  incoming: readonly Incoming[],
  free: ReadonlyMap<string, number>,
): Map<string, DeliveryWalk> {
  const byDate = [...incoming].sort((a, b) => a.expectedAt.getTime() - b.expectedAt.getTime());
  const byItem = Map.groupBy(byDate, ({ itemId }) => itemId);
  const items = new Set([...free.keys(), ...byItem.keys()]);
  return new Map(
    [...items].map((itemId) => [itemId, new DeliveryWalk(byItem.get(itemId) ?? [], free.get(itemId) ?? 0)]),
  );
}

function estimateOf(
  { draws, backordered }: WaitingLine,
  walks: ReadonlyMap<string, DeliveryWalk>,
  lateness: LatenessRecord,
  nowMs: number,
): Estimate | null {
  // Every component walks, even when another has no date already: who comes later waits behind this line.
  const covering = draws.map(({ itemId, perUnit }) => walks.get(itemId)?.take(needOf(backordered, perUnit)));
  if (covering.includes(undefined)) return null;
  const deliveries = covering.filter((delivery) => delivery !== null && delivery !== undefined);
  if (deliveries.length === 0) return null;
  const each = deliveries.map((delivery) => arrivalOf(delivery, lateness, nowMs));
  const most = (pick: (estimate: Estimate) => number): number => Math.max(...each.map(pick));
  return {
    earliest: most(({ earliest }) => earliest),
    likely: most(({ likely }) => likely),
    latest: most(({ latest }) => latest),
    deliveries,
    record: Math.min(...each.map(({ record }) => record)),
  };
}

function arrivalOf(delivery: Incoming, lateness: LatenessRecord, nowMs: number): Estimate {
  const expectedMs = delivery.expectedAt.getTime();
  const { quantiles, n } = lateness.of(delivery.supplier, nowMs - expectedMs);
  const [earliest, likely, latest] = quantiles.map((ms) => Math.max(nowMs, expectedMs + ms)) as [
    number,
    number,
    number,
  ];
  return { earliest, likely, latest, deliveries: [delivery], record: n };
}

/** An order that ships complete is there when the last of its lines is. */
function joinOrders(queue: readonly WaitingLine[], estimates: Map<string, Estimate | null>): void {
  const together = Map.groupBy(
    queue.filter(({ shipComplete }) => shipComplete),
    ({ orderId }) => orderId,
  );
  for (const lines of together.values()) {
    const all = lines.map(({ lineId }) => estimates.get(lineId) ?? null);
    const last = all.includes(null) ? null : all.reduce((a, b) => (a!.latest >= b!.latest ? a : b), all[0]!);
    for (const { lineId } of lines) estimates.set(lineId, last);
  }
}

function toPromise({ earliest, likely, latest, deliveries, record }: Estimate): BackorderPromise {
  const instant = (ms: number): string => new Date(Math.ceil(ms / GRAIN_MS) * GRAIN_MS).toISOString();
  return {
    earliest: instant(earliest),
    likely: instant(likely),
    latest: instant(latest),
    basis: {
      deliveries: deliveries.map(({ deliveryId, itemId, expectedAt, supplier }) => ({
        ...{ deliveryId, itemId, supplier },
        expectedAt: expectedAt.toISOString(),
      })),
      record,
      words: basisWords(deliveries, record),
    },
  };
}

function basisWords(deliveries: readonly Incoming[], record: number): string {
  const suppliers = [...new Set(deliveries.map(({ supplier }) => supplier || 'the supplier'))].join(' and ');
  const known =
    record === 0
      ? 'no past delivery to judge by'
      : `judged by ${record} past ${record === 1 ? 'delivery' : 'deliveries'}`;
  return `the delivery from ${suppliers}, ${known}`;
}

/** How late suppliers were, as empirical quantiles, shrunk toward all suppliers where a supplier's own record is short. */
export class LatenessRecord {
  readonly #all: number[];
  readonly #own: Map<string, number[]>;

  constructor(past: readonly Lateness[]) {
    this.#all = past.length === 0 ? PRIOR_LATENESS : past.map(({ ms }) => ms);
    this.#own = new Map(
      [...Map.groupBy(past, ({ supplier }) => supplier)].map(([supplier, its]) => [
        supplier,
        its.map(({ ms }) => ms),
      ]),
    );
  }

  /**
   * The 10 %, 50 % and 80 % quantiles of lateness in ms, given that a delivery is late by `elapsed` already, and how many
   * of the supplier's own deliveries they rest on. The supplier's own count 1 each, those of all together {@link SHRINKAGE}.
   */
  of(supplier: string, elapsed: number): { quantiles: number[]; n: number } {
    const own = this.#own.get(supplier) ?? [];
    const weight = SHRINKAGE / this.#all.length;
    const weighted = [...own.map((ms) => ({ ms, weight: 1 })), ...this.#all.map((ms) => ({ ms, weight }))];
    const left = weighted.filter(({ ms }) => ms > elapsed).sort((a, b) => a.ms - b.ms);
    // Later than anything ever was: then it takes about as long again.
    if (left.length === 0)
      return { quantiles: [1.1, 1.5, 2].map((factor) => elapsed * factor), n: own.length };
    return { quantiles: [0.1, 0.5, 0.8].map((share) => quantileOf(left, share)), n: own.length };
  }
}

function quantileOf(sorted: readonly { ms: number; weight: number }[], share: number): number {
  const target = share * sorted.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (const { ms, weight } of sorted) {
    sum += weight;
    if (sum >= target - 1e-9) return ms;
  }
  return sorted[sorted.length - 1]!.ms;
}
