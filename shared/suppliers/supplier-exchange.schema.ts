import Type, { type Static } from 'typebox';
import { Instant } from '../time.ts';

const strict = { additionalProperties: false };

export const FILE_FORMATS = ['x12', 'csv'] as const;

/** Qualifiers of X12's ISA05 and ISA07 that suppliers use. */
export const PARTY_QUALIFIERS = ['01', '08', '12', '14', '16', '20', 'ZZ'] as const;

/** Who sends or receives X12 files. The id is as agreed with the supplier, or as its network gave it. */
export const ExchangeParty = Type.Object(
  {
    qualifier: Type.Enum(PARTY_QUALIFIERS),
    id: Type.String({
      pattern: '^[A-Za-z0-9]([A-Za-z0-9 ._-]{0,13}[A-Za-z0-9])?$',
      description: 'up to 15 letters and digits, as in the ISA segment',
    }),
  },
  strict,
);
export type ExchangeParty = Static<typeof ExchangeParty>;

/** How files are exchanged with a supplier. X12 needs both parties; `test` marks what is sent, and wants it marked. */
export const SupplierExchangeInput = Type.Object(
  {
    format: Type.Enum(FILE_FORMATS),
    us: Type.Optional(Type.Union([ExchangeParty, Type.Null()])),
    them: Type.Optional(Type.Union([ExchangeParty, Type.Null()])),
    test: Type.Optional(Type.Boolean()),
  },
  strict,
);
export type SupplierExchangeInput = Static<typeof SupplierExchangeInput>;

export const ExchangeSettings = Type.Object({
  format: Type.Enum(FILE_FORMATS),
  us: Type.Union([ExchangeParty, Type.Null()]),
  them: Type.Union([ExchangeParty, Type.Null()]),
  test: Type.Boolean(),
  folder: Type.String({ description: 'Where its gateway fetches from out/ and puts into in/' }),
  version: Type.Integer(),
});
export type ExchangeSettings = Static<typeof ExchangeSettings>;

/** `settings` is null until files are set up; `possible` is false where the server has no folder for files. */
export const SupplierExchange = Type.Object({
  possible: Type.Boolean(),
  settings: Type.Union([ExchangeSettings, Type.Null()]),
});
export type SupplierExchange = Static<typeof SupplierExchange>;

/**
 * In: `taken` is being read; `done`; `partly`: some of it was done; `refused`: nothing was. Out: `waiting`; `sent`: lies in the
 * folder, or was fetched; `accepted` and `refused`: as the supplier's system answered.
 */
export const FileState = Type.Enum(['taken', 'done', 'partly', 'refused', 'waiting', 'sent', 'accepted']);
export type FileState = Static<typeof FileState>;

/** What is wrong in a file: "segment 14 (ACK), element 1", or "row 4, packs". */
export const FileReason = Type.Object({ place: Type.String(), detail: Type.String() });
export type FileReason = Static<typeof FileReason>;

export const SupplierFile = Type.Object({
  fileId: Type.String(),
  direction: Type.Enum(['in', 'out']),
  name: Type.String(),
  kind: Type.String({ description: 'What it holds: order, confirmation, shipment …' }),
  at: Instant,
  state: FileState,
  reasons: Type.Array(FileReason),
  size: Type.Integer({ description: 'Bytes' }),
  seen: Type.Integer({ description: 'How often the same file came' }),
  controlNumber: Type.Optional(Type.Integer()),
  storeId: Type.Optional(Type.String()),
  poId: Type.Optional(Type.String()),
  readable: Type.Boolean({ description: 'Its content was kept' }),
});
export type SupplierFile = Static<typeof SupplierFile>;

/** How many files of a supplier were refused, wholly or in part, of late, and were not read since. */
export const RefusedFiles = Type.Object({
  supplierId: Type.String(),
  supplier: Type.String(),
  count: Type.Integer(),
});
export type RefusedFiles = Static<typeof RefusedFiles>;
