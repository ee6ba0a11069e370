import { unreachable } from '../../shared/assert.ts';
import type { NoticeChange } from '../../shared/live/change.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import { nameOf, type Kitchen } from './kitchen.ts';

/** One line of what changed lately. */
export interface News {
  key: string;
  at: string;
  words: string;
}

const MAX_NEWS = 12;

/** What changed lately and no zone shows, newest first; what one delivery or count brought is one line. */
export function recentNews(kitchen: Kitchen, shown: ReadonlySet<string>): News[] {
  const news: News[] = [];
  const left = kitchen.notices.filter((notice) => !isShown(kitchen, notice, shown));
  for (let i = 0; i < left.length && news.length < MAX_NEWS;) {
    const [first, ...same] = runFrom(left, i);
    if (!first) break;
    const words = same.length > 0 ? manyWords(kitchen, [first, ...same]) : oneWords(kitchen, first);
    news.push({ key: first.id, at: first.at, words });
    i += 1 + same.length;
  }
  return news;
}

/** Neighbours of one kind at one instant. */
function runFrom(notices: readonly NoticeChange[], start: number): NoticeChange[] {
  const first = notices[start];
  let end = start;
  while (first && notices[end]?.kind === first.kind && notices[end]?.at === first.at) end++;
  return notices.slice(start, end);
}

/** What a zone tells anyway need not be told twice. */
function isShown(
  { items, stock }: Kitchen,
  { kind, itemId }: NoticeChange,
  shown: ReadonlySet<string>,
): boolean {
  if (!items.has(itemId)) return true;
  if (kind === 'unavailable') return stock.get(itemId)?.availability.state === 'unavailable';
  return kind === 'back' && shown.has(`back ${itemId}`);
}

function oneWords(kitchen: Kitchen, notice: NoticeChange): string {
  const name = nameOf(kitchen, notice.itemId);
  const amount = amountOf(kitchen, notice);
  switch (notice.kind) {
    case 'received':
      return `${name} ${signed(notice)}${amount} received`;
    case 'wasted':
      return `${name} ${amount} wasted`;
    case 'counted':
      return amount === '' || notice.quantity === 0
        ? `${name} counted`
        : `${name} counted, ${signed(notice)}${amount}`;
    case 'low':
      return `${name} low`;
    case 'limited':
      return `${name} limited`;
    case 'unavailable':
      return `${name} 86`;
    case 'back':
      return `${name} back`;
    default:
      return unreachable(notice.kind);
  }
}

const VERBS = {
  received: 'received',
  wasted: 'wasted',
  counted: 'counted',
  low: 'low',
  limited: 'limited',
  unavailable: '86',
  back: 'back',
} as const;

function manyWords(kitchen: Kitchen, notices: readonly [NoticeChange, ...NoticeChange[]]): string {
  const [{ kind, itemId }] = notices;
  const others = notices.length - 1;
  return `${nameOf(kitchen, itemId)} and ${others} more ${VERBS[kind]}`;
}

const signed = ({ quantity = 0 }: NoticeChange) => (quantity < 0 ? '−' : '+');

function amountOf({ items, locale }: Kitchen, { itemId, quantity }: NoticeChange): string {
  return quantity === undefined
    ? ''
    : quantityWords(Math.abs(quantity), items.get(itemId)?.unit ?? '', locale);
}
