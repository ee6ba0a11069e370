import Type, { type Static } from 'typebox';
import { Item } from '../items/item.schema.ts';
import { StockFigures } from '../stock/stock.schema.ts';
import { Instant } from '../time.ts';

const {
  name,
  unit,
  category,
  importance,
  sellable,
  stocked,
  parLevel,
  reorderPoint,
  shelfLifeDays,
  version,
} = Item.properties;

/** One item in one store, with all that a table of stock says of it. */
export const StockTableRow = Type.Object({
  ...{ name, unit, category, importance, sellable, stocked, parLevel, reorderPoint, shelfLifeDays, version },
  stock: StockFigures,
  countedAt: Type.Optional(
    Type.Unsafe<Static<typeof Instant>>({ ...Instant, description: 'When it was counted last' }),
  ),
  supplierId: Type.Optional(Type.String({ description: 'Who is asked first for it' })),
  supplier: Type.Optional(Type.String()),
  value: Type.Optional(
    Type.Integer({
      description: 'What is on hand is worth, in minor units; absent where no price is known',
    }),
  ),
});
export type StockTableRow = Static<typeof StockTableRow>;

/** `whole`: all rows; else those that changed since the change that was asked from. `seq` is where to ask from next. */
export const StockTable = Type.Object({
  seq: Type.Integer(),
  whole: Type.Boolean(),
  currency: Type.String(),
  rows: Type.Array(StockTableRow),
});
export type StockTable = Static<typeof StockTable>;
