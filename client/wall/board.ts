import { backZone } from './back-zone.ts';
import { backorderZone } from './backorder-zone.ts';
import type { Entry, Zone } from './entry.ts';
import type { Kitchen } from './kitchen.ts';
import { lateZone, withLateDeliveries } from './late-zone.ts';
import { offZone } from './off-zone.ts';
import { readyZone } from './ready-zone.ts';
import { recentNews, type News } from './recent-news.ts';
import { runningZone } from './running-zone.ts';

/** Most urgent first. */
export const ZONES = ['off', 'running', 'late', 'backorders', 'ready', 'back'] as const;
export type ZoneName = (typeof ZONES)[number];

/** Everything a wall has to say, most urgent first, before it is known how much room there is. */
export interface Board {
  zones: Record<ZoneName, Zone>;
  news: News[];
}

export function buildBoard(kitchen: Kitchen): Board {
  const back = backZone(kitchen);
  const zones = {
    off: withLateDeliveries(kitchen, offZone(kitchen)),
    running: withLateDeliveries(kitchen, runningZone(kitchen)),
    late: lateZone(kitchen),
    backorders: backorderZone(kitchen),
    ready: readyZone(kitchen),
    back: { entries: back.entries, asides: [], count: `${back.entries.length}` },
  };
  return { zones, news: recentNews(kitchen, back.told) };
}

export function isCalm({ zones }: Board): boolean {
  return Object.values(zones).every(({ entries, asides }) => entries.length === 0 && asides.length === 0);
}

/** The entries of a board by what they are, to find again those that are on the screen. */
export function entriesByKey({ zones }: Board): Map<string, Entry> {
  return new Map(
    Object.values(zones).flatMap(({ entries }) => entries.map((entry) => [entry.key, entry] as const)),
  );
}
