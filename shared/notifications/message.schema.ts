import Type, { type Static } from 'typebox';
import { CustomerLanguage } from '../orders/order.schema.ts';
import { Sku } from '../items/item.schema.ts';
import { Instant } from '../time.ts';

const strict = { additionalProperties: false };

export const MESSAGE_KINDS = [
  'backordered',
  'moved',
  'ready',
  'cancelled',
  'substitute',
  'back-in-stock',
] as const;
export const MessageKind = Type.Enum(MESSAGE_KINDS);
export type MessageKind = Static<typeof MessageKind>;

/** What suppliers are told: a purchase order, a new version of it, and what of it is given up. */
export const SUPPLIER_MESSAGE_KINDS = [
  'purchase-order',
  'purchase-order-amended',
  'purchase-order-cancelled',
] as const;
export const SupplierMessageKind = Type.Enum(SUPPLIER_MESSAGE_KINDS);
export type SupplierMessageKind = Static<typeof SupplierMessageKind>;

/** Who messages go to. */
export const Audience = Type.Enum(['customers', 'suppliers']);
export type Audience = Static<typeof Audience>;

export const CHANNELS = ['email', 'sms', 'push'] as const;
export const Channel = Type.Enum(CHANNELS);
export type Channel = Static<typeof Channel>;

/** The ways of a message: those to customers, and what a supplier's own program or exchange folder is sent. */
export const MESSAGE_CHANNELS = [...CHANNELS, 'webhook', 'files'] as const;
export const MessageChannel = Type.Enum(MESSAGE_CHANNELS);
export type MessageChannel = Static<typeof MessageChannel>;

/**
 * `queued`: waits for its time, or for another try. `sent`: the provider took it. `bounced`: the address is refused for
 * good. `failed`: given up after the last try. `dropped`: not sent, as the customer does not want to hear of it any more.
 */
export const MessageState = Type.Enum(['queued', 'sent', 'bounced', 'failed', 'dropped']);
export type MessageState = Static<typeof MessageState>;

/** To a customer, or to a supplier. `body` is empty where it could not be written; `problem` says why. */
export const Message = Type.Object({
  messageId: Type.String(),
  orderId: Type.Optional(Type.String()),
  orderNumber: Type.Optional(Type.Integer()),
  customer: Type.Optional(Type.String()),
  purchaseOrderId: Type.Optional(Type.String()),
  purchaseOrderNumber: Type.Optional(Type.Integer()),
  supplier: Type.Optional(Type.String()),
  kind: Type.Enum([...MESSAGE_KINDS, ...SUPPLIER_MESSAGE_KINDS]),
  channel: MessageChannel,
  recipient: Type.String(),
  language: CustomerLanguage,
  subject: Type.String(),
  body: Type.String(),
  state: MessageState,
  attempts: Type.Integer(),
  dueAt: Instant,
  problem: Type.Optional(Type.String()),
  createdAt: Instant,
  sentAt: Type.Optional(Instant),
});
export type Message = Static<typeof Message>;

const text = {
  subject: Type.String({ maxLength: 200 }),
  body: Type.String({ minLength: 1, maxLength: 4000 }),
};

/** What a message says; `{{name}}` and the other fields of its kind are filled in. `changed` is absent for our own words. */
export const MessageTemplate = Type.Object({
  kind: MessageKind,
  channel: Channel,
  language: CustomerLanguage,
  ...text,
  changed: Type.Optional(Type.Object({ at: Instant, by: Type.String() })),
});
export type MessageTemplate = Static<typeof MessageTemplate>;

export const TemplateText = Type.Object(text, strict);
export type TemplateText = Static<typeof TemplateText>;

export const TemplatePreview = Type.Object(text);
export type TemplatePreview = Static<typeof TemplatePreview>;

export const TestSendInput = Type.Object(
  { ...text, to: Type.String({ minLength: 3, maxLength: 254 }) },
  strict,
);
export type TestSendInput = Static<typeof TestSendInput>;

/** Somebody asks to be told when an item is back. */
export const BackInStockInput = Type.Object(
  {
    sku: Sku,
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
    email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
    phone: Type.Optional(Type.String({ minLength: 4, maxLength: 30 })),
    language: Type.Optional(CustomerLanguage),
  },
  strict,
);
export type BackInStockInput = Static<typeof BackInStockInput>;

export const BackInStockAnswer = Type.Object({
  name: Type.String(),
  /** Available already: nothing to wait for. */
  available: Type.Boolean(),
});
export type BackInStockAnswer = Static<typeof BackInStockAnswer>;
