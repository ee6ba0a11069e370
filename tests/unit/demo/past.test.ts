import { beforeAll, describe, expect, it } from 'vitest';
import { Agenda } from '../../../server/demo/agenda.ts';
import { dayOf, hourOf } from '../../../server/demo/day.ts';
import { Diary } from '../../../server/demo/diary.ts';
import { PastClock } from '../../../server/demo/history/past-clock.ts';
import type { Facts } from '../../../server/demo/history/past-kitchen.ts';
import { playPast } from '../../../server/demo/history/play-past.ts';
import type { House } from '../../../server/demo/house.ts';
import { Cookbook } from '../../../server/demo/restaurant/cookbook.ts';
import { ITEMS, STORE } from '../../../server/demo/restaurant/restaurant.ts';

const OPENED = new Date('2026-11-02T04:00:00Z');
const WEEK_LATER = new Date('2026-11-09T18:15:00Z');

interface Past {
  facts: (Facts & { writtenAt: Date })[];
  house: House;
}

async function aPast(seed: string, until = WEEK_LATER, signal = new AbortController().signal): Promise<Past> {
  const house: House = {
    seed,
    liveAt: until,
    liveDay: 7,
    cookbook: new Cookbook(ITEMS),
    agenda: new Agenda(),
    bought: [],
    diary: new Diary(),
  };
  const facts: Past['facts'] = [];
  const clock = new PastClock(OPENED);
  const first = dayOf(OPENED, STORE.timeZone, 0);
  const write = async (some: Facts) => void facts.push({ ...some, writtenAt: clock.now() });
  await playPast(house, clock, write, { first, until, signal });
  return { facts, house };
}

describe('the past of the restaurant', () => {
  let past: Past;
  const salesOf = ({ facts }: Past) => facts.flatMap(({ sales }) => sales);
  const movementsOf = ({ facts }: Past) => facts.flatMap(({ movements }) => movements);

  beforeAll(async () => {
    past = await aPast('1');
  });

  it('is the same for the same seed, and another for another', async () => {
    expect((await aPast('1')).facts).toEqual(past.facts);
    expect(salesOf(await aPast('2'))).not.toEqual(salesOf(past));
  });

  it('has everything that happens in a kitchen', () => {
    const types = Map.groupBy(movementsOf(past), ({ type }) => type);
    expect(new Set(types.keys())).toEqual(new Set(['count', 'receipt', 'production', 'waste']));
    expect(salesOf(past).length).toBeGreaterThan(500);
    expect(types.get('receipt')!.length).toBeGreaterThan(100);
    const marks = past.facts.flatMap(({ mark }) => mark ?? []).map(({ availability }) => availability.state);
    expect(new Set(marks)).toEqual(new Set(['unavailable', 'limited', 'available']));
  });

  it('happens between its first morning and its end, and sells while the house is open', () => {
    const times = [...salesOf(past).map(({ soldAt }) => soldAt), ...movementsOf(past).map(({ at }) => at!)];
    expect(times.filter((at) => new Date(at) < OPENED || new Date(at) > WEEK_LATER)).toEqual([]);
    const hours = salesOf(past).map(({ soldAt }) => hourOf(new Date(soldAt), STORE.timeZone));
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(7);
    expect(Math.max(...hours)).toBeLessThan(23);
  });

  it('sells only what is there, and never one ticket twice', () => {
    const { house, facts } = past;
    const levels = new Map<string, number>();
    const add = (sku: string, quantity: number) => levels.set(sku, (levels.get(sku) ?? 0) + quantity);
    for (const { movements, sales } of facts) {
      for (const { type, sku, quantity, unit } of movements) {
        const packs = house.cookbook.items.get(sku)!.packs ?? [];
        const units = quantity * (packs.find(({ name }) => name === unit)?.quantity ?? 1);
        if (type === 'count') levels.set(sku, quantity);
        else add(sku, type === 'waste' ? -units : units);
        if (type !== 'production') continue;
        for (const share of house.cookbook.ingredientsOf(sku)) add(share.sku, -share.quantity * units);
      }
      for (const { sku, quantity } of sales.flatMap(({ lines }) => lines))
        for (const share of house.cookbook.drawsOf(sku)) add(share.sku, -share.quantity * quantity);
    }
    const missing = [...levels].filter(([, level]) => level < -1);
    expect(missing).toEqual([]);
    const tickets = salesOf(past).map(({ externalId }) => externalId);
    expect(new Set(tickets).size).toBe(tickets.length);
  });

  it('tells what happened in the last hour at its very moment', () => {
    const anHourAgo = WEEK_LATER.getTime() - 60 * 60_000;
    const recent = past.facts.filter(({ writtenAt }) => writtenAt.getTime() > anHourAgo);
    const delays = recent.flatMap(({ sales, movements, writtenAt }) =>
      [...sales.map(({ soldAt }) => soldAt), ...movements.map(({ at }) => at!)].map(
        (at) => writtenAt.getTime() - Date.parse(at),
      ),
    );
    expect(delays.length).toBeGreaterThan(5);
    // A till sends what was sold in the minute before; the first ones had waited for the last hour to begin.
    expect(delays.slice(delays.length / 2).filter((ms) => ms > 60_000)).toEqual([]);
  });

  it('leaves on the agenda what is still to come', () => {
    const { agenda } = past.house;
    expect(agenda.nextAt!.getTime()).toBeGreaterThan(WEEK_LATER.getTime());
    expect(agenda.nextAt!.getTime()).toBeLessThan(WEEK_LATER.getTime() + 10 * 60_000);
  });

  it('stops in the middle when it is given up', async () => {
    const stopping = new AbortController();
    stopping.abort();
    const { facts } = await aPast('1', WEEK_LATER, stopping.signal);
    expect(facts.flatMap(({ sales }) => sales)).toEqual([]);
  });
});
