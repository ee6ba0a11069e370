import Type from 'typebox';

/** ISO 8601 instant; the server always answers in UTC. */
export const Instant = Type.String({ format: 'date-time', description: 'ISO 8601 instant' });

/** A till's clock may run ahead by this much before a sale or movement counts as "in the future" and is refused. */
export const CLOCK_SKEW_TOLERANCE_MS = 24 * 60 * 60 * 1000;
