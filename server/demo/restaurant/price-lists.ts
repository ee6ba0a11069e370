import type { ItemInput } from '../../../shared/items/item.schema.ts';
import type { SupplierInput, SupplierItemInput } from '../../../shared/suppliers/supplier.schema.ts';
import { PATISSERIE } from '../counter/goods.ts';
import { PACK_PRICES } from './prices.ts';
import { CASH_AND_CARRY, SUPPLIERS } from './suppliers.ts';

/** A supplier, and all that it sells. */
export interface PriceList {
  supplier: SupplierInput;
  items: SupplierItemInput[];
}

const CURRENCY = 'EUR';
const DEARER = 4 / 3;
/** What nobody buys there: it is fresh, or baked around the corner. */
const NOT_THERE = ['Fish', 'Bakery', 'Counter'];

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** Who sells what to the restaurant: for each thing a first choice, and for most of them one who is dear but fast. */
export function priceLists(items: readonly ItemInput[]): PriceList[] {
  const bought = items.filter(({ packs = [] }) => packs.length > 0);
  const brought = SUPPLIERS.map(({ name, category, days, hour }) => ({
    supplier: {
      ...supplierNamed(name),
      ...{ deliveryDays: [...days], deliveryTime: clockTime(hour), cutOff: '23:00' },
      minimumOrder: { amount: 5000, currency: CURRENCY },
    },
    items: listOf(bought.filter((item) => item.category === category)),
  }));
  const baked = {
    supplier: { ...supplierNamed(PATISSERIE), leadTimeDays: 0, deliveryDays: EVERY_DAY, cutOff: '15:00' },
    items: listOf(bought.filter(({ category }) => category === 'Counter')),
  };
  const dear: PriceList = {
    supplier: {
      ...supplierNamed(CASH_AND_CARRY),
      channels: ['api', 'portal'],
      ...{ leadTimeDays: 0, deliveryDays: [1, 2, 3, 4, 5, 6], deliveryTime: '20:30', cutOff: '19:00' },
    },
    items: listOf(
      bought.filter(({ category = '' }) => !NOT_THERE.includes(category)),
      { dearer: DEARER, preferred: false },
    ),
  };
  return [...brought, baked, dear];
}

function supplierNamed(name: string): SupplierInput {
  const host = name.toLowerCase().replace(/[^a-z]+/g, '-');
  return { name, email: `orders@${host}.example`, currency: CURRENCY, terms: '30 days net' };
}

function listOf(items: readonly ItemInput[], { dearer = 1, preferred = true } = {}): SupplierItemInput[] {
  return items.flatMap(({ sku, packs = [] }) => {
    const [pack] = packs;
    const price = PACK_PRICES[sku];
    if (!pack || price === undefined) return [];
    const packPrice = { amount: Math.round(price * dearer), currency: CURRENCY };
    return [{ sku, packName: pack.name, packQuantity: pack.quantity, packPrice, preferred }];
  });
}

/** 7.5 → "07:30" */
function clockTime(hour: number): string {
  const minutes = Math.round((hour % 1) * 60);
  return `${String(Math.floor(hour)).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
