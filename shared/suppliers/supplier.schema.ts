import Type, { type Static } from 'typebox';
import { Sku } from '../items/item.schema.ts';
import { Money } from '../money.ts';
import { PositiveQuantity } from '../quantity.ts';
import { Instant } from '../time.ts';

const strict = { additionalProperties: false };

/** How a supplier is talked to. The first is the one that orders go out by; all may bring answers. */
export const SUPPLIER_CHANNELS = ['email', 'portal', 'api', 'files'] as const;
export const SupplierChannel = Type.Enum(SUPPLIER_CHANNELS);
export type SupplierChannel = Static<typeof SupplierChannel>;

export const SUPPLIER_LANGUAGES = ['en', 'de'] as const;

export const TimeOfDay = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
  description: 'HH:MM in the time zone of the store that is served',
});
export const CalendarDay = Type.String({
  format: 'date',
  // Postgres knows no year 0.
  pattern: '^[1-9]',
  description: 'YYYY-MM-DD',
});

export const SupplierContact = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 120 }),
    role: Type.Optional(Type.String({ maxLength: 60 })),
    email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
    phone: Type.Optional(Type.String({ maxLength: 30 })),
  },
  strict,
);
export type SupplierContact = Static<typeof SupplierContact>;

const writable = {
  name: Type.String({
    maxLength: 80,
    pattern: '^\\S(.*\\S)?$',
    description: 'a name without spaces at either end',
  }),
  email: Type.Union([Type.String({ format: 'email', maxLength: 254 }), Type.Null()], {
    description: 'Where orders go',
  }),
  phone: Type.Union([Type.String({ maxLength: 30 }), Type.Null()]),
  contacts: Type.Array(SupplierContact, { maxItems: 20 }),
  language: Type.Enum(SUPPLIER_LANGUAGES),
  channels: Type.Array(SupplierChannel, { minItems: 1, maxItems: 4, uniqueItems: true }),
  currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217; of all its prices' }),
  leadTimeDays: Type.Integer({
    minimum: 0,
    maximum: 365,
    description: 'Days from the day of an order that makes the cut-off to the earliest delivery',
  }),
  deliveryDays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
    minItems: 1,
    maxItems: 7,
    uniqueItems: true,
    description: 'Days of the week on which it delivers, 1 = Monday',
  }),
  deliveryTime: TimeOfDay,
  cutOff: TimeOfDay,
  closedOn: Type.Array(CalendarDay, {
    maxItems: 400,
    uniqueItems: true,
    description: 'Neither packs nor delivers',
  }),
  minimumOrder: Type.Union([Money, Type.Null()]),
  terms: Type.String({ maxLength: 1000 }),
  /** `automatic`: what is proposed is sent by itself, up to `automaticUpTo` where that is given. */
  ordering: Type.Enum(['approve', 'automatic']),
  automaticUpTo: Type.Union([Money, Type.Null()]),
  active: Type.Boolean(),
};

/**
 * What is left out: orders go by e-mail where there is an address, else by the portal; in English, in the currency of the
 * first store; ordered until 23:59, it delivers every day at 08:00, on the day after at the earliest.
 */
export const SupplierInput = Type.Object(
  { ...Type.Partial(Type.Object(writable)).properties, name: writable.name },
  strict,
);
export type SupplierInput = Static<typeof SupplierInput>;

export const SupplierPatch = Type.Partial(Type.Object(writable), { ...strict, minProperties: 1 });
export type SupplierPatch = Static<typeof SupplierPatch>;

export const Supplier = Type.Object({
  id: Type.String(),
  ...writable,
  itemCount: Type.Integer({ description: 'How many of our items it sells' }),
  version: Type.Integer(),
});
export type Supplier = Static<typeof Supplier>;

/** From so many packs on, each costs this much. */
export const PriceBreak = Type.Object(
  { fromPacks: Type.Integer({ minimum: 2, maximum: 1_000_000 }), packPrice: Money },
  strict,
);
export type PriceBreak = Static<typeof PriceBreak>;

/** A layer of a nested pack, from the outside in: 4 trays, of 6 each. The counts multiply to the pack's quantity. */
export const PackLayer = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 20 }), count: PositiveQuantity },
  strict,
);
export type PackLayer = Static<typeof PackLayer>;

const sold = {
  packName: Type.String({ minLength: 1, maxLength: 20, description: 'case, bag, keg …' }),
  packQuantity: Type.Number({
    multipleOf: 0.001,
    minimum: 0.001,
    maximum: 1_000_000,
    description: 'How much one pack holds, in the stock unit of the item',
  }),
  nesting: Type.Array(PackLayer, { maxItems: 4 }),
  packPrice: Type.Union([Money, Type.Null()]),
  priceFrom: Type.Union([CalendarDay, Type.Null()]),
  priceUntil: Type.Union([CalendarDay, Type.Null()]),
  priceBreaks: Type.Array(PriceBreak, { maxItems: 10 }),
  moq: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Least number of packs in an order' }),
  preferred: Type.Boolean({ description: 'Ordered here first; one supplier of an item is' }),
  substitutes: Type.Array(Sku, { maxItems: 20, description: 'What this supplier may send instead' }),
};

/** `supplierSku` defaults to our own SKU, `packName` to "pack", `moq` to 1. */
export const SupplierItemInput = Type.Object(
  {
    sku: Sku,
    supplierSku: Type.Optional(Sku),
    packQuantity: sold.packQuantity,
    packName: Type.Optional(sold.packName),
    nesting: Type.Optional(sold.nesting),
    packPrice: Type.Optional(sold.packPrice),
    priceFrom: Type.Optional(sold.priceFrom),
    priceUntil: Type.Optional(sold.priceUntil),
    priceBreaks: Type.Optional(sold.priceBreaks),
    moq: Type.Optional(sold.moq),
    preferred: Type.Optional(sold.preferred),
    substitutes: Type.Optional(sold.substitutes),
  },
  strict,
);
export type SupplierItemInput = Static<typeof SupplierItemInput>;

/** PUT replaces the whole list of what a supplier sells. */
export const SupplierItemsInput = Type.Object(
  {
    items: Type.Array(SupplierItemInput, { maxItems: 5_000 }),
    confirmPrices: Type.Optional(
      Type.Boolean({ description: 'true: prices a hundred times what they were, or a hundredth, are right' }),
    ),
  },
  strict,
);
export type SupplierItemsInput = Static<typeof SupplierItemsInput>;

export const SupplierItem = Type.Object({
  itemId: Type.String(),
  sku: Sku,
  name: Type.String(),
  unit: Type.String(),
  supplierSku: Type.String(),
  ...sold,
  updatedAt: Instant,
});
export type SupplierItem = Static<typeof SupplierItem>;

/** `version` is what the ETag of the list says. */
export const SupplierItemList = Type.Object({ items: Type.Array(SupplierItem), version: Type.String() });
export type SupplierItemList = Static<typeof SupplierItemList>;

/** One of those who sell an item: on what terms, and when it would come. */
export const SupplierOfItem = Type.Object({
  supplierId: Type.String(),
  supplier: Type.String(),
  active: Type.Boolean(),
  leadTimeDays: writable.leadTimeDays,
  deliveryDays: writable.deliveryDays,
  deliveryTime: TimeOfDay,
  cutOff: TimeOfDay,
  ...SupplierItem.properties,
});
export type SupplierOfItem = Static<typeof SupplierOfItem>;
