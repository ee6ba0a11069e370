import type { Agenda } from './agenda.ts';
import type { Day } from './day.ts';
import type { Diary } from './diary.ts';
import { Random } from './random.ts';
import type { Cookbook } from './restaurant/cookbook.ts';

/** An order to a supplier, long over or nearly so, and what came of it. */
export interface Bought {
  supplier: string;
  orderedAt: Date;
  due: Date;
  arrives: Date;
  lines: { sku: string; packs: number; came: number }[];
}

/** What all who work in the restaurant share. */
export interface House {
  seed: string;
  /** When the live part begins, and the index of that day. */
  liveAt: Date;
  liveDay: number;
  cookbook: Cookbook;
  agenda: Agenda;
  /** What was bought before the live part. */
  bought: Bought[];
  diary: Diary;
}

/** A source of chance for one of them on one day. */
export function chanceOf({ seed }: House, day: Day, who: string): Random {
  return new Random(seed, day.index, who);
}

const TOLD_IN_FULL_DAYS = 2;

/** Long ago only so much happened as can be written in seconds. */
export function isToldInFull({ liveDay }: House, day: Day): boolean {
  return day.index >= liveDay - TOLD_IN_FULL_DAYS;
}

export function nameOf({ cookbook }: House, sku: string): string {
  return cookbook.items.get(sku)?.name ?? sku;
}

/** "Chicken breast" in the middle of a sentence: "chicken breast". */
export function inSentence(house: House, sku: string): string {
  const name = nameOf(house, sku);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** As a person would weigh or count it: whole pieces, and neither grams nor millilitres to the last digit. */
export function rounded(quantity: number, unit: string): number {
  const step = unit === 'g' || unit === 'ml' ? (quantity >= 1000 ? 50 : 10) : 1;
  return Math.max(0, Math.round(quantity / step) * step);
}

export const MINUTE_MS = 60_000;

export function later(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE_MS);
}
