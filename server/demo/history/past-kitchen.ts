import { fromThousandths, toThousandths } from '../../../shared/quantity.ts';
import type { AvailabilityInput } from '../../../shared/stock/availability.schema.ts';
import type { MovementInput, MovementType, ReceiptInput } from '../../../shared/stock/movement.schema.ts';
import type { Sale } from '../../../shared/stock/sale.schema.ts';
import { toStockUnit } from '../../items/units.ts';
import type { Clock } from '../../platform/clock.ts';
import { deriveItem, type ItemFacts } from '../../settlement/recipe-cascade.ts';
import type { Kitchen } from '../kitchen.ts';
import type { Cookbook } from '../restaurant/cookbook.ts';
import { PastMarks } from './past-marks.ts';

export type PastMovement = Omit<MovementInput, 'type'> & { type: MovementType };

/** What happened since facts were last written, in the order in which it is to be written. */
export interface Facts {
  movements: PastMovement[];
  sales: Sale[];
  mark?: { sku: string; availability: AvailabilityInput };
}

export type WriteFacts = (facts: Facts) => Promise<void>;

/**
 * The kitchen of the past, kept in memory so that weeks pass in seconds. It reckons as the ledger will, and hands over what
 * happened in large parts.
 */
export class PastKitchen implements Kitchen {
  readonly #cookbook: Cookbook;
  readonly #clock: Clock;
  readonly #write: WriteFacts;
  readonly #levels = new Map<string, number>();
  readonly #marks: PastMarks;
  #facts: Facts = { movements: [], sales: [] };

  constructor(cookbook: Cookbook, clock: Clock, write: WriteFacts) {
    this.#cookbook = cookbook;
    this.#clock = clock;
    this.#write = write;
    this.#marks = new PastMarks(cookbook);
  }

  onHand(sku: string): number {
    return this.#levels.get(sku) ?? 0;
  }

  isOff(sku: string): boolean {
    const components = this.#cookbook
      .usesOf(sku)
      .filter((use) => use.sku !== sku)
      .map((use) => ({ facts: this.#factsOf(use.sku), needed: use.quantity }));
    const { availability } = deriveItem(this.#factsOf(sku), components, null, this.#clock.now());
    return availability.state === 'unavailable';
  }

  async sell(sales: readonly Sale[]): Promise<void> {
    this.#facts.sales.push(...sales);
    for (const { sku, quantity } of sales.flatMap(({ lines }) => lines)) {
      for (const share of this.#cookbook.drawsOf(sku)) this.#add(share.sku, -share.quantity * quantity);
      this.#marks.sold(sku, quantity);
    }
  }

  /** A count says what is there now, so everything before it has to be in the ledger. */
  async record(movements: readonly MovementInput[]): Promise<void> {
    if (movements.some(({ type }) => type === 'count')) await this.flush();
    this.#facts.movements.push(...movements);
    for (const movement of movements) this.#apply(movement);
  }

  async receive({ lines, ...receipt }: ReceiptInput): Promise<void> {
    this.#facts.movements.push(...lines.map((line) => ({ type: 'receipt' as const, ...receipt, ...line })));
    for (const { sku, quantity, unit } of lines) this.#add(sku, this.#inStockUnit(sku, quantity, unit));
    this.#marks.restocked(
      lines.map(({ sku }) => sku),
      (sku) => this.onHand(sku),
    );
  }

  /** A limit counts what is sold from now on, so everything before it has to be in the ledger. */
  async mark(sku: string, availability: AvailabilityInput): Promise<void> {
    this.#marks.set(sku, availability, this.#clock.now());
    if (availability.state === 'limited') await this.flush();
    await this.#write({ movements: [], sales: [], mark: { sku, availability } });
  }

  /** Hands over what has not been handed over yet. */
  async flush(): Promise<void> {
    const facts = this.#facts;
    this.#facts = { movements: [], sales: [] };
    if (facts.movements.length > 0 || facts.sales.length > 0) await this.#write(facts);
  }

  #apply({ type, sku, quantity }: MovementInput): void {
    if (type === 'waste') this.#add(sku, -quantity);
    else if (type === 'count') this.#levels.set(sku, quantity);
    else this.#produce(sku, quantity);
  }

  #produce(sku: string, quantity: number): void {
    for (const share of this.#cookbook.ingredientsOf(sku)) this.#add(share.sku, -share.quantity * quantity);
    this.#add(sku, quantity);
  }

  #add(sku: string, quantity: number): void {
    this.#levels.set(sku, fromThousandths(toThousandths(this.onHand(sku)) + toThousandths(quantity)));
  }

  #inStockUnit(sku: string, quantity: number, unit: string | undefined): number {
    const item = this.#cookbook.items.get(sku)!;
    const converted = toStockUnit(quantity, unit, { unit: item.unit, packs: item.packs ?? [] });
    if ('problem' in converted) throw new Error(`${sku}: ${converted.problem}`);
    return converted.quantity;
  }

  #factsOf(sku: string): ItemFacts {
    const stocked = this.#cookbook.items.get(sku)?.stocked ?? false;
    const mark = this.#marks.of(sku, this.#clock.now());
    return {
      itemId: sku,
      stocked,
      counted: stocked,
      available: this.onHand(sku),
      parLevel: null,
      reorderPoint: null,
      mark,
    };
  }
}
