import { readTime, type Clocks } from './times.ts';
import { elementOf, type Mistake, type Segment } from './segments.ts';
import { packCode, unitCode, type Packed } from './units.ts';

/** An item as a supplier is known to sell it, or as it stands in an order. */
export interface KnownItem extends Packed {
  supplierSku: string;
}

/** What has to be known of an order for a message about it to be understood. */
export interface KnownOrder extends Clocks {
  reference: string;
  lines: readonly KnownItem[];
}

/** What messages of a supplier are read against. */
export interface Known {
  /** By reference; an order that was not sent to this supplier is missing. */
  orders: ReadonlyMap<string, KnownOrder>;
  /** By the supplier's own code. */
  items: ReadonlyMap<string, KnownItem>;
  currency: string;
}

/** Where each part of a message was read from, by the pointer that names it. */
export type Places = ReadonlyMap<string, Segment>;

/** How much of a line, as messages of suppliers have it. */
export type Amount = { packs: number } | { quantity: number };

const CODES = ['VN', 'VP', 'VC', 'VA', 'SK'];

/** Reads the elements of one transaction set, and collects what is wrong with them. */
export class SetReading {
  readonly mistakes: Mistake[] = [];

  /** Notes a mistake; undefined, for what cannot be read. */
  refuse(segment: Segment, element: number | undefined, code: string, detail: string): undefined {
    const place = { position: segment.position, segment: segment.id, detail, code };
    if (element === undefined) this.mistakes.push(place);
    else this.mistakes.push({ ...place, element, value: elementOf(segment, element) });
  }

  required(segment: Segment, element: number, what: string): string | undefined {
    const text = elementOf(segment, element);
    return text === '' ? this.refuse(segment, element, '1', `${what} is missing`) : text;
  }

  oneOf<T extends string>(segment: Segment, element: number, known: readonly T[]): T | undefined {
    const text = elementOf(segment, element);
    const found = known.find((it) => it === text);
    return (
      found ??
      this.refuse(segment, element, '7', `"${text}" is not known here; use one of ${known.join(', ')}`)
    );
  }

  /** The order that a message is about. */
  order(segment: Segment, element: number, { orders }: Known): KnownOrder | undefined {
    const text = this.required(segment, element, 'the number of the order');
    if (text === undefined) return undefined;
    const order = orders.get(text.toUpperCase());
    return (
      order ??
      this.refuse(
        segment,
        element,
        '7',
        `there is no order ${text} of ours to you; give it back as it stands in BEG03`,
      )
    );
  }

  /** A number of at most three decimals; 0 or more. */
  quantity(segment: Segment, element: number): number | undefined {
    const text = elementOf(segment, element);
    if (/^\d{1,9}(\.\d{0,3}0*)?$|^\.\d{1,3}0*$/.test(text)) return Number(text);
    const detail = `"${text}" is no quantity; write digits, with at most 3 decimals`;
    return this.refuse(segment, element, text === '' ? '1' : '6', detail);
  }

  /** The vendor's code among the pairs of qualifier and code from `from` on. */
  supplierCode(segment: Segment, from: number): string | undefined {
    for (let at = from; at <= segment.elements.length; at += 2) {
      if (CODES.includes(elementOf(segment, at)) && elementOf(segment, at + 1) !== '')
        return elementOf(segment, at + 1);
    }
    return this.refuse(segment, from, '1', `your own code is missing; give it as ${CODES[0]} and the code`);
  }

  /** The line of an order that has this code. */
  line(segment: Segment, from: number, { lines, reference }: KnownOrder): KnownItem | undefined {
    const code = this.supplierCode(segment, from);
    if (code === undefined) return undefined;
    const line = lines.find(({ supplierSku }) => supplierSku === code);
    if (line) return line;
    const known = lines.slice(0, 10).map(({ supplierSku }) => supplierSku);
    const detail = `${code} is not on order ${reference}, which has ${known.join(', ')}`;
    return this.refuse(segment, from + 1, '7', detail);
  }

  /** An amount in the unit that `unit` says: that of the packs as ordered, or the stock unit. */
  amount(segment: Segment, [quantity, unit]: [number, number], item: KnownItem): Amount | undefined {
    const value = this.quantity(segment, quantity);
    const code = elementOf(segment, unit);
    const [packs, units] = [packCode(item), unitCode(item.unit)];
    if (value === undefined) return undefined;
    if (code === '' || code === packs) return { packs: value };
    if (code === units) return { quantity: value };
    const known = units === null || units === packs ? packs : `${packs} or ${units}`;
    return this.refuse(segment, unit, '7', `${item.supplierSku} is not counted in ${code}; use ${known}`);
  }

  /** The instant of the day, time and zone that stand one after the other; the last two may be left out. */
  time(segment: Segment, day: number, clocks: Clocks, { hasTime = true } = {}): string | undefined {
    const at = (offset: number): string => (hasTime ? elementOf(segment, day + offset) : '');
    const read = readTime({ day: elementOf(segment, day), time: at(1), zone: at(2) }, clocks);
    if ('value' in read) return read.value;
    const { part, code, detail } = read.problem;
    return this.refuse(segment, day + ['day', 'time', 'zone'].indexOf(part), code, detail);
  }
}
