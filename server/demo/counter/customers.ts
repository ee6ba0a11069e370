import type { CustomerInput, OrderInput } from '../../../shared/orders/order.schema.ts';
import { later } from '../house.ts';
import type { Random } from '../random.ts';

/** Who orders at the counter: none of them exists, and nobody has their addresses. */
export const CUSTOMERS: readonly CustomerInput[] = [
  { name: 'Hanna Berger', email: 'hanna@berger.example', loyaltyTier: 2, language: 'de' },
  { name: 'Olivia Shaw', email: 'olivia.shaw@mail.example', loyaltyTier: 0, language: 'en' },
  { name: 'Kanzlei Winter', email: 'empfang@winter.example', loyaltyTier: 3, language: 'de' },
  { name: 'Tom Okafor', email: 'tom@okafor.example', loyaltyTier: 1, language: 'en' },
  { name: 'Familie Novak', email: 'novak@post.example', loyaltyTier: 1, language: 'de' },
  { name: 'Studio Nine', email: 'hello@studionine.example', loyaltyTier: 2, language: 'en' },
  { name: 'Ilse Brandauer', email: 'ilse@brandauer.example', loyaltyTier: 0, language: 'de' },
  { name: 'Priya Raman', email: 'priya@raman.example', loyaltyTier: 0, language: 'en' },
];

/** What is ordered, how often, and at most how many at once. */
const WISHES: readonly [sku: string, weight: number, most: number][] = [
  ['lemon-tart', 5, 4],
  ['chocolate-cake', 5, 3],
  ['apple-strudel', 4, 4],
  ['focaccia', 4, 6],
  ['picnic-basket', 3, 2],
  ['coffee-table', 2, 2],
];

const NEEDED_IN_MINUTES = [180, 1_500] as const;

/** Somebody who comes to the counter, or orders on the way. */
export function anOrderOf(chance: Random, now: Date): OrderInput {
  const [first, second] = [wish(chance), chance.chance(0.35) ? wish(chance) : undefined];
  const lines = [first, ...(second && second.sku !== first.sku ? [second] : [])];
  const isPlanned = chance.chance(0.5);
  return {
    customer: chance.pick(CUSTOMERS),
    lines,
    ...(isPlanned && { neededBy: later(now, chance.between(...NEEDED_IN_MINUTES)).toISOString() }),
    shipComplete: lines.length > 1 && chance.chance(0.3),
  };
}

function wish(chance: Random): { sku: string; quantity: number } {
  const [sku, , most] = chance.weighted(WISHES, ([, weight]) => weight)!;
  return { sku, quantity: chance.whole(1, most) };
}
