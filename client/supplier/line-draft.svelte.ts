import type { AcknowledgeInput } from '../../shared/purchasing/purchase-order.schema.ts';
import type { PortalLine, SupplierPortalView } from '../../shared/purchasing/supplier-portal.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import { instantOfLocal, localTime } from '../identity/local-date.ts';

/** A part as it stands in its fields. */
export interface PartDraft {
  quantity: string;
  /** "2026-03-20T08:00", by the clocks of the store */
  at: string;
}

export interface PartMistakes {
  quantity?: 'number' | 'much';
  at?: 'time';
}

/** Whether a line is counted in packs: always, unless what is open of it is no round number of them. */
export function inPacks({ packQuantity, outstanding, cancelled }: PortalLine): boolean {
  const pack = toThousandths(packQuantity);
  return [outstanding, cancelled].every((amount) => (toThousandths(amount) * 1000) % pack === 0);
}

/** What a supplier says of one line: how much comes, and when, in one part or more. */
export class LineDraft {
  readonly #line: PortalLine;
  readonly #zone: string;
  readonly packed: boolean;
  parts = $state<PartDraft[]>([]);

  constructor(line: PortalLine, zone: string) {
    this.#line = line;
    this.#zone = zone;
    this.packed = inPacks(line);
    this.parts = openDeliveries(line).map(({ quantity, arrived, expectedAt }) => ({
      quantity: `${this.#shown(toThousandths(quantity) - toThousandths(arrived))}`,
      at: localTime(Date.parse(expectedAt), zone),
    }));
  }

  /** The most that may come, as it is counted in the fields. */
  get most(): number {
    return this.#shown(this.#most);
  }

  /** What of it would not come, in the line's unit; 0 while something cannot be read. */
  get remains(): number {
    const amounts = this.parts.map((part) => this.#amountOf(part));
    if (amounts.some((amount) => amount === null)) return 0;
    const sum = amounts.reduce<number>((all, amount) => all + amount!, 0);
    return fromThousandths(Math.max(0, toThousandths(this.#line.outstanding) - sum));
  }

  /** Half of the last part comes a day later. */
  split(): void {
    const last = this.parts[this.parts.length - 1]!;
    const amount = this.#amountOf(last) ?? 0;
    const unit = this.packed ? toThousandths(this.#line.packQuantity) : 1000;
    const half = Math.floor(amount / 2 / unit) * unit;
    const day = new Date(Date.parse(`${last.at}Z`) + 86_400_000).toISOString().slice(0, 16);
    last.quantity = `${this.#shown(amount - half)}`;
    this.parts.push({ quantity: `${this.#shown(half)}`, at: day });
  }

  remove(index: number): void {
    this.parts.splice(index, 1);
  }

  /** What is wrong with each part; null when nothing is. */
  mistakes(now: number): PartMistakes[] | null {
    let sum = 0;
    const all = this.parts.map((part): PartMistakes => {
      const amount = this.#amountOf(part);
      sum += amount ?? 0;
      const quantity = amount === null ? 'number' : sum > this.#most ? 'much' : undefined;
      const at = this.#instantOf(part);
      const isPast = at === null || at.getTime() <= now;
      return { ...(quantity && { quantity }), ...(isPast && { at: 'time' as const }) };
    });
    return all.some(({ quantity, at }) => quantity ?? at) ? all : null;
  }

  /** @throws when there are mistakes */
  input(): AcknowledgeInput {
    const { lineId } = this.#line;
    const lines = this.parts.map((part) => ({
      lineId,
      quantity: fromThousandths(this.#amountOf(part)!),
      expectedAt: this.#instantOf(part)!.toISOString(),
    }));
    return { lines };
  }

  get #most(): number {
    return toThousandths(this.#line.outstanding) + toThousandths(this.#line.cancelled);
  }

  #shown(thousandths: number): number {
    const { packQuantity } = this.#line;
    return this.packed ? thousandths / toThousandths(packQuantity) : fromThousandths(thousandths);
  }

  /** In thousandths of the unit. */
  #amountOf({ quantity }: PartDraft): number | null {
    const text = quantity.trim().replace(',', '.');
    if (!/^\d{1,7}(\.\d{1,3})?$/.test(text)) return null;
    const typed = toThousandths(Number(text));
    return this.packed ? Math.round((typed * toThousandths(this.#line.packQuantity)) / 1000) : typed;
  }

  #instantOf({ at }: PartDraft): Date | null {
    return readTime(at, this.#zone);
  }
}

/** Deliveries of which something is still to come. */
export function openDeliveries({ deliveries }: PortalLine): PortalLine['deliveries'] {
  return deliveries.filter(({ state }) => state === 'expected' || state === 'late');
}

/** What stands in a field for day and time, by the clocks of the store. */
export function readTime(text: string, zone: string): Date | null {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? instantOfLocal(text.slice(0, 16), zone) : null;
}

/** When the next of an order was to come, as it stands in a field. */
export function nextArrival({ lines, store }: Pick<SupplierPortalView, 'lines' | 'store'>): string {
  const times = lines.flatMap(openDeliveries).map(({ expectedAt }) => Date.parse(expectedAt));
  return times.length === 0 ? '' : localTime(Math.min(...times), store.timeZone);
}
