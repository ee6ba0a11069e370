import type { Message } from '../../shared/notifications/message.schema.ts';
import type { InboxEntry } from '../../shared/purchasing/supplier-message.schema.ts';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import { kindName, MESSAGE_LOOKS } from '../notifications/message-words.ts';
import type { GlyphName } from '../ui/glyphs.ts';
import { saidWords } from './program-words.ts';

/** One message between a supplier's program and Larder, whoever sent it. */
export interface Exchanged {
  key: string;
  at: string;
  glyph: GlyphName;
  tone: string;
  words: string;
  problem?: string;
  href?: string;
}

const SHOWN = 12;

/** The newest first. */
export function exchangeOf(
  { id, name }: Pick<Supplier, 'id' | 'name'>,
  messages: readonly Message[],
  inbox: readonly InboxEntry[],
): Exchanged[] {
  const sent = messages.filter(({ channel, supplier }) => channel === 'webhook' && supplier === name);
  const said = inbox.filter(({ via }) => via === 'api');
  return [...sent.map(ofMessage), ...said.map((entry) => ofEntry(entry, `${id} ${name}`))]
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, SHOWN);
}

function ofMessage({ messageId, createdAt, kind, state, problem, ...message }: Message): Exchanged {
  const { glyph, tone, word } = MESSAGE_LOOKS[state];
  const number = message.purchaseOrderNumber === undefined ? '' : ` #${message.purchaseOrderNumber}`;
  return {
    ...{ key: messageId, at: createdAt, glyph, tone },
    words: `${kindName(kind)}${number}: ${word}`,
    ...(problem !== undefined && { problem }),
    ...(message.purchaseOrderId !== undefined && { href: `#/purchase-orders/${message.purchaseOrderId}` }),
  };
}

function ofEntry({ id, at, type, state, problem, order, poId }: InboxEntry, whose: string): Exchanged {
  const isRefused = state === 'refused';
  return {
    ...{
      key: `${whose} ${id}`,
      at,
      glyph: isRefused ? 'warning' : 'check',
      tone: isRefused ? 'off' : 'back',
    },
    words: `${saidWords(type, order)}${isRefused ? ': refused' : ''}`,
    ...(problem !== undefined && { problem }),
    ...(poId !== undefined && { href: `#/purchase-orders/${poId}` }),
  };
}
