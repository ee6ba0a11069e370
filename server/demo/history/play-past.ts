import type { MovementInput } from '../../../shared/stock/movement.schema.ts';
import { NOTICE_MINUTES } from '../../../shared/stock/notice-minutes.ts';
import type { Day } from '../day.ts';
import { chanceOf, later, rounded, type House } from '../house.ts';
import { ITEMS } from '../restaurant/restaurant.ts';
import { Team } from '../team.ts';
import type { PastClock } from './past-clock.ts';
import { PastKitchen, type WriteFacts } from './past-kitchen.ts';

/** Of its par, what was found of each item when the books were opened. */
const FOUND = [0.7, 1] as const;

export interface PastOptions {
  /** The day on which the books are opened; the clock has to show a time of it, before anybody comes. */
  first: Day;
  until: Date;
  signal: AbortSignal;
  /** Told the time of each thing that happens. */
  onTime?: (now: Date) => void;
}

/**
 * Lets everything happen from the first day up to a moment, and hands over the facts. What is still to come then stands on
 * the agenda of the house. The same house, seed and times give the same facts.
 */
export async function playPast(
  house: House,
  clock: PastClock,
  write: WriteFacts,
  { first, until, signal, onTime }: PastOptions,
): Promise<void> {
  const kitchen = new PastKitchen(house.cookbook, clock, write);
  await kitchen.record(openingCount(house, first, clock.now()));
  new Team(house).begin(first);
  // Screens tell of what just happened, so that is written at its very moment.
  const recent = later(until, -NOTICE_MINUTES);
  const { agenda } = house;
  while (!signal.aborted && agenda.nextAt !== undefined && agenda.nextAt <= until) {
    const { at, act } = agenda.take()!;
    clock.set(at);
    onTime?.(at);
    await act(kitchen);
    if (at >= recent) await kitchen.flush();
  }
  await kitchen.flush();
}

function openingCount(house: House, day: Day, at: Date): MovementInput[] {
  const chance = chanceOf(house, day, 'opening');
  const stocked = ITEMS.filter(({ stocked }) => stocked);
  return stocked.map(({ sku, unit, parLevel }) => {
    const quantity = rounded((parLevel ?? 0) * chance.between(...FOUND), unit);
    return { type: 'count', sku, quantity, at: at.toISOString() };
  });
}
