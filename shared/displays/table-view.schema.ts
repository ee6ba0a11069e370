import Type, { type Static } from 'typebox';
import { Instant } from '../time.ts';

const strict = { additionalProperties: false };

export const TableName = Type.Enum(['stock', 'items']);
export type TableName = Static<typeof TableName>;

const Key = Type.String({ minLength: 1, maxLength: 40, pattern: '^[A-Za-z-]+$' });

/** What a table is asked: which rows, in which order, with which columns. Keys that a table does not know say nothing. */
export const TableQuestion = Type.Object(
  {
    search: Type.String({ maxLength: 100 }),
    filters: Type.Record(Key, Type.String({ maxLength: 120 }), { maxProperties: 20 }),
    sort: Type.Object({ column: Key, descending: Type.Boolean() }, strict),
    columns: Type.Array(Key, { maxItems: 40, uniqueItems: true }),
  },
  strict,
);
export type TableQuestion = Static<typeof TableQuestion>;

const writable = {
  table: TableName,
  name: Type.String({ maxLength: 60, pattern: '^\\S(.*\\S)?$', description: 'without spaces at either end' }),
  shared: Type.Boolean({ description: 'true: everybody in the store sees it; false: only who made it' }),
  question: TableQuestion,
};

/** PUT makes a view or changes it; the id is chosen by whoever makes it, so that one that was deleted can be put back. */
export const TableViewInput = Type.Object(writable, strict);
export type TableViewInput = Static<typeof TableViewInput>;

export const TableView = Type.Object({
  id: Type.String(),
  ...writable,
  owner: Type.String({ description: 'Who made it' }),
  mine: Type.Boolean(),
  changedAt: Instant,
  version: Type.Integer(),
});
export type TableView = Static<typeof TableView>;

export const TableViews = Type.Object({ items: Type.Array(TableView) });
export type TableViews = Static<typeof TableViews>;
