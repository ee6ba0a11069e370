import Type, { type Static } from 'typebox';
import { Cause } from './availability.schema.ts';

/**
 * Something worth a line on a screen. `unavailable`, `limited`, `back`: availability moved. `low`: stock fell to its
 * reorder point. `received`, `wasted`, `counted`: by how much on hand moved (`quantity`, in the stock unit).
 */
export const Notice = Type.Object({
  kind: Type.Enum(['unavailable', 'limited', 'back', 'low', 'received', 'wasted', 'counted']),
  itemId: Type.String(),
  quantity: Type.Optional(Type.Number()),
  reason: Type.Optional(Type.String()),
  by: Type.Optional(Type.String()),
  cause: Type.Optional(Type.Enum(['hand', 'countdown', 'stock', 'recipe'])),
  because: Type.Optional(Type.Array(Cause)),
});
export type Notice = Static<typeof Notice>;

export { NOTICE_MINUTES } from './notice-minutes.ts';
