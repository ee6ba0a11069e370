import type { DocumentLine, SupplierDocument } from '../purchasing/supplier-document.ts';
import { decimalsOf } from '../../shared/money.ts';
import { supplierWordsFor, type Named, type SupplierWords } from './supplier-words.ts';

/** Counted things go without a unit. */
const PIECES = new Set(['each', 'ea', 'piece', 'pc', 'pcs', 'unit']);

/** A line in words. */
export interface SheetLine {
  code: string;
  name: string;
  /** "2 × case of 10 kg" */
  packs: string;
  quantity: string;
  price: string;
  sum: string;
  wanted: string;
  /** Something was taken off it, or all of it. */
  cancelled: string | null;
}

/** A purchase order in its supplier's words: what mail, HTML and print say alike. */
export interface Sheet {
  words: SupplierWords;
  subject: string;
  opening: string;
  named: Named;
  supplier: string;
  orderedOn: string;
  /** When all lines are wanted at the same time. */
  wanted: string | null;
  clock: string;
  lines: SheetLine[];
  total: string;
  hasOpenPrices: boolean;
  note: string | null;
  terms: string | null;
}

export function sheetOf(document: SupplierDocument): Sheet {
  const { store, supplier, number, version, lines: all, currency, total, note, at } = document;
  const words = supplierWordsFor(supplier.language);
  const named = { number, version, store: store.name };
  const isWithdrawn = document.kind === 'cancelled' && all.every(({ quantity }) => quantity === 0);
  const say = isWithdrawn ? 'withdrawn' : document.kind;
  const figures = new Figures(words.locale, currency, store.timeZone);
  const lines = all.map((line) => toSheetLine(line, figures, words));
  const days = new Set(lines.filter((_, index) => all[index]!.quantity > 0).map(({ wanted }) => wanted));
  return {
    ...{ words, named, lines },
    subject: words.subject[say](named),
    opening: words.opening[say](named),
    supplier: supplier.name,
    orderedOn: figures.when(at),
    wanted: days.size === 1 ? [...days][0]! : null,
    clock: words.clockOf(store.timeZone),
    total: figures.money(total),
    hasOpenPrices: all.some((line) => line.total === null),
    note: note || null,
    terms: supplier.terms || null,
  };
}

function toSheetLine(line: DocumentLine, figures: Figures, words: SupplierWords): SheetLine {
  const { supplierSku, name, packName, packQuantity, unit, packs, quantity, cancelled } = line;
  const pack = packQuantity === 1 ? packName : `${packName} (${figures.quantity(packQuantity, unit)})`;
  return {
    ...{ code: supplierSku, name },
    packs: `${figures.number(packs)} × ${pack}`,
    quantity: figures.quantity(quantity, unit),
    price: line.packPrice === null ? '–' : figures.money(line.packPrice),
    sum: line.total === null ? '–' : figures.money(line.total),
    wanted: figures.when(line.wantedAt),
    cancelled: cancelled > 0 ? words.cancelled(figures.quantity(cancelled, unit)) : null,
  };
}

/** Figures and times as people of a language write them, by the store's clocks. */
class Figures {
  readonly #number: Intl.NumberFormat;
  readonly #money: Intl.NumberFormat;
  readonly #minor: number;
  readonly #when: Intl.DateTimeFormat;

  constructor(locale: string, currency: string, timeZone: string) {
    this.#number = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
    this.#money = new Intl.NumberFormat(locale, { style: 'currency', currency });
    this.#minor = 10 ** decimalsOf(currency);
    const day = { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' } as const;
    const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    this.#when = new Intl.DateTimeFormat(locale, { timeZone, ...day, ...time });
  }

  number(value: number): string {
    return this.#number.format(value);
  }

  quantity(value: number, unit: string): string {
    return PIECES.has(unit) ? this.number(value) : `${this.number(value)} ${unit}`;
  }

  money(minor: number): string {
    return this.#money.format(minor / this.#minor);
  }

  when(instant: string): string {
    return this.#when.format(new Date(instant));
  }
}
