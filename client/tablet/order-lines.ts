import type { OrderState } from '../../shared/orders/order.schema.ts';
import { openOf } from '../orders/order-words.ts';
import { quantityWords, thingWords } from '../stock/quantity-words.ts';
import { counterWords } from './counter-words.ts';
import { frameWords } from './frame-words.ts';

/** How much of an order is there: "3 lines", "1 of 3 lines", "part of 1 line". */
export function readyWords({ lines }: Pick<OrderState, 'lines'>): string {
  const open = lines.filter((line) => openOf(line) > 0);
  const there = open.filter(({ allocated }) => allocated > 0);
  const isWhole = there.every(({ backordered }) => backordered === 0);
  if (there.length < open.length) return counterWords.some(there.length, open.length);
  return isWhole ? counterWords.all(open.length) : counterWords.part(open.length);
}

/** What is still open of an order, at a glance: "4 × Torte · 1.25 kg Butter". */
export function openThings(
  { lines }: Pick<OrderState, 'lines'>,
  itemOf: (itemId: string) => { name: string; unit: string } | undefined,
): string {
  return lines
    .filter((line) => openOf(line) > 0)
    .map((line) => {
      const { name, unit } = itemOf(line.itemId) ?? { name: frameWords.gone, unit: '' };
      return thingWords(quantityWords(openOf(line), unit), name);
    })
    .join(' · ');
}
