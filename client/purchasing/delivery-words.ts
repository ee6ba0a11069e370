import type { ExpectedDelivery } from '../../shared/purchasing/expected-delivery.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { Tone } from '../stock/state.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import type { Shape } from '../ui/shapes.ts';
import { gapWords } from './purchase-words.ts';

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

/** How late it is: "2 h overdue" while its time is past, "1 d later than said" once it has another. */
export function lateWords({ expectedAt, firstExpectedAt }: ExpectedDelivery, nowMs: number): string {
  const [at, first] = [Date.parse(expectedAt), Date.parse(firstExpectedAt)];
  return at < nowMs ? `${gapWords(nowMs - at)} overdue` : `${gapWords(at - first)} later than said`;
}

/** How many lines of customers' orders wait for it; nothing when none does. */
export function waitingWords({ waiting }: ExpectedDelivery): string {
  return waiting === 0 ? '' : `${waiting} order ${waiting === 1 ? 'line waits' : 'lines wait'} for it`;
}

export interface DeliveryGroup {
  title: string;
  isLate: boolean;
  deliveries: ExpectedDelivery[];
}

/** A timeline: what is late first, then day by day, then what is over. `dayOf` names the store's day of an instant. */
export function deliveryGroups(
  deliveries: readonly ExpectedDelivery[],
  dayOf: (atMs: number) => string,
): DeliveryGroup[] {
  const groups = new Map<string, DeliveryGroup>();
  const add = (title: string, delivery: ExpectedDelivery): void => {
    const group = groups.get(title) ?? { title, isLate: delivery.state === 'late', deliveries: [] };
    group.deliveries.push(delivery);
    groups.set(title, group);
  };
  const byTime = [...deliveries].sort((a, b) => Date.parse(a.expectedAt) - Date.parse(b.expectedAt));
  for (const delivery of byTime.filter(({ state }) => state === 'late')) add('Late', delivery);
  for (const delivery of byTime.filter(({ state }) => state === 'expected'))
    add(dayOf(Date.parse(delivery.expectedAt)), delivery);
  for (const delivery of deliveries.filter(({ state }) => state === 'arrived' || state === 'cancelled'))
    add('Came, or called off', delivery);
  return [...groups.values()];
}
