import type { ExpectedDelivery } from '../../shared/purchasing/expected-delivery.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { Tone } from '../stock/state.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import type { Shape } from '../ui/shapes.ts';

export interface DeliveryLook {
  shape: Shape;
  word: string;
  tone: Tone;
}

export const DELIVERY_LOOKS: Readonly<Record<ExpectedDelivery['state'], DeliveryLook>> = {
  expected: { shape: 'dot', word: 'expected', tone: 'limited' },
  late: { shape: 'clock-arrow', word: 'late', tone: 'late' },
  arrived: { shape: 'check', word: 'arrived', tone: 'back' },
  cancelled: { shape: 'ring', word: 'cancelled', tone: 'stale' },
};

/** "Thu 14:00", "Thu 16:30, was 14:00" */
export function expectedWords(delivery: ExpectedDelivery, times: StoreTimes, nowMs: number): string {
  const [at, first] = [Date.parse(delivery.expectedAt), Date.parse(delivery.firstExpectedAt)];
  const now = times.when(at, nowMs);
  return at === first ? now : `${now}, was ${times.when(first, nowMs)}`;
}

/** What of it is there; nothing before the first of it. */
export function arrivedWords({ arrived, quantity, unit }: ExpectedDelivery): string {
  if (arrived === 0) return '';
  return `${quantityWords(arrived, unit)} of ${quantityWords(quantity, unit)} arrived`;
}
