import type { Device } from '../../shared/identity/device.schema.ts';
import type { Message } from '../../shared/notifications/message.schema.ts';
import type { ScorecardSummary } from '../../shared/purchasing/scorecard.schema.ts';
import type { RefusedFiles } from '../../shared/suppliers/supplier-exchange.schema.ts';
import { faceWord } from '../displays/screen-words.ts';
import { kindName } from '../notifications/message-words.ts';
import { counted } from '../orders/order-words.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { StockRow } from '../stock/stock-rows.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import { folded, type Matter } from './today-matters.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A screen that comes back within this was never away. */
const AWAY_MS = 3 * MINUTE;
/** What failed before that is no news any more: it stands in the record of messages. */
const STILL_NEWS_MS = 3 * DAY;
/** As long is a worse standing news; it holds on long after. */
const STANDING_NEWS_MS = 7 * DAY;
const MOST_COUNTS = 3;

interface Reading {
  times: StoreTimes;
  nowMs: number;
}

/** Lines that should have been there by now. */
export function backorderMatters(late: number): Matter[] {
  if (late === 0) return [];
  return [
    {
      ...{ key: 'backorders', kind: 'backorders', picture: { shape: 'stack' }, tone: 'backordered' },
      what: `${counted(late, 'backorder')} past what was promised`,
      why: ['customers wait longer than they were told'],
      ...{ href: '#/backorders/late', costsAt: 0, action: { words: 'Open the queue' } },
    },
  ];
}

/** What was sold below its count. */
export function countMatters(rows: readonly StockRow[], nowMs: number): Matter[] {
  const matters = rows.map(({ itemId, name, unit, stock }): Matter => ({
    ...{ key: `count ${itemId}`, kind: 'count', picture: { glyph: 'stock' }, tone: 'low' },
    what: `${name} has to be counted`,
    why: [`${quantityWords(-(stock.onHand ?? 0), unit)} more was sold than had been counted`],
    ...{ href: '#/stock/count/needed', costsAt: nowMs + 6 * HOUR, action: { words: 'Count' } },
  }));
  return folded(matters, MOST_COUNTS, (count, first) => ({
    ...first,
    ...{ key: 'count others', what: `${counted(count, 'more item')} to be counted`, why: [] },
    ...{ href: '#/stock/count/needed', action: { words: 'Count' } },
  }));
}

/** What did not reach suppliers and customers lately, each in one row. */
export function messageMatters(failed: readonly Message[], nowMs: number): Matter[] {
  const recent = failed.filter(({ createdAt }) => nowMs - Date.parse(createdAt) < STILL_NEWS_MS);
  const toSuppliers = recent.filter(({ supplier }) => supplier !== undefined);
  const toCustomers = recent.filter(({ supplier }) => supplier === undefined);
  const first = Math.min(...toCustomers.map(({ createdAt }) => Date.parse(createdAt)));
  return [
    ...messageMatter(toSuppliers, { kind: 'unsent', whom: 'supplier', costsAt: 0 }),
    ...messageMatter(toCustomers, { kind: 'messages', whom: 'customer', costsAt: first + HOUR }),
  ];
}

interface Audience {
  kind: 'unsent' | 'messages';
  whom: string;
  costsAt: number;
}

function messageMatter(messages: readonly Message[], { kind, whom, costsAt }: Audience): Matter[] {
  const [one] = messages;
  if (!one) return [];
  const names = [...new Set(messages.map(({ supplier, customer }) => supplier ?? customer ?? ''))];
  const [first = '', ...others] = names.filter(Boolean);
  const to = others.length > 0 ? `${first} and ${counted(others.length, 'other')}` : first;
  const what =
    messages.length === 1
      ? `A message to ${to || `a ${whom}`} failed`
      : `${messages.length} messages to ${to || `${whom}s`} failed`;
  return [
    {
      ...{ key: `messages ${whom}`, kind, picture: { glyph: 'mail' }, tone: 'off', what, costsAt },
      why: [messages.length === 1 ? kindName(one.kind) : '', one.problem ?? ''].filter(Boolean),
      href: '#/messages/failed',
      action: {
        words: messages.length === 1 ? 'Try again' : 'Try all again',
        deed: { kind: 'retry', messageIds: messages.map(({ messageId }) => messageId) },
      },
    },
  ];
}

/** Screens of this store that were there once and are not now. */
export function screenMatters(
  screens: readonly Device[],
  storeId: string,
  { times, nowMs }: Reading,
): Matter[] {
  const seen = (it: Device): number => Date.parse(it.lastSeenAt ?? '');
  const away = screens
    .filter((it) => it.storeId === storeId && !it.connected && nowMs - seen(it) >= AWAY_MS)
    .sort((a, b) => seen(b) - seen(a));
  const [last] = away;
  if (!last) return [];
  const isLong = nowMs - seen(last) >= DAY;
  const blind = away.some(({ kind }) => kind === 'wall') ? HOUR / 2 : 4 * HOUR;
  const more = away.length > 3 ? ` and ${away.length - 3} more` : '';
  return [
    {
      ...{ key: 'screens', kind: 'screens', picture: { shape: 'broken-link' }, tone: 'stale' },
      what: away.length === 1 ? `${last.name} is offline` : `${away.length} screens are offline`,
      why: [
        ...(away.length === 1
          ? [faceWord(last.kind)]
          : [
              away
                .map(({ name }) => name)
                .slice(0, 3)
                .join(', ') + more,
            ]),
        `last seen ${times.ago(seen(last), nowMs)}`,
      ],
      ...{ href: '#/screens', action: { words: 'Look' } },
      costsAt: isLong ? nowMs + DAY : seen(last) + blind,
    },
  ];
}

/** Files of suppliers that could not be read. */
export function fileMatters(refused: readonly RefusedFiles[], nowMs: number): Matter[] {
  return refused.map(({ supplierId, supplier, count }) => ({
    ...{ key: `files ${supplierId}`, kind: 'files', picture: { glyph: 'warning' }, tone: 'off' },
    what: count === 1 ? `A file of ${supplier} was refused` : `${count} files of ${supplier} were refused`,
    why: ['what it says is not known here until it is read'],
    ...{ href: `#/suppliers/${supplierId}/files`, costsAt: nowMs + 6 * HOUR, action: { words: 'Open' } },
  }));
}

/** Suppliers whose standing became worse lately, so that something follows from it. */
export function supplierMatters(cards: readonly ScorecardSummary[], { times, nowMs }: Reading): Matter[] {
  return cards.flatMap(({ supplierId, supplier, active, inForce }): Matter[] => {
    if (!active || !inForce || inForce.lifted || !(inForce.warn || inForce.block)) return [];
    const since = Date.parse(inForce.since);
    if (nowMs - since > STANDING_NEWS_MS) return [];
    return [
      {
        ...{ key: `supplier ${supplierId}`, kind: 'supplier', picture: { glyph: 'suppliers' } },
        tone: inForce.block ? 'off' : 'low',
        what: `${supplier} is slipping: ${inForce.word}`,
        why: [inForce.block ? 'no new orders to them' : 'whoever orders is warned', times.age(since, nowMs)],
        ...{ href: '#/suppliers/scorecards', costsAt: nowMs + 3 * DAY, action: { words: 'Look why' } },
      },
    ];
  });
}
