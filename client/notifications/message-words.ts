import type {
  MessageChannel,
  MessageKind,
  MessageState,
  SupplierMessageKind,
} from '../../shared/notifications/message.schema.ts';
import type { Tone } from '../stock/state.ts';
import type { GlyphName } from '../ui/glyphs.ts';

export const KIND_NAMES: Readonly<Record<MessageKind, string>> = {
  backordered: 'Placed on backorder',
  moved: 'The date moved',
  ready: 'Ready',
  cancelled: 'Cancelled',
  substitute: 'A substitute is offered',
  'back-in-stock': 'Back in stock',
};

const SUPPLIER_KIND_NAMES: Readonly<Record<SupplierMessageKind, string>> = {
  'purchase-order': 'Purchase order',
  'purchase-order-amended': 'Purchase order, new version',
  'purchase-order-cancelled': 'Purchase order, cancelled',
};

/** What a message is about. */
export function kindName(kind: MessageKind | SupplierMessageKind): string {
  return { ...KIND_NAMES, ...SUPPLIER_KIND_NAMES }[kind];
}

export const CHANNEL_NAMES: Readonly<Record<MessageChannel, string>> = {
  email: 'E-mail',
  sms: 'SMS',
  push: 'Push',
  webhook: 'Webhook',
  files: 'File',
};

export interface MessageLook {
  glyph: GlyphName;
  word: string;
  tone: Tone;
  /** What it means. */
  note: string;
}

export const MESSAGE_LOOKS: Readonly<Record<MessageState, MessageLook>> = {
  queued: {
    glyph: 'clock',
    word: 'queued',
    tone: 'limited',
    note: 'Waits for its time, or for another try.',
  },
  sent: { glyph: 'check', word: 'sent', tone: 'back', note: 'The provider took it.' },
  bounced: { glyph: 'warning', word: 'bounced', tone: 'off', note: 'The address is refused for good.' },
  failed: { glyph: 'warning', word: 'failed', tone: 'off', note: 'Given up after the last try.' },
  dropped: {
    ...{ glyph: 'close', word: 'dropped', tone: 'stale' },
    note: 'Not sent: something newer took its place, or the customer does not want to hear of it.',
  },
};

/** What its state means. What could not be written has no text. */
export function noteOf({ state, body }: { state: MessageState; body: string }): string {
  if (body !== '') return MESSAGE_LOOKS[state].note;
  return state === 'failed'
    ? 'No text came of it, so nobody was told. It can be tried again once that is mended.'
    : 'It is being written anew.';
}

/** Placeholders that texts of this kind use, in the order in which they first come: "{{name}}". */
export function placeholdersIn(texts: readonly { subject: string; body: string }[]): string[] {
  const found = texts.flatMap(
    ({ subject, body }) => `${subject} ${body}`.match(/\{\{\s*[\w-]+\s*\}\}/g) ?? [],
  );
  return [...new Set(found.map((it) => it.replace(/\s/g, '')))];
}
