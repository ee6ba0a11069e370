import type { FieldError } from '../../shared/errors.ts';
import { amountText, type Money } from '../../shared/money.ts';
import type {
  PurchaseOrderLineInput,
  PurchaseOrderState,
} from '../../shared/purchasing/purchase-order.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import { oddPrice, timesWords } from '../../shared/suppliers/odd-price.ts';
import { packPriceOf } from '../../shared/suppliers/pack-price.ts';
import type { SupplierItem } from '../../shared/suppliers/supplier.schema.ts';

/** What an item has to be known by to be ordered. */
export interface OrderedItem {
  id: string;
  sku: string;
  unit: string;
  stocked: boolean;
}

export interface LineContext {
  item: OrderedItem | undefined;
  /** As the supplier sells it; absent where its list does not have it. */
  offer: SupplierItem | undefined;
  /** Of the quantity in the stock unit, or why it cannot be turned into that. */
  converted: { quantity: number } | { problem: string } | undefined;
  currency: string;
  now: Date;
}

/** A line in whole packs; amounts in the stock unit, the price in minor units. */
export interface ResolvedLine {
  itemId: string;
  supplierSku: string;
  packName: string;
  packQuantity: number;
  packs: number;
  quantity: number;
  packPrice: number | null;
  expectedAt: Date | null;
}

/** A line as it is ordered, or what is wrong with it, by field. What the supplier does not list is ordered by the unit. */
export function resolveLine(
  line: PurchaseOrderLineInput,
  { item, offer, converted, currency, now }: LineContext,
): ResolvedLine | { errors: FieldError[] } {
  const refuse = (field: string, detail: string) => ({ errors: [{ pointer: `/${field}`, detail }] });
  if (!item) return refuse('sku', `no item has SKU ${line.sku}`);
  if (!item.stocked) return refuse('sku', `${line.sku} is made to order; order its ingredients instead`);
  if (converted && 'problem' in converted) return refuse('unit', converted.problem);
  const packQuantity = offer?.packQuantity ?? 1;
  const packName = offer?.packName ?? item.unit;
  const packs = packsOf(line, converted?.quantity, packQuantity);
  if (packs === null) return refuse('packs', 'is missing; give packs, or a quantity');
  if (!Number.isInteger(packs))
    return refuse('packs', `must be whole; ${line.packs} of a ${packName} cannot be ordered`);
  if (line.packs !== undefined && converted && packs * packQuantity !== converted.quantity)
    return refuse(
      'quantity',
      `${line.packs} × ${packQuantity} ${item.unit} is not ${converted.quantity}; give one of both`,
    );
  if (offer && packs < offer.moq)
    return refuse('packs', `${line.sku} is sold from ${offer.moq} × ${packName} on, not ${packs}`);
  const usual = offer ? packPriceOf(offer, packs) : null;
  const price = line.packPrice ?? usual;
  const mistake = priceMistake(line.packPrice, usual, currency);
  if (mistake) return refuse('packPrice', mistake);
  if (line.expectedAt !== undefined && new Date(line.expectedAt) <= now)
    return refuse('expectedAt', `${line.expectedAt} is past; give a time to come, or leave it out`);
  return {
    itemId: item.id,
    supplierSku: offer?.supplierSku ?? line.sku,
    ...{ packName, packQuantity, packs },
    quantity: fromThousandths(toThousandths(packQuantity) * packs),
    packPrice: price?.amount ?? null,
    expectedAt: line.expectedAt === undefined ? null : new Date(line.expectedAt),
  };
}

function packsOf(
  { packs, quantity }: PurchaseOrderLineInput,
  inStockUnit: number | undefined,
  packQuantity: number,
): number | null {
  if (packs !== undefined) return packs;
  if (quantity === undefined || inStockUnit === undefined) return null;
  return Math.ceil(toThousandths(inStockUnit) / toThousandths(packQuantity));
}

/** Why a price is not taken as it is. */
export function priceMistake(price: Money | undefined, usual: Money | null, currency: string): string | null {
  if (!price) return null;
  if (price.currency !== currency) return `this supplier is paid in ${currency}, not ${price.currency}`;
  const odd = oddPrice({ packQuantity: 1, packPrice: price }, { packQuantity: 1, packPrice: usual });
  if (!odd || !usual) return null;
  const meant = amountText({ amount: odd.meant, currency });
  return `${amountText(price)} ${currency} is ${timesWords(odd.times)} the usual ${amountText(usual)}; did you mean ${meant}? Amounts are in minor units`;
}

/** From which states each move may be made. */
const MOVES = {
  approve: ['draft'],
  send: ['draft', 'approved'],
  acknowledge: ['sent', 'acknowledged', 'partially-received'],
  delay: ['sent', 'acknowledged', 'partially-received'],
  ship: ['sent', 'acknowledged', 'partially-received'],
  receive: ['sent', 'acknowledged', 'partially-received', 'received'],
  cancel: ['draft', 'approved', 'sent', 'acknowledged', 'partially-received'],
  change: ['draft', 'approved', 'sent', 'acknowledged', 'partially-received'],
} satisfies Record<string, readonly PurchaseOrderState[]>;
export type Move = keyof typeof MOVES;

/** Why a purchase order in this state cannot be moved so; null where it can. */
export function moveProblem(move: Move, state: PurchaseOrderState): string | null {
  const from: readonly PurchaseOrderState[] = MOVES[move];
  if (from.includes(state)) return null;
  return state === 'draft' || state === 'approved'
    ? 'was not sent yet'
    : `is ${state.replace('-', ' ')} already`;
}
