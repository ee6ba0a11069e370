import type { DemoShortage } from '../../../shared/demo.schema.ts';
import type { ItemInput } from '../../../shared/items/item.schema.ts';
import { AppError } from '../../platform/errors.ts';
import { inSentence, nameOf, type House } from '../house.ts';
import type { Random } from '../random.ts';
import { MENU } from '../restaurant/menu.ts';
import type { LiveKitchen } from './live-kitchen.ts';

/** Fewer dishes would be no shortage, and more than these no restaurant survives. */
const FEWEST_DISHES = 3;
const MOST_DISHES = 9;

const REASONS = ['cold room failed', 'gone off', 'fell off the shelf', 'packaging damaged'];

const DISHES = Object.values(MENU).flatMap((course) => Object.keys(course));

interface Candidate {
  item: ItemInput;
  dishes: string[];
}

/**
 * Throws away all there is of something that several dishes need, as it may happen in any kitchen.
 * @throws AppError `conflict` when so much is off already that nothing would take several dishes more
 */
export async function causeShortage(
  house: House,
  kitchen: LiveKitchen,
  chance: Random,
  now: Date,
): Promise<DemoShortage> {
  await kitchen.look();
  const found = chance.weighted(candidates(house, kitchen), ({ dishes }) => dishes.length);
  if (!found) {
    const detail =
      'So much is off already that no single loss would take several dishes more; wait a little.';
    throw new AppError('conflict', detail);
  }
  const { sku, name } = found.item;
  const reason = chance.pick(REASONS);
  const at = now.toISOString();
  await kitchen.record([{ type: 'waste', sku, quantity: kitchen.onHand(sku), reason, at }]);
  await kitchen.look();
  const dishes = found.dishes.filter((dish) => kitchen.isOff(dish)).map((dish) => nameOf(house, dish));
  house.diary.add(now, `All ${inSentence(house, sku)} lost: ${reason}`);
  return { at, item: name, reason, dishes };
}

function candidates({ cookbook }: House, kitchen: LiveKitchen): Candidate[] {
  const on = DISHES.filter((dish) => !kitchen.isOff(dish));
  return [...cookbook.items.values()].flatMap((item) => {
    if (item.sellable || kitchen.onHand(item.sku) <= 0) return [];
    const dishes = on.filter((dish) => cookbook.drawsOf(dish).some(({ sku }) => sku === item.sku));
    return dishes.length >= FEWEST_DISHES && dishes.length <= MOST_DISHES ? [{ item, dishes }] : [];
  });
}
