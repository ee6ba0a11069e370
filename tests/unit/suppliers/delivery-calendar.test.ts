import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  comingDelivery,
  followingDelivery,
  lastOrderFor,
  nextDelivery,
  type DeliveryCalendar,
} from '../../../server/suppliers/delivery-calendar.ts';

/** Tuesdays and Fridays at 07:00, ordered by 14:00 of the day before. */
const aCalendar = (overrides: Partial<DeliveryCalendar> = {}): DeliveryCalendar => ({
  ...{ leadTimeDays: 1, deliveryDays: [2, 5], deliveryTime: '07:00', cutOff: '14:00', closedOn: [] },
  ...overrides,
});
const DAILY = [1, 2, 3, 4, 5, 6, 7];
const VIENNA = 'Europe/Vienna';
const local = (text: string, zone = VIENNA): Date => DateTime.fromISO(text, { zone }).toJSDate();
const next = (calendar: DeliveryCalendar, at: string, zone = VIENNA) => {
  const found = nextDelivery(calendar, zone, local(at, zone));
  return found && [found.deliverAt, found.orderBy].map((instant) => shown(instant, zone));
};
const shown = (instant: Date, zone: string): string =>
  DateTime.fromJSDate(instant, { zone }).toFormat('yyyy-MM-dd HH:mm');

describe('the next delivery', () => {
  it.each([
    // 2026-11-23 is a Monday.
    ['before the cut-off', '2026-11-23T13:59:59', '2026-11-24 07:00', '2026-11-23 14:00'],
    ['at the cut-off', '2026-11-23T14:00', '2026-11-27 07:00', '2026-11-26 14:00'],
    ['days before', '2026-11-25T09:00', '2026-11-27 07:00', '2026-11-26 14:00'],
    ['over a weekend', '2026-11-26T14:00', '2026-12-01 07:00', '2026-11-30 14:00'],
  ])('of an order %s', (_, at, deliverAt, orderBy) => {
    expect(next(aCalendar(), at)).toEqual([deliverAt, orderBy]);
  });

  it('comes to whoever ordered in time, when it is too late for others', () => {
    const coming = (at: string, over: Partial<DeliveryCalendar> = {}): string | null => {
      const found = comingDelivery(aCalendar(over), VIENNA, local(at));
      return found && shown(found, VIENNA);
    };
    expect(coming('2026-11-23T20:00')).toBe('2026-11-24 07:00');
    expect(coming('2026-11-24T06:59')).toBe('2026-11-24 07:00');
    expect(coming('2026-11-24T07:00')).toBe('2026-11-27 07:00');
    expect(coming('2026-11-23T20:00', { leadTimeDays: 9 })).toBe('2026-11-24 07:00');
    expect(coming('2026-11-23T20:00', { closedOn: ['2026-11-24'] })).toBe('2026-11-27 07:00');
    expect(coming('2026-11-23T20:00', { deliveryDays: [] })).toBeNull();
  });

  it.each([
    [
      'does not come on a closed day',
      ['2026-11-24'],
      '2026-11-23T09:00',
      '2026-11-27 07:00',
      '2026-11-26 14:00',
    ],
    [
      'is ordered on the last open day',
      ['2026-11-26'],
      '2026-11-25T09:00',
      '2026-11-27 07:00',
      '2026-11-25 14:00',
    ],
    [
      'is missed when that has passed',
      ['2026-11-26'],
      '2026-11-25T15:00',
      '2026-12-01 07:00',
      '2026-11-30 14:00',
    ],
    [
      'waits out a whole week',
      closedFrom('2026-11-23', 9),
      '2026-11-23T09:00',
      '2026-12-04 07:00',
      '2026-12-03 14:00',
    ],
  ])('%s', (_, closedOn, at, deliverAt, orderBy) => {
    expect(next(aCalendar({ closedOn }), at)).toEqual([deliverAt, orderBy]);
  });

  it('comes on the day of the order where there is no lead time, if that is still to come', () => {
    const calendar = aCalendar({
      leadTimeDays: 0,
      deliveryDays: DAILY,
      deliveryTime: '16:00',
      cutOff: '11:00',
    });
    expect(next(calendar, '2026-11-23T10:59')).toEqual(['2026-11-23 16:00', '2026-11-23 11:00']);
    expect(next(calendar, '2026-11-23T11:00')).toEqual(['2026-11-24 16:00', '2026-11-24 11:00']);
    const early = { ...calendar, deliveryTime: '08:00' };
    expect(next(early, '2026-11-23T09:00')).toEqual(['2026-11-24 08:00', '2026-11-24 08:00']);
  });

  it.each([
    // The clocks of Vienna skip 02:00 to 03:00, those of Lord Howe 02:00 to 02:30, those of São Paulo skipped midnight.
    [VIENNA, '2026-03-29', '02:30', '2026-03-29T01:00:00.000Z'],
    ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00.000Z'],
    ['America/Sao_Paulo', '2018-11-04', '00:10', '2018-11-04T03:00:00.000Z'],
    // And then repeat 02:00 to 03:00, 01:00 to 02:00, 01:30 to 02:00.
    [VIENNA, '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00.000Z'],
    ['Asia/Kathmandu', '2026-04-05', '02:30', '2026-04-04T20:45:00.000Z'],
  ])('in a night of %s whose clocks change', (zone, day, time, instant) => {
    const before = DateTime.fromISO(`${day}T12:00`, { zone }).minus({ days: 1 }).toJSDate();
    const calendar = aCalendar({ deliveryDays: DAILY, deliveryTime: time, cutOff: '23:59' });
    const found = nextDelivery(calendar, zone, before)!;
    expect([found.day, found.deliverAt.toISOString()]).toEqual([day, instant]);
    const cutOff = lastOrderFor(
      { ...calendar, leadTimeDays: 0, deliveryTime: '23:00', cutOff: time },
      zone,
      day,
    );
    expect(cutOff!.toISOString()).toBe(instant);
  });

  it('is none when there is none within a year', () => {
    const closedOn = closedFrom('2026-11-20', 380);
    expect(next(aCalendar({ closedOn }), '2026-11-23T09:00')).toBeNull();
    expect(followingDelivery(aCalendar({ closedOn }), VIENNA, local('2026-11-23T09:00'))).toBeNull();
    expect(next(aCalendar({ leadTimeDays: 365 }), '2026-11-23T09:00')).toEqual([
      '2027-11-23 07:00',
      '2026-11-23 14:00',
    ]);
  });
});

it('the following delivery is that of the next chance to order', () => {
  const following = followingDelivery(aCalendar(), VIENNA, local('2026-11-23T09:00'))!;
  expect(shown(following.deliverAt, VIENNA)).toBe('2026-11-27 07:00');
});

it('the last order for a day is known only of days on which something is delivered', () => {
  const lastFor = (day: string, overrides = {}) => lastOrderFor(aCalendar(overrides), VIENNA, day);
  expect(lastFor('2026-11-27')).toEqual(local('2026-11-26T14:00'));
  expect(lastFor('2026-11-26')).toBeNull();
  expect(lastFor('2026-11-27', { closedOn: ['2026-11-27'] })).toBeNull();
});

function closedFrom(day: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => dayAfter(day, n));
}

function dayAfter(day: string, count: number): string {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

const ZONES = [
  VIENNA,
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'UTC',
];
const times = fc
  .integer({ min: 0, max: 24 * 12 - 1 })
  .map((n) => DateTime.fromObject({ hour: Math.floor(n / 12), minute: (n % 12) * 5 }).toFormat('HH:mm'));
const days = fc.integer({ min: 0, max: 500 }).map((n) => dayAfter('2026-02-01', n));
const calendars = fc.record({
  leadTimeDays: fc.integer({ min: 0, max: 9 }),
  deliveryDays: fc.uniqueArray(fc.constantFrom(...DAILY), { minLength: 1 }),
  deliveryTime: times,
  cutOff: times,
  closedOn: fc.uniqueArray(days, { maxLength: 60 }),
});
/** Any minute of 2026, the nights of the changes more often than others. */
const instants = fc
  .oneof(
    fc.integer({ min: 0, max: 525_600 }).map((minute) => Date.UTC(2026, 0, 1) + minute * 60_000),
    fc
      .tuple(
        fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01'),
        fc.integer({ min: -1440, max: 1440 }),
      )
      .map(([day, minute]) => Date.parse(day) + minute * 60_000),
  )
  .map((ms) => new Date(ms));

describe('whatever the calendar, the zone and the instant', () => {
  const holds = (check: (calendar: DeliveryCalendar, zone: string, at: Date) => void): void =>
    fc.assert(fc.property(calendars, fc.constantFrom(...ZONES), instants, check), { numRuns: 300 });
  const dayOf = (at: Date, zone: string) => DateTime.fromJSDate(at, { zone }).startOf('day');

  it('a delivery comes on an open delivery day, at least the lead time after an open day of ordering', () => {
    holds((calendar, zone, at) => {
      const { day, deliverAt, orderBy } = nextDelivery(calendar, zone, at)!;
      const on = DateTime.fromISO(day, { zone });
      expect(dayOf(deliverAt, zone).toISODate()).toBe(day);
      expect(calendar.deliveryDays).toContain(on.weekday);
      expect(calendar.closedOn).not.toContain(day);
      expect(at < orderBy && orderBy <= deliverAt).toBe(true);
      const ordered = dayOf(at, zone);
      expect(on >= ordered.plus({ days: calendar.leadTimeDays })).toBe(true);
      expect(lastOrderFor(calendar, zone, day)).toEqual(orderBy);
    });
  });

  it('who orders in the last minute makes it, and who orders at the cut-off gets the next one', () => {
    holds((calendar, zone, at) => {
      const { day, orderBy } = nextDelivery(calendar, zone, at)!;
      const following = followingDelivery(calendar, zone, at)!;
      expect(nextDelivery(calendar, zone, new Date(orderBy.getTime() - 1))!.day).toBe(day);
      expect(nextDelivery(calendar, zone, orderBy)).toEqual(following);
      expect(following.day > day).toBe(true);
    });
  });

  it('who orders later never gets it earlier, and no day between was left out', () => {
    holds((calendar, zone, at) => {
      const first = nextDelivery(calendar, zone, at)!;
      const later = nextDelivery(calendar, zone, new Date(at.getTime() + 7 * 3_600_000))!;
      expect(later.deliverAt >= first.deliverAt).toBe(true);
      for (let day = dayOf(at, zone); day.toISODate()! < first.day; day = day.plus({ days: 1 })) {
        const orderBy = lastOrderFor(calendar, zone, day.toISODate()!);
        expect(orderBy === null || orderBy <= at).toBe(true);
      }
    });
  });
});
