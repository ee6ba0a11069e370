import { Decimal } from 'decimal.js';
import { endOfBusinessDay } from '../../../server/platform/business-day.ts';

/** One kitchen in memory, as plainly as it can be said: nothing is stored that can be worked out. */

export interface ModelItem {
  stocked: boolean;
  yield: number;
  recipe: Record<string, number>;
}

export type Items = Record<string, ModelItem>;

export interface ModelMark {
  state: 'available' | 'limited' | 'unavailable';
  remaining: Decimal | null;
  untilRestock: boolean;
  untilAt: number | null;
}

interface Movement {
  sku: string;
  type: string;
  quantity: Decimal;
}

const ZERO = new Decimal(0);

/** What one unit of an item takes, itself included, down to what is stocked. Nine decimals, as recipes are kept. */
export function partsOf(items: Items, sku: string): Map<string, Decimal> {
  const exact = exactParts(items, sku);
  return new Map([...exact].map(([part, quantity]) => [part, quantity.toDecimalPlaces(9)]));
}

function exactParts(items: Items, sku: string): Map<string, Decimal> {
  const parts = new Map([[sku, new Decimal(1)]]);
  const item = items[sku]!;
  if (item.stocked) return parts;
  for (const [component, quantity] of Object.entries(item.recipe)) {
    for (const [part, share] of exactParts(items, component)) {
      const more = new Decimal(quantity).div(item.yield).times(share);
      parts.set(part, (parts.get(part) ?? ZERO).plus(more));
    }
  }
  return parts;
}

export class ModelStore {
  readonly ledger: Movement[] = [];
  readonly marks = new Map<string, ModelMark>();
  readonly #items: () => Items;

  constructor(items: () => Items) {
    this.#items = items;
  }

  onHand(sku: string): Decimal {
    return this.ledger.reduce(
      (sum, movement) => (movement.sku === sku ? sum.plus(movement.quantity) : sum),
      ZERO,
    );
  }

  isCounted(sku: string): boolean {
    return this.ledger.some((movement) => movement.sku === sku && tellsStock(movement));
  }

  sell(lines: Record<string, number>): void {
    this.#post('sale', this.#taken(lines));
    for (const [marked, mark] of this.marks) {
      for (const [sku, units] of Object.entries(lines)) {
        const share = partsOf(this.#items(), sku).get(marked);
        if (mark.remaining && share)
          mark.remaining = mark.remaining.minus(share.times(units).toDecimalPlaces(3));
      }
    }
  }

  waste(sku: string, units: number): void {
    this.#post('waste', this.#taken({ [sku]: units }));
  }

  add(type: string, sku: string, quantity: number): void {
    this.#post(type, [{ sku, quantity: new Decimal(quantity) }]);
  }

  count(sku: string, counted: number): void {
    this.#post('count', [{ sku, quantity: new Decimal(counted).minus(this.onHand(sku)) }]);
  }

  produce(sku: string, units: number): void {
    const { recipe, yield: made } = this.#items()[sku]!;
    const needs = new Map<string, Decimal>();
    for (const [component, quantity] of Object.entries(recipe)) {
      for (const [part, share] of this.#stockedParts(component)) {
        needs.set(part, (needs.get(part) ?? ZERO).plus(new Decimal(quantity).div(made).times(share)));
      }
    }
    const taken = [...needs].map(([part, need]) => ({
      sku: part,
      quantity: need.times(units).toDecimalPlaces(3).neg(),
    }));
    this.#post('production', [...taken, { sku, quantity: new Decimal(units) }]);
  }

  mark(sku: string, mark: ModelMark): void {
    this.marks.delete(sku);
    if (mark.state !== 'available' || this.availability(sku).state !== 'available') this.marks.set(sku, mark);
  }

  expire(now: number): void {
    for (const [sku, { untilAt }] of this.marks)
      if (untilAt !== null && untilAt <= now) this.marks.delete(sku);
  }

  availability(sku: string): { state: ModelMark['state']; remaining?: number } {
    const mark = this.marks.get(sku);
    const left = mark?.remaining ?? null;
    if (mark?.state === 'unavailable') return { state: 'unavailable' };
    if (mark?.state === 'available') return { state: 'available' };
    if (left?.lte(0)) return { state: 'unavailable', remaining: 0 };
    const components = [...partsOf(this.#items(), sku)].filter(([part]) => part !== sku);
    if (components.some(([part, needed]) => this.#isMissing(part, needed))) return { state: 'unavailable' };
    if (this.#items()[sku]!.stocked && this.isCounted(sku) && this.onHand(sku).lte(0))
      return { state: 'unavailable' };
    const limits = components.flatMap(([part, needed]) => {
      const rest = this.marks.get(part)?.remaining;
      return rest ? [rest.div(needed).floor()] : [];
    });
    const least = Decimal.min(left ?? Infinity, ...limits);
    return least.isFinite() ? { state: 'limited', remaining: least.toNumber() } : { state: 'available' };
  }

  /** Whether not even one unit can be made for want of this component. */
  #isMissing(part: string, needed: Decimal): boolean {
    const mark = this.marks.get(part);
    if (mark?.state === 'unavailable') return true;
    if (mark?.state === 'available') return false;
    if (mark?.remaining?.lt(needed)) return true;
    return this.#items()[part]!.stocked && this.isCounted(part) && this.onHand(part).lt(needed);
  }

  #stockedParts(sku: string): [string, Decimal][] {
    return [...partsOf(this.#items(), sku)].filter(([part]) => this.#items()[part]!.stocked);
  }

  #taken(lines: Record<string, number>): { sku: string; quantity: Decimal }[] {
    return Object.entries(lines).flatMap(([sku, units]) =>
      this.#stockedParts(sku).map(([part, share]) => ({
        sku: part,
        quantity: share.times(units).toDecimalPlaces(3).neg(),
      })),
    );
  }

  #post(type: string, entries: readonly { sku: string; quantity: Decimal }[]): void {
    const movements = entries.map((entry) => ({ ...entry, type }));
    this.ledger.push(...movements);
    const told = new Set(movements.filter(tellsStock).map(({ sku }) => sku));
    const restocked = new Set(movements.filter(isRestock).map(({ sku }) => sku));
    for (const [marked, mark] of this.marks) {
      const parts = [...partsOf(this.#items(), marked)];
      const served = mark.state === 'available' && parts.some(([part]) => told.has(part));
      const back =
        mark.untilRestock && parts.some(([part]) => restocked.has(part)) && this.#isEnoughForOne(marked);
      if (served || back) this.marks.delete(marked);
    }
  }

  #isEnoughForOne(sku: string): boolean {
    return this.#stockedParts(sku).every(
      ([part, needed]) => !this.isCounted(part) || this.onHand(part).gte(needed),
    );
  }
}

function isRestock({ type, quantity }: Movement): boolean {
  return quantity.gt(0) && type !== 'sale' && type !== 'waste';
}

function tellsStock(movement: Movement): boolean {
  return movement.type === 'count' || isRestock(movement);
}

/** When a mark ends that is made now. */
export function untilOf(until: string | undefined, now: number): Pick<ModelMark, 'untilRestock' | 'untilAt'> {
  const vienna = { timeZone: 'Europe/Vienna', dayStart: '04:00' };
  if (until === 'end-of-day')
    return { untilRestock: false, untilAt: endOfBusinessDay(new Date(now), vienna).getTime() };
  if (until === 'restock' || until === undefined) return { untilRestock: until === 'restock', untilAt: null };
  return { untilRestock: false, untilAt: Date.parse(until) };
}
