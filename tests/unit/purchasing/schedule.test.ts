import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrivedOf,
  changeOf,
  extend,
  outstandingOf,
  receive,
  reduce,
  replan,
  type Confirmation,
  type Schedule,
  type ScheduledPart,
} from '../../../server/purchasing/schedule.ts';

const DAY = 86_400_000;
const day = (n: number): Date => new Date(Date.UTC(2026, 10, 20) + n * DAY);
const aPart = (on: number, quantity: number, overrides: Partial<ScheduledPart> = {}): ScheduledPart => ({
  ...{ deliveryId: `day ${on}`, quantity, arrived: 0, ended: false },
  firstExpectedAt: day(on),
  expectedAt: day(on),
  ...overrides,
});
/** "on: arrived/quantity", with the day it was first expected where that is another. */
const told = (schedule: Schedule): string[] =>
  schedule.map(({ expectedAt, firstExpectedAt, quantity, arrived, ended }) => {
    const [on, first] = [expectedAt, firstExpectedAt].map((at) => (at.getTime() - day(0).getTime()) / DAY);
    return `${on}: ${arrived}/${quantity}${first === on ? '' : ` first ${first}`}${ended ? ' ended' : ''}`;
  });
const TWO = [aPart(3, 4), aPart(1, 6)];

describe('what comes in', () => {
  it('fills deliveries by date, and what is beyond them is over', () => {
    const some = receive(TWO, 0, 8);
    expect([told(some.schedule), some.over]).toEqual([['1: 6/6', '3: 2/4'], 0]);
    const all = receive(some.schedule, some.over, 5);
    expect([told(all.schedule), all.over]).toEqual([['1: 6/6', '3: 4/4'], 3]);
  });

  it('is taken back in the opposite order', () => {
    const { schedule, over } = receive(receive(TWO, 0, 13).schedule, 3, -8);
    expect([told(schedule), over]).toEqual([['1: 5/6', '3: 0/4'], 0]);
    expect(() => receive(schedule, over, -6)).toThrow(RangeError);
  });

  it('and is taken back of a delivery that has ended is waited for again, the rest of that is not', () => {
    const ended = aPart(1, 6, { arrived: 2, ended: true });
    expect(told(receive([ended], 0, -1).schedule)).toEqual(['1: 1/2']);
  });
});

describe('less to wait for', () => {
  it('is taken off the last deliveries when it is cancelled, off the first when it was sent back', () => {
    expect(told(reduce(TWO, 5, 'last'))).toEqual(['1: 0/5', '3: 0/4 ended']);
    const { schedule } = receive(TWO, 0, 5);
    expect(told(reduce(schedule, 1, 'first'))).toEqual(['1: 5/5', '3: 0/4']);
    expect(() => reduce(schedule, 6, 'last')).toThrow(RangeError);
  });
});

describe('more to wait for', () => {
  it('comes with the last delivery that is open, else with a new one, and never beyond what was ordered', () => {
    const cancelled = reduce(TWO, 5, 'last');
    expect(extend(cancelled, 6, 5, day(9))).toEqual({ problem: 'more-than-ordered', most: 10 });
    expect(told(scheduleOf(extend(cancelled, 5, 5, day(9))))).toEqual(['1: 0/10', '3: 0/4 ended']);
    const all = receive(cancelled, 0, 5).schedule;
    expect(told(scheduleOf(extend(all, 5, 5, day(9))))).toEqual(['1: 5/5', '3: 0/4 ended', '9: 0/5']);
  });
});

describe('a confirmation', () => {
  const confirmed = (schedule: Schedule, entries: [number, number?][], room = 0) =>
    replan(
      schedule,
      entries.map(([quantity, on]) => ({ quantity, ...(on !== undefined && { expectedAt: day(on) }) })),
      room,
      day(5),
    );
  const planned = (...args: Parameters<typeof confirmed>) => told(scheduleOf(confirmed(...args)));

  it.each<[string, Schedule, [number, number?][], string[]]>([
    ['of another date moves a delivery', [aPart(1, 6)], [[6, 4]], ['4: 0/6 first 1']],
    ['of less ends the rest', TWO, [[6, 1]], ['1: 0/6', '3: 0/4 ended']],
    ['of the second delivery keeps that one', TWO, [[4, 3]], ['1: 0/6 ended', '3: 0/4']],
    [
      'in two splits a delivery',
      [aPart(1, 10)],
      [
        [4, 3],
        [6, 1],
      ],
      ['1: 0/6', '3: 0/4 first 1'],
    ],
    ['in one joins two', TWO, [[10, 2]], ['2: 0/10 first 1', '3: 0/4 ended']],
    [
      'twice for a day is one delivery',
      [aPart(1, 6)],
      [
        [2, 2],
        [4, 2],
      ],
      ['2: 0/6 first 1'],
    ],
    ['without a date leaves the dates', TWO, [[10]], ['1: 0/6', '3: 0/4']],
    ['without a date of less ends the last', TWO, [[7]], ['1: 0/6', '3: 0/1']],
    ['of nothing ends all', TWO, [[0, 2]], ['1: 0/6 ended', '3: 0/4 ended']],
    [
      'after something came is of what is to come',
      [aPart(1, 6, { arrived: 2 }), aPart(3, 4)],
      [[8, 7]],
      ['3: 0/4 ended', '7: 2/10 first 1'],
    ],
  ])('%s', (_, schedule, entries, expected) => {
    expect(planned(schedule, entries)).toEqual(expected);
  });

  it('of more is refused beyond what was ordered', () => {
    expect(confirmed(TWO, [[11, 2]])).toEqual({ problem: 'more-than-ordered', most: 10 });
    expect(planned([aPart(1, 6, { ended: true })], [[6, 2]], 6)).toEqual(['1: 0/6 ended', '2: 0/6']);
    expect(planned([aPart(1, 6, { ended: true })], [[6]], 6)).toEqual(['1: 0/6 ended', '5: 0/6']);
  });

  it('says what is to be changed, added and ended', () => {
    const after = scheduleOf(
      confirmed(
        [aPart(1, 6), aPart(2, 2), aPart(3, 2)],
        [
          [5, 1],
          [2, 2],
        ],
      ),
    );
    const { change, add, end } = changeOf([aPart(1, 6), aPart(2, 2), aPart(3, 2)], after);
    expect([told(change), add, end]).toEqual([['1: 0/5'], [], ['day 3']]);
    const split = scheduleOf(
      confirmed(
        [aPart(1, 6)],
        [
          [2, 1],
          [4, 2],
        ],
      ),
    );
    expect(told(changeOf([aPart(1, 6)], split).add)).toEqual(['2: 0/4 first 1']);
  });
});

function scheduleOf(planned: ReturnType<typeof replan>): ScheduledPart[] {
  if ('problem' in planned) throw new Error(planned.problem);
  return planned.schedule;
}

/** A purchase order line with everything that the functions do not keep themselves. */
interface Line {
  schedule: ScheduledPart[];
  received: number;
  rejected: number;
  cancelled: number;
  over: number;
}

const ORDERED = 50;
const amounts = fc.integer({ min: 0, max: 30 });
const steps = fc.oneof(
  amounts.map((amount) => (line: Line) => came(line, amount)),
  amounts.map((amount) => (line: Line) => came(line, -Math.min(amount, line.received + line.over))),
  amounts.map((amount) => (line: Line) => {
    const less = Math.min(amount, outstandingOf(line.schedule));
    return { ...line, schedule: reduce(line.schedule, less, 'last'), cancelled: line.cancelled + less };
  }),
  amounts.map((amount) => (line: Line) => {
    const less = Math.min(amount, outstandingOf(line.schedule));
    return { ...line, schedule: reduce(line.schedule, less, 'first'), rejected: line.rejected + less };
  }),
  amounts.map((amount) => (line: Line) => after(line, extend(line.schedule, amount, line.cancelled, day(6)))),
  fc
    .array(fc.record({ quantity: amounts, expectedAt: fc.option(amounts.map(day), { nil: undefined }) }), {
      minLength: 1,
      maxLength: 4,
    })
    .map(
      (entries: Confirmation[]) => (line: Line) =>
        after(line, replan(line.schedule, entries, line.cancelled, day(6))),
    ),
);

function came(line: Line, amount: number): Line {
  const { schedule, over } = receive(line.schedule, line.over, amount);
  return { ...line, schedule, over, received: line.received + amount - (over - line.over) };
}

function after(line: Line, planned: ReturnType<typeof replan>): Line {
  if ('problem' in planned) {
    expect(planned.most).toBe(outstandingOf(line.schedule) + line.cancelled);
    return line;
  }
  const more = outstandingOf(planned.schedule) - outstandingOf(line.schedule);
  return { ...line, schedule: planned.schedule, cancelled: line.cancelled - more };
}

/** As the database does: what is new gets an id, and only what changed is written. */
function stored(before: Schedule, { schedule, ...line }: Line, step: number): Line {
  const { change, add, end } = changeOf(before, schedule);
  const written = before.map((part) => {
    const changed = change.find(({ deliveryId }) => deliveryId === part.deliveryId);
    return changed ?? (end.includes(part.deliveryId!) ? { ...part, ended: true } : part);
  });
  return {
    ...line,
    schedule: [...written, ...add.map((part, n) => ({ ...part, deliveryId: `${step} ${n}` }))],
  };
}

it('whatever happens to a line, ordered = received + rejected + outstanding + cancelled', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 12 }), (taken) => {
      let line: Line = { schedule: [aPart(4, ORDERED)], received: 0, rejected: 0, cancelled: 0, over: 0 };
      for (const [index, step] of taken.entries()) {
        const before = line;
        line = stored(before.schedule, step(before), index);
        const { schedule, received, rejected, cancelled } = line;
        expect(received + rejected + outstandingOf(schedule) + cancelled).toBe(ORDERED);
        expect(arrivedOf(schedule)).toBe(received);
        expect(cancelled).toBeGreaterThanOrEqual(0);
        for (const { quantity, arrived, ended } of schedule) {
          expect(quantity > 0 && arrived >= 0 && arrived <= quantity).toBe(true);
          if (ended) expect(arrived).toBe(0);
        }
        for (const { deliveryId, firstExpectedAt } of before.schedule)
          expect(schedule.find((part) => part.deliveryId === deliveryId)?.firstExpectedAt).toEqual(
            firstExpectedAt,
          );
      }
    }),
    { numRuns: 500 },
  );
});
