import Type, { type Static } from 'typebox';
import { DepletionTimes } from '../forecasts/forecast.schema.ts';
import { Availability } from './availability.schema.ts';

export const StockStatus = Type.Enum(['ok', 'low', 'out']);
export type StockStatus = Static<typeof StockStatus>;

const Figure = Type.Union([Type.Number(), Type.Null()], {
  description: 'In the stock unit; null for a menu item that is not itself counted',
});

/**
 * One item in one store. `counted` turns true with the first count or receipt: before that, on hand is only what was
 * sold, so the item is never 86'd by itself. `servings` is how many can still be made, told only when there are few.
 */
export const StockState = Type.Object({
  itemId: Type.String(),
  sku: Type.String(),
  onHand: Figure,
  allocated: Type.Number(),
  available: Figure,
  onOrder: Type.Number(),
  backordered: Type.Number(),
  projected: Figure,
  status: StockStatus,
  counted: Type.Boolean(),
  servings: Type.Optional(Type.Integer()),
  availability: Availability,
});
export type StockState = Static<typeof StockState>;

/** The same to whoever asks for it, with when it runs out: absent where that is not within seven days, as far as is known. */
export const StockFigures = Type.Object({
  ...StockState.properties,
  depletion: Type.Optional(DepletionTimes),
});
export type StockFigures = Static<typeof StockFigures>;
