import type { BackorderPromise } from '../../shared/orders/order.schema.ts';
import { needOf, type Draw } from './allocation.ts';
import type { LatenessRecord } from './lateness.ts';

/** Promises are told in quarters of an hour; finer would be a precision nobody has. */
const GRAIN_MS = 15 * 60_000;

/** Goods on their way: what is still to come, in thousandths, and when that was said to be. */
export interface Incoming {
  deliveryId: string;
  itemId: string;
  supplier: string;
  outstanding: number;
  expectedAt: Date;
  /** The day of the week of that, by the store's calendar; 1 = Monday. */
  weekday?: number;
}

/** A delivery that nobody ordered yet, and until when somebody may. */
export interface NotOrdered {
  supplier: string;
  deliverAt: Date;
  orderBy: Date;
}

/** What a promise rests on. */
type Source = Omit<Incoming, 'deliveryId'> & ({ deliveryId: string } | { orderBy: Date });

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
  deliveries: Source[];
  record: number;
  /** Until when the first of what is not ordered yet has to be; Infinity when all is. */
  orderBy: number;
}

/**
 * When each waiting line is expected: each of its components walks the deliveries of its item by date, less what stands
 * ahead in the queue, to the one that covers the line; the last of these gives the base date, and the record of its
 * supplier's lateness the spread: 10 %, 50 % and 80 %. A line that no delivery covers waits for the next one that can be
 * ordered, and has no promise where there is none.
 * @param free what is left of each item after the allocation, in thousandths; below zero is still owed
 * @param next the next delivery of an item that can be ordered, for those in {@link uncoveredItems}
 */
export function promisesFor(
  queue: readonly WaitingLine[],
  incoming: readonly Incoming[],
  free: ReadonlyMap<string, number>,
  lateness: LatenessRecord,
  now: Date,
  next: ReadonlyMap<string, NotOrdered> = new Map(),
): Map<string, BackorderPromise | null> {
  const walks = walksOf(incoming, free, next);
  const estimates = new Map<string, Estimate | null>();
  for (const line of queue) {
    const estimate = estimateOf(line, walks, lateness, now.getTime());
    estimates.set(line.lineId, line.blocked ? null : estimate);
  }
  joinOrders(queue, estimates);
  return new Map([...estimates].map(([lineId, estimate]) => [lineId, estimate && toPromise(estimate)]));
}

/** Items of which more is waited for than is there and on its way. */
export function uncoveredItems(
  queue: readonly WaitingLine[],
  incoming: readonly Incoming[],
  free: ReadonlyMap<string, number>,
): string[] {
  const left = new Map(free);
  const add = (itemId: string, quantity: number): unknown =>
    left.set(itemId, (left.get(itemId) ?? 0) + quantity);
  for (const { itemId, outstanding } of incoming) add(itemId, outstanding);
  for (const { draws, backordered } of queue)
    for (const { itemId, perUnit } of draws) add(itemId, -needOf(backordered, perUnit));
  return [...left].flatMap(([itemId, quantity]) => (quantity < 0 ? [itemId] : []));
}

/** Follows the deliveries of one item down the queue. */
class DeliveryWalk {
  readonly #deliveries: Source[];
  #at = 0;
  #covered: number;
  #needed = 0;

  constructor(deliveries: Source[], free: number) {
    this.#deliveries = deliveries;
    this.#covered = free;
  }

  /** The delivery that covers this much more; null when there is stock for it, undefined when nothing does. */
  take(needed: number): Source | null | undefined {
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
  next: ReadonlyMap<string, NotOrdered>,
): Map<string, DeliveryWalk> {
  const byDate = [...incoming].sort((a, b) => a.expectedAt.getTime() - b.expectedAt.getTime());
  // As much as is needed can be ordered, so that this covers everything that others do not.
  const last = [...next].map(([itemId, { supplier, deliverAt, orderBy }]) => ({
    ...{ itemId, supplier, orderBy, expectedAt: deliverAt },
    outstanding: Infinity,
  }));
  const byItem = Map.groupBy<string, Source>([...byDate, ...last], ({ itemId }) => itemId);
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
    orderBy: Math.min(...each.map(({ orderBy }) => orderBy)),
  };
}

function arrivalOf(delivery: Source, lateness: LatenessRecord, nowMs: number): Estimate {
  const expectedMs = delivery.expectedAt.getTime();
  const { quantiles, n } = lateness.of(delivery.supplier, nowMs - expectedMs, delivery.weekday);
  const [earliest, likely, latest] = quantiles.map((ms) => Math.max(nowMs, expectedMs + ms)) as [
    number,
    number,
    number,
  ];
  const orderBy = 'orderBy' in delivery ? delivery.orderBy.getTime() : Infinity;
  return { earliest, likely, latest, deliveries: [delivery], record: n, orderBy };
}

/** An order that ships complete is there when the last of its lines is. */
function joinOrders(queue: readonly WaitingLine[], estimates: Map<string, Estimate | null>): void {
  const together = Map.groupBy(
    queue.filter(({ shipComplete }) => shipComplete),
    ({ orderId }) => orderId,
  );
  for (const lines of together.values()) {
    const all = lines.map(({ lineId }) => estimates.get(lineId) ?? null);
    const known = all.filter((estimate) => estimate !== null);
    const joined = known.length === all.length ? lastOf(known) : null;
    for (const { lineId } of lines) estimates.set(lineId, joined);
  }
}

function lastOf(estimates: readonly Estimate[]): Estimate {
  const last = estimates.reduce((a, b) => (a.latest >= b.latest ? a : b));
  return { ...last, orderBy: Math.min(...estimates.map(({ orderBy }) => orderBy)) };
}

function toPromise({ earliest, likely, latest, deliveries, record, orderBy }: Estimate): BackorderPromise {
  const instant = (ms: number): string => new Date(Math.ceil(ms / GRAIN_MS) * GRAIN_MS).toISOString();
  return {
    earliest: instant(earliest),
    likely: instant(likely),
    latest: instant(latest),
    basis: {
      deliveries: deliveries.map((source) => ({
        ...('deliveryId' in source && { deliveryId: source.deliveryId }),
        itemId: source.itemId,
        supplier: source.supplier,
        expectedAt: source.expectedAt.toISOString(),
      })),
      ...(orderBy < Infinity && { orderBy: new Date(orderBy).toISOString() }),
      record,
      words: basisWords(deliveries, record),
    },
  };
}

function basisWords(deliveries: readonly Source[], record: number): string {
  const isOrdered = (source: Source): boolean => 'deliveryId' in source;
  const ordered = suppliersOf(deliveries.filter(isOrdered));
  const others = suppliersOf(deliveries.filter((source) => !isOrdered(source)));
  const what = [
    ...(ordered ? [`the delivery from ${ordered}`] : []),
    ...(others ? [`the next delivery from ${others} that an order makes (not ordered yet)`] : []),
  ].join(' and ');
  const known =
    record === 0
      ? 'no past delivery to judge by'
      : `judged by ${record} past ${record === 1 ? 'delivery' : 'deliveries'}`;
  return `${what}, ${known}`;
}

function suppliersOf(deliveries: readonly Source[]): string {
  return [...new Set(deliveries.map(({ supplier }) => supplier || 'the supplier'))].join(' and ');
}
