/** Of which one is chosen with a tap when something is cancelled. Kept as they are here; customers read them in their language. */
export const CANCEL_REASONS = ['Customer’s wish', 'Not picked up', 'Cannot be had', 'Ordered twice'] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];
