import Type, { type Static } from 'typebox';
import { Instant } from '../time.ts';

export const SEARCH_KINDS = ['item', 'order', 'purchase-order', 'supplier', 'screen'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

export const SearchQuery = Type.Object(
  { q: Type.String({ minLength: 1, maxLength: 100, description: 'Words, a number, an SKU' }) },
  { additionalProperties: false },
);

/** Something that a search found. */
export const SearchHit = Type.Object({
  kind: Type.Enum(SEARCH_KINDS),
  id: Type.String(),
  /** "Salmon fillet", "#128 Nordsee Fish". */
  title: Type.String(),
  /** What tells it from others of that title: an SKU and a category, a state. */
  detail: Type.String(),
  /** When an order was placed or sent. */
  at: Type.Optional(Instant),
});
export type SearchHit = Static<typeof SearchHit>;

export const SearchAnswer = Type.Object({ items: Type.Array(SearchHit) });
export type SearchAnswer = Static<typeof SearchAnswer>;
