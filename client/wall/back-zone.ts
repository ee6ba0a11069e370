import type { NoticeChange } from '../../shared/live/change.ts';
import { BLANK, type Entry } from './entry.ts';
import { nameOf, type Kitchen } from './kitchen.ts';

/** What came back stays on the wall for this long. */
const BACK_MS = 20 * 60_000;

/** What can be served again since a short while, newest first; dishes that came back with a component stand under it. */
export function backEntries(kitchen: Kitchen): Entry[] {
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
  return returns.flatMap((it) => (taken.has(it) ? [] : toEntries(kitchen, it, under.get(it) ?? [])));
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
function toEntries(kitchen: Kitchen, { itemId, at, by }: NoticeChange, along: NoticeChange[]): Entry[] {
  const sellable = kitchen.items.get(itemId)?.sellable ?? false;
  const [only] = along;
  if (!sellable && !only) return [];
  const lone = !sellable && along.length === 1 && only;
  const headId = lone ? only.itemId : itemId;
  const names = lone ? [] : along.map((it) => nameOf(kitchen, it.itemId)).sort((a, b) => a.localeCompare(b));
  const entry: Entry = {
    ...BLANK,
    key: `back ${headId}`,
    state: 'back',
    name: nameOf(kitchen, headId),
    since: at,
    by: by ?? null,
    takes: names.length,
    dishes: names.map((name) => ({ name })),
    stamp: at,
  };
  return [entry];
}
