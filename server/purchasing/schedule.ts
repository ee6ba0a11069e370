/**
 * A part of a purchase order line that comes at one time. Quantities in thousandths of the stock unit. `ended`: what did
 * not arrive of it is not waited for any more. A part that is not stored yet has no id.
 */
export interface ScheduledPart {
  deliveryId?: string;
  quantity: number;
  arrived: number;
  /** When it was first said to come: what its lateness is judged by. */
  firstExpectedAt: Date;
  expectedAt: Date;
  ended: boolean;
}

export type Schedule = readonly ScheduledPart[];

/** Part of a line as a supplier confirms it: how much comes, and when; without a date, as planned. */
export interface Confirmation {
  quantity: number;
  expectedAt?: Date | undefined;
}

/** `most`: more than this cannot be still to come, as it was not ordered. */
export type Replanned = { schedule: ScheduledPart[] } | { problem: 'more-than-ordered'; most: number };

/** What is to be written to get from one schedule to another. */
export interface ScheduleChange {
  change: ScheduledPart[];
  add: ScheduledPart[];
  end: string[];
}

export function outstandingOf(schedule: Schedule): number {
  return schedule.reduce((sum, part) => sum + openOf(part), 0);
}

export function arrivedOf(schedule: Schedule): number {
  return schedule.reduce((sum, { arrived }) => sum + arrived, 0);
}

/**
 * Books what came in against what was expected first; what nobody expected is `over`. Less than 0 takes back: first of
 * what was over, then of what was to come last, which is waited for again.
 * @throws RangeError for taking back more than ever came
 */
export function receive(
  schedule: Schedule,
  over: number,
  amount: number,
): { schedule: ScheduledPart[]; over: number } {
  if (amount >= 0) {
    const [booked, rest] = spread(byDate(schedule), amount, openOf, (part, share) => ({
      ...part,
      arrived: part.arrived + share,
    }));
    return { schedule: booked, over: over + rest };
  }
  const fromOver = Math.min(over, -amount);
  const [taken, rest] = spread(byDate(schedule).reverse(), -amount - fromOver, arrivedIn, (part, share) => ({
    ...part,
    quantity: part.ended ? part.arrived : part.quantity,
    arrived: part.arrived - share,
    ended: false,
  }));
  if (rest > 0) throw new RangeError(`${rest} more taken back than came`);
  return { schedule: byDate(taken), over: over - fromOver };
}

/**
 * Waits for so much less. Cancelled goods are those that were to come last; goods that came and were sent back are those
 * that were to come first. What arrived stays.
 * @throws RangeError for more than is outstanding
 */
export function reduce(schedule: Schedule, amount: number, from: 'first' | 'last'): ScheduledPart[] {
  const ordered = from === 'first' ? byDate(schedule) : byDate(schedule).reverse();
  const [reduced, rest] = spread(ordered, amount, openOf, (part, share) =>
    withOpen(part, openOf(part) - share),
  );
  if (rest > 0) throw new RangeError(`${rest} more taken off than is outstanding`);
  return byDate(reduced);
}

/**
 * Waits for so much more: with the last delivery that is still to come, else with a new one.
 * @param room how much of what was ordered is neither here nor waited for, nor sent back for good
 */
export function extend(schedule: Schedule, amount: number, room: number, expectedAt: Date): Replanned {
  if (amount > room) return { problem: 'more-than-ordered', most: outstandingOf(schedule) + room };
  if (amount === 0) return { schedule: byDate(schedule) };
  const last = byDate(schedule).findLast((part) => openOf(part) > 0);
  if (!last) return { schedule: byDate([...schedule, newPart(amount, expectedAt, expectedAt)]) };
  const more = { ...last, quantity: last.quantity + amount };
  return { schedule: byDate(schedule.map((part) => (part === last ? more : part))) };
}

/**
 * The schedule after a supplier confirmed what is still to come of a line. What is not confirmed is not waited for.
 * Deliveries that are planned become what is confirmed for their own date, else the next that is confirmed; each keeps the
 * date on which it was first expected, and one that is split off inherits it: a part that comes later than the whole was
 * to come is late.
 * @param room as in {@link extend}
 * @param plannedAt for what is confirmed without a date while nothing is planned
 */
export function replan(
  schedule: Schedule,
  confirmations: readonly Confirmation[],
  room: number,
  plannedAt: Date,
): Replanned {
  const outstanding = outstandingOf(schedule);
  const confirmed = confirmations.reduce((sum, { quantity }) => sum + quantity, 0);
  if (confirmed > outstanding + room) return { problem: 'more-than-ordered', most: outstanding + room };
  if (confirmations.every(({ expectedAt }) => expectedAt === undefined)) {
    return confirmed < outstanding
      ? { schedule: reduce(schedule, outstanding - confirmed, 'last') }
      : extend(schedule, confirmed - outstanding, room, plannedAt);
  }
  const open = byDate(schedule).filter((part) => openOf(part) > 0);
  const wanted = joinDates(confirmations, open[0]?.expectedAt ?? plannedAt);
  const kept = pair(open, wanted);
  const changed = schedule.map((part) => {
    const want = kept.get(part);
    if (openOf(part) === 0) return part;
    return want ? { ...withOpen(part, want.quantity), expectedAt: want.expectedAt } : withOpen(part, 0);
  });
  return { schedule: byDate([...changed, ...addedParts(open, wanted, new Set(kept.values()))]) };
}

/**
 * The schedule after so much of what was to come first is on its way, to arrive at a known time; the rest comes as planned.
 * More than is outstanding is a problem.
 */
export function ship(schedule: Schedule, amount: number, expectedAt: Date): Replanned {
  const most = outstandingOf(schedule);
  if (amount > most) return { problem: 'more-than-ordered', most };
  const rest = reduce(schedule, amount, 'first').filter((part) => openOf(part) > 0);
  const planned = rest.map((part) => ({ quantity: openOf(part), expectedAt: part.expectedAt }));
  return replan(schedule, [{ quantity: amount, expectedAt }, ...planned], 0, expectedAt);
}

export function changeOf(before: Schedule, after: Schedule): ScheduleChange {
  const known = new Map(before.map((part) => [part.deliveryId, part]));
  const change: ScheduledPart[] = [];
  const end: string[] = [];
  for (const part of after) {
    const was = part.deliveryId === undefined ? undefined : known.get(part.deliveryId);
    if (was === undefined || isSame(was, part)) continue;
    if (part.ended && !was.ended) end.push(part.deliveryId!);
    else change.push(part);
  }
  return { change, add: after.filter(({ deliveryId }) => deliveryId === undefined), end };
}

interface Dated {
  quantity: number;
  expectedAt: Date;
}

function openOf({ quantity, arrived, ended }: ScheduledPart): number {
  return ended ? 0 : quantity - arrived;
}

function arrivedIn({ arrived }: ScheduledPart): number {
  return arrived;
}

function byDate(schedule: Schedule): ScheduledPart[] {
  return [...schedule].sort(
    (a, b) =>
      a.expectedAt.getTime() - b.expectedAt.getTime() ||
      ((a.deliveryId ?? '~') < (b.deliveryId ?? '~') ? -1 : 1),
  );
}

/** Gives each part in turn as much of an amount as it takes; returns the parts, and what is left. */
function spread(
  parts: Schedule,
  amount: number,
  takes: (part: ScheduledPart) => number,
  give: (part: ScheduledPart, share: number) => ScheduledPart,
): [ScheduledPart[], number] {
  let left = amount;
  const given = parts.map((part) => {
    const share = Math.min(left, takes(part));
    left -= share;
    return share > 0 ? give(part, share) : part;
  });
  return [given, left];
}

/** A part of which nothing came keeps its quantity when it ends: what was called off stays told. */
function withOpen(part: ScheduledPart, open: number): ScheduledPart {
  return open === 0 && part.arrived === 0
    ? { ...part, ended: true }
    : { ...part, quantity: part.arrived + open };
}

function newPart(quantity: number, expectedAt: Date, firstExpectedAt: Date): ScheduledPart {
  return { quantity, arrived: 0, firstExpectedAt, expectedAt, ended: false };
}

/** One entry for each date, in their order. */
function joinDates(confirmations: readonly Confirmation[], plannedAt: Date): Dated[] {
  const sums = new Map<number, number>();
  for (const { quantity, expectedAt = plannedAt } of confirmations)
    sums.set(expectedAt.getTime(), (sums.get(expectedAt.getTime()) ?? 0) + quantity);
  return [...sums]
    .filter(([, quantity]) => quantity > 0)
    .sort(([a], [b]) => a - b)
    .map(([at, quantity]) => ({ quantity, expectedAt: new Date(at) }));
}

/** Which confirmation each open delivery becomes: that of its own date, else the next that is left. */
function pair(open: Schedule, wanted: readonly Dated[]): Map<ScheduledPart, Dated> {
  const pairs = new Map<ScheduledPart, Dated>();
  const left = new Set(wanted);
  const take = (part: ScheduledPart, want: Dated | undefined): void => {
    if (want === undefined) return;
    pairs.set(part, want);
    left.delete(want);
  };
  for (const part of open)
    take(
      part,
      [...left].find(({ expectedAt }) => expectedAt.getTime() === part.expectedAt.getTime()),
    );
  for (const part of open) if (!pairs.has(part)) take(part, [...left][0]);
  return pairs;
}

/** New deliveries for what is confirmed beside those there are; each was first expected with the goods it is split from. */
function addedParts(open: Schedule, wanted: readonly Dated[], kept: ReadonlySet<Dated>): ScheduledPart[] {
  let before = 0;
  return wanted.flatMap((want) => {
    const from = partAt(open, before);
    before += want.quantity;
    return kept.has(want)
      ? []
      : [newPart(want.quantity, want.expectedAt, from?.firstExpectedAt ?? want.expectedAt)];
  });
}

/** The part in which the goods after the first so many were to come. */
function partAt(open: Schedule, after: number): ScheduledPart | undefined {
  let upto = 0;
  return open.find((part) => (upto += openOf(part)) > after);
}

function isSame(a: ScheduledPart, b: ScheduledPart): boolean {
  return (
    a.quantity === b.quantity &&
    a.arrived === b.arrived &&
    a.ended === b.ended &&
    a.expectedAt.getTime() === b.expectedAt.getTime()
  );
}
