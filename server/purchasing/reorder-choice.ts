import type { Money } from '../../shared/money.ts';
import {
  followingDelivery,
  nextDelivery,
  type Delivery,
  type DeliveryCalendar,
} from '../suppliers/delivery-calendar.ts';
import { inOrderOfSpeed, usualOf, type Offer } from '../suppliers/usual-supplier.ts';
import type { Chances } from './reorder-cover.ts';
import { isOut, type ReorderItem, type SupplyChoice } from './reorder-need.ts';
import { unitPriceOf } from './reorder-packs.ts';

export interface ReorderSupplier extends DeliveryCalendar {
  id: string;
  name: string;
  active: boolean;
  minimumOrder: Money | null;
}

/** A supplier that could deliver an item, and when. */
export interface Source {
  choice: SupplyChoice;
  supplier: ReorderSupplier;
  delivery: Delivery;
}

export interface Chosen extends Source {
  /** Of the usual supplier, which is slower. */
  instead?: Source;
  /** Whom it would have been ordered from, were that supplier not to be avoided. */
  passedOver?: ReorderSupplier;
}

/** The next delivery of each supplier that an order placed now makes. */
export class Deliveries {
  readonly #known = new Map<string, { supplier: ReorderSupplier; delivery: Delivery }>();
  readonly #chances = new Map<string, Chances | null>();
  readonly #timeZone: string;
  readonly now: Date;
  readonly #avoided: ReadonlySet<string>;

  /** `avoided`: suppliers that are asked only for what nobody else delivers. */
  constructor(
    suppliers: readonly ReorderSupplier[],
    timeZone: string,
    now: Date,
    avoided: ReadonlySet<string> = new Set(),
  ) {
    this.#avoided = avoided;
    this.#timeZone = timeZone;
    this.now = now;
    for (const supplier of suppliers.filter(({ active }) => active)) {
      const delivery = nextDelivery(supplier, timeZone, now);
      if (delivery) this.#known.set(supplier.id, { supplier, delivery });
    }
  }

  of(choice: SupplyChoice): Source | null {
    const known = this.#known.get(choice.supplierId);
    return known ? { choice, ...known } : null;
  }

  /** Who could deliver an item: those to be avoided only where nobody else does. */
  sourcesOf(choices: readonly SupplyChoice[]): Source[] {
    const all = this.#allOf(choices);
    const wanted = all.filter(({ supplier }) => !this.#avoided.has(supplier.id));
    return wanted.length > 0 ? wanted : all;
  }

  /** Who would be the usual supplier of an item, but is to be avoided and need not be asked; null where nobody is. */
  passedOver(choices: readonly SupplyChoice[]): ReorderSupplier | null {
    if (this.#avoided.size === 0) return null;
    const all = this.#allOf(choices);
    if (all.every(({ supplier }) => this.#avoided.has(supplier.id))) return null;
    const supplier = usualOf(all, toOffer)?.supplier;
    return supplier && this.#avoided.has(supplier.id) ? supplier : null;
  }

  #allOf(choices: readonly SupplyChoice[]): Source[] {
    return choices.flatMap((choice) => this.of(choice) ?? []);
  }

  /** The delivery that a source makes, and those of the next two chances to order there; null where there are none. */
  chancesOf({ supplier, delivery }: Source): Chances | null {
    const known = this.#chances.get(supplier.id);
    if (known !== undefined) return known;
    const next = followingDelivery(supplier, this.#timeZone, this.now);
    const last = next && nextDelivery(supplier, this.#timeZone, next.orderBy);
    const chances = next && last ? ([delivery, next, last] as const) : null;
    this.#chances.set(supplier.id, chances);
    return chances;
  }
}

/** Where an item is usually ordered; null when nobody delivers it. */
export function usualSource(item: ReorderItem, deliveries: Deliveries): Source | null {
  return usualOf(deliveries.sourcesOf(item.choices), toOffer) ?? null;
}

/**
 * The usual supplier; of what is out, or most likely will be before that one comes, another one that delivers at least a day
 * earlier, unless what is on order comes before that.
 */
export function chooseSource(item: ReorderItem, deliveries: Deliveries): Chosen | null {
  const chosen = usualOrFaster(item, deliveries);
  const passedOver = deliveries.passedOver(item.choices);
  return chosen && passedOver ? { ...chosen, passedOver } : chosen;
}

function usualOrFaster(item: ReorderItem, deliveries: Deliveries): Chosen | null {
  const usual = usualSource(item, deliveries);
  if (!usual || !isShortUntil(item, usual.delivery)) return usual;
  const fastest = inOrderOfSpeed(deliveries.sourcesOf(item.choices), toOffer)[0]!;
  const { nextArrivalAt } = item;
  const isHelp = nextArrivalAt === undefined || fastest.delivery.deliverAt < nextArrivalAt;
  return fastest.delivery.day < usual.delivery.day && isHelp ? { ...fastest, instead: usual } : usual;
}

function isShortUntil(item: ReorderItem, { deliverAt }: Delivery): boolean {
  return isOut(item) || (item.runsOutAt !== undefined && item.runsOutAt < deliverAt);
}

function toOffer({ choice, delivery }: Source): Offer {
  const { supplierId, preferred } = choice;
  return { supplierId, preferred, deliverAt: delivery.deliverAt, unitPrice: unitPriceOf(choice) };
}
