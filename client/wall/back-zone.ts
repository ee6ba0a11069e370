import type { NoticeChange } from '../../shared/live/change.ts';
import { BLANK, type Entry } from './entry.ts';
import { nameOf, type Kitchen } from './kitchen.ts';

/** What came back stays on the wall for this long. */
const BACK_MS = 20 * 60_000;

export interface BackZone {
  entries: Entry[];
  /** Every item whose return the entries tell, by its own name or with another. */
  told: Set<string>;
}

/** What can be served again since a short while, newest first; dishes that came back with a component stand under it. */
export function backZone(kitchen: Kitchen): BackZone {
  const returns = listReturns(kitchen);
  const heads = returns.filter(({ itemId }) => (kitchen.dishes.get(itemId)?.length ?? 0) > 0);
  const under = new Map<NoticeChange, NoticeChange[]>();
  const taken = new Set<NoticeChange>();
  for (const head of heads) {
    const dishes = new Set(kitchen.dishes.get(head.itemId));
    const along = returns.filter(
      (it) => it !== head && it.at === head.at && dishes.has(it.itemId) && !taken.has(it),
    );
    for (const it of along) taken.add(it);
    under.set(head, along);
  }
  const zone: BackZone = { entries: [], told: new Set() };
  for (const head of returns) {
    const along = under.get(head) ?? [];
    const entry = taken.has(head) ? null : toEntry(kitchen, head, along);
    if (!entry) continue;
    zone.entries.push(entry);
    for (const { itemId } of [head, ...along]) zone.told.add(itemId);
  }
  return zone;
}

function listReturns({ notices, items, stock, nowMs }: Kitchen): NoticeChange[] {
  const seen = new Set<string>();
  const returns: NoticeChange[] = [];
  for (const notice of notices) {
    if (Date.parse(notice.at) < nowMs - BACK_MS) break;
    if (notice.kind !== 'back' || seen.has(notice.itemId)) continue;
    seen.add(notice.itemId);
    const isOff = stock.get(notice.itemId)?.availability.state === 'unavailable';
    if (!isOff && items.has(notice.itemId)) returns.push(notice);
  }
  return returns;
}

/** A component that brought back no dish is left to the line of what changed. */
function toEntry(kitchen: Kitchen, { itemId, at, by }: NoticeChange, along: NoticeChange[]): Entry | null {
  const sellable = kitchen.items.get(itemId)?.sellable ?? false;
  const [only] = along;
  if (!sellable && !only) return null;
  const lone = !sellable && along.length === 1 && only;
  const headId = lone ? only.itemId : itemId;
  const names = lone ? [] : along.map((it) => nameOf(kitchen, it.itemId)).sort((a, b) => a.localeCompare(b));
  return {
    ...BLANK,
    key: `back ${headId}`,
    itemId: headId,
    state: 'back',
    name: nameOf(kitchen, headId),
    since: at,
    by: by ?? null,
    takes: names.length,
    dishes: names.map((name) => ({ name })),
    stamp: at,
  };
}
