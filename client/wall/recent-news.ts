import type { NoticeChange } from '../../shared/live/change.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import { nameOf, type Kitchen } from './kitchen.ts';
import { words } from './news-words.ts';

/** One line of what changed lately. */
export interface News {
  key: string;
  at: string;
  words: string;
  /** Told by the zone of what came back as well, where there is one. */
  inBackZone: boolean;
}

const MAX_NEWS = 12;

interface Told {
  notice: NoticeChange;
  inBackZone: boolean;
}

/**
 * What changed lately and is not shown as the present state, newest first; what one delivery, count or ingredient brought
 * about is one line. `inBackZone` has the items that the zone of what came back tells.
 */
export function recentNews(kitchen: Kitchen, inBackZone: ReadonlySet<string>): News[] {
  const news: News[] = [];
  const told = kitchen.notices
    .filter((notice) => !isPresent(kitchen, notice))
    .map((notice) => ({ notice, inBackZone: notice.kind === 'back' && inBackZone.has(notice.itemId) }));
  for (let i = 0; i < told.length && news.length < MAX_NEWS;) {
    const run = runFrom(told, i);
    const [first, ...same] = run;
    if (!first) break;
    const { notice, inBackZone } = first;
    const said = same.length > 0 ? manyWords(kitchen, run) : oneWords(kitchen, notice);
    news.push({ key: notice.id, at: notice.at, words: said, inBackZone });
    i += run.length;
  }
  return news;
}

/** Neighbours of one kind at one instant. */
function runFrom(told: readonly Told[], start: number): Told[] {
  const [first, ...others] = told.slice(start);
  if (!first) return [];
  const end = others.findIndex(
    ({ notice, inBackZone }) =>
      notice.kind !== first.notice.kind || notice.at !== first.notice.at || inBackZone !== first.inBackZone,
  );
  return [first, ...(end < 0 ? others : others.slice(0, end))];
}

/** What still is as it became then need not be told as news beside the zone that shows it. */
function isPresent({ items, stock }: Kitchen, { kind, itemId }: NoticeChange): boolean {
  if (!items.has(itemId)) return true;
  const { status, availability } = stock.get(itemId) ?? {};
  if (kind === 'unavailable' || kind === 'limited') return availability?.state === kind;
  return kind === 'low' && status === 'low' && availability?.state === 'available';
}

function oneWords(kitchen: Kitchen, notice: NoticeChange): string {
  const name = nameOf(kitchen, notice.itemId);
  const amount = amountOf(kitchen, notice);
  const difference = amount === '' || notice.quantity === 0 ? '' : `${signed(notice)}${amount}`;
  switch (notice.kind) {
    case 'received':
      return words.one.received(name, `${signed(notice)}${amount}`);
    case 'wasted':
      return words.one.wasted(name, amount);
    case 'counted':
      return words.one.counted(name, difference);
    default:
      return words.one[notice.kind](name);
  }
}

/** An ingredient and the dishes that went with it are told as that; other things by the first of them. */
function manyWords(kitchen: Kitchen, run: readonly Told[]): string {
  const ids = run.map(({ notice }) => notice.itemId);
  const dishesIn = (id: string) => (kitchen.dishes.get(id) ?? []).filter((dish) => ids.includes(dish)).length;
  const [head = ''] = [...ids].sort((a, b) => dishesIn(b) - dishesIn(a));
  const others = ids.length - 1;
  const name = nameOf(kitchen, head);
  const what = dishesIn(head) < others ? words.andMore(name, others) : words.andDishes(name, others);
  return words.many[run[0]?.notice.kind ?? 'back'](what);
}

const signed = ({ quantity = 0 }: NoticeChange) => (quantity < 0 ? '−' : '+');

function amountOf({ items, locale }: Kitchen, { itemId, quantity }: NoticeChange): string {
  return quantity === undefined
    ? ''
    : quantityWords(Math.abs(quantity), items.get(itemId)?.unit ?? '', locale);
}
