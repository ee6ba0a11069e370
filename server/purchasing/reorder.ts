import type { Money } from '../../shared/money.ts';
import type { ReorderLine, ReorderProposal, ReorderReason } from '../../shared/purchasing/reorder.schema.ts';
import { fromThousandths } from '../../shared/quantity.ts';
import { packPriceOf } from '../../shared/suppliers/pack-price.ts';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import { chooseSource, usualSource } from './reorder-choice.ts';
import type { Chosen, Deliveries, ReorderSupplier, Source } from './reorder-choice.ts';
import type { Cover } from './reorder-cover.ts';
import { basisOf, isNeeded, isOut, levelsOf, type Levels, type ReorderItem } from './reorder-need.ts';
import { amountOf, packsFor } from './reorder-packs.ts';
import { candidateOf, topUps, type Candidate } from './reorder-top-up.ts';
import { belowMinimumWords, needWords, topUpWords } from './reorder-words.ts';

export interface ReorderInput {
  items: readonly ReorderItem[];
  deliveries: Deliveries;
}

/** A line with what it was made from. */
interface Draft {
  item: ReorderItem;
  levels: Levels;
  source: Chosen;
  packs: number;
  kind: ReorderReason['kind'];
}

/**
 * What to order now, by supplier: every item at or below its reorder point up to its level, and what customers wait for. Of
 * what is out, or soon will be, and comes earlier from another supplier only so much is ordered there that it lasts until the
 * usual one comes. An order below the supplier's minimum is filled up with what is nearest to its own reorder point, where that
 * reaches the minimum. What is in a hurry comes first. Accepted proposals count as `inPreparation`, and the same need is not
 * proposed again.
 */
export function proposeOrders({ items, deliveries }: ReorderInput): ReorderProposal[] {
  const drafts = items.flatMap((item) => draftOf(item, deliveries) ?? []);
  const groups = Map.groupBy(drafts, ({ source }) => source.supplier);
  const candidates = candidatesFor(missingBySupplier(groups), items, drafts, deliveries);
  return [...groups]
    .map(([supplier, needed]) => toProposal(supplier, needed, candidates.get(supplier.id) ?? []))
    .sort(
      (a, b) =>
        Number(b.emergency) - Number(a.emergency) ||
        compare(a.supplier, b.supplier) ||
        compare(a.supplierId, b.supplierId),
    );
}

/** Whether a proposal is sent without anybody's approval. */
export function isSentByItself(
  { total, belowMinimum, standing }: Pick<ReorderProposal, 'total' | 'belowMinimum' | 'standing'>,
  { ordering, automaticUpTo }: Pick<Supplier, 'ordering' | 'automaticUpTo'>,
): boolean {
  if (ordering !== 'automatic' || belowMinimum || standing?.block) return false;
  return automaticUpTo === null || (total !== undefined && total.amount <= automaticUpTo.amount);
}

function draftOf(item: ReorderItem, deliveries: Deliveries): Draft | null {
  const levels = levelsOf(item);
  if (!isNeeded(item, levels)) return null;
  const source = chooseSource(item, deliveries);
  if (!source) return null;
  const { projected } = levels;
  const upTo = source.instead ? bridgeTo(source.instead, item, levels, deliveries.now) : levels.level;
  const room = item.mostHeld === undefined ? Infinity : item.mostHeld - projected;
  const packs = packsFor(source.choice, upTo - projected, room, isOut(item));
  const kind = source.instead ? 'emergency' : 'reorder';
  return packs === 0 ? null : { item, levels, source, packs, kind };
}

/**
 * What is bought in a hurry lasts until the usual supplier comes: that much of the reorder point by the time it is for; where no
 * forecast says so, all of it.
 */
function bridgeTo({ delivery }: Source, { cover }: ReorderItem, { point, level }: Levels, now: Date): number {
  const least = Math.min(point + 1, level);
  if (!cover) return least;
  const share = (delivery.deliverAt.getTime() - now.getTime()) / (cover.until.getTime() - now.getTime());
  return Math.min(least, Math.ceil(point * share));
}

/** What each order is short of its supplier's minimum, in minor units; orders of unknown price are left as they are. */
function missingBySupplier(groups: ReadonlyMap<ReorderSupplier, readonly Draft[]>): Set<string> {
  const short = [...groups].filter(([supplier, drafts]) => missingOf(supplier, totalOf(drafts)) !== null);
  return new Set(short.map(([{ id }]) => id));
}

function missingOf({ minimumOrder }: ReorderSupplier, total: number | null): number | null {
  if (minimumOrder === null || total === null || total >= minimumOrder.amount) return null;
  return minimumOrder.amount - total;
}

function totalOf(drafts: readonly Pick<Draft, 'source' | 'packs'>[]): number | null {
  const amounts = drafts.map(({ source, packs }) => amountOf(source.choice, packs));
  return amounts.reduce((sum, amount) => (sum === null || amount === null ? null : sum + amount), 0);
}

/** What could be ordered with an order that is below the minimum: what is usually ordered there. */
function candidatesFor(
  supplierIds: ReadonlySet<string>,
  items: readonly ReorderItem[],
  drafts: readonly Draft[],
  deliveries: Deliveries,
): Map<string, Candidate[]> {
  if (supplierIds.size === 0) return new Map();
  const ordered = new Set(drafts.map(({ item }) => item.itemId));
  const candidates = items.flatMap((item) => {
    if (ordered.has(item.itemId)) return [];
    const source = usualSource(item, deliveries);
    return source && supplierIds.has(source.supplier.id) ? (candidateOf(item, source) ?? []) : [];
  });
  return Map.groupBy(candidates, ({ source }) => source.supplier.id);
}

function toProposal(
  supplier: ReorderSupplier,
  needed: readonly Draft[],
  candidates: readonly Candidate[],
): ReorderProposal {
  const missing = missingOf(supplier, totalOf(needed));
  const added = missing === null ? [] : topUps(candidates, missing);
  const drafts: Draft[] = [
    ...[...needed].sort((a, b) => compare(a.item.sku, b.item.sku)),
    ...added.map((each): Draft => ({ ...each, kind: 'top-up' })),
  ];
  const total = totalOf(drafts);
  const { deliverAt, orderBy } = needed[0]!.source.delivery;
  const currency = packPriceOf(needed[0]!.source.choice, 1)?.currency;
  return {
    supplierId: supplier.id,
    supplier: supplier.name,
    deliverAt: deliverAt.toISOString(),
    orderBy: orderBy.toISOString(),
    emergency: needed.some(({ kind }) => kind === 'emergency'),
    lines: drafts.map(toLine),
    ...(total !== null && currency !== undefined && { total: { amount: total, currency } }),
    ...(supplier.minimumOrder && { minimumOrder: supplier.minimumOrder }),
    ...shortOf(supplier, missingOf(supplier, total)),
  };
}

function shortOf(
  { name, minimumOrder }: ReorderSupplier,
  amount: number | null,
): Pick<ReorderProposal, 'belowMinimum'> {
  if (minimumOrder === null || amount === null) return {};
  const missing: Money = { amount, currency: minimumOrder.currency };
  const words = belowMinimumWords(name, minimumOrder, missing);
  return { belowMinimum: { minimum: minimumOrder, missing, words } };
}

function toLine(draft: Draft): ReorderLine {
  const { item, source, packs } = draft;
  const { itemId, sku, name, unit } = item;
  const { supplierSku, packName, packQuantity, packPrice: listPrice, priceBreaks, moq } = source.choice;
  const price = packPriceOf(source.choice, packs);
  return {
    ...{ itemId, sku, name, unit, supplierSku, packName, packs },
    packQuantity: fromThousandths(packQuantity),
    quantity: fromThousandths(packs * packQuantity),
    moq,
    ...(listPrice && { listPrice }),
    priceBreaks: [...priceBreaks],
    ...(price && { packPrice: price, amount: { ...price, amount: price.amount * packs } }),
    because: reasonOf(draft),
    basis: basisOf(item),
  };
}

function reasonOf({ item, levels, source, packs, kind }: Draft): ReorderReason {
  const { onHand, allocated, backordered, onOrder, inPreparation } = item;
  const words = kind === 'top-up' ? topUpWords : needWords;
  return {
    kind,
    onHand: fromThousandths(onHand),
    allocated: fromThousandths(allocated),
    backordered: fromThousandths(backordered),
    onOrder: fromThousandths(onOrder),
    inPreparation: fromThousandths(inPreparation),
    projected: fromThousandths(levels.projected),
    ...(levels.point >= 0 && { reorderPoint: fromThousandths(levels.point) }),
    orderUpTo: fromThousandths(levels.level),
    ...(item.cover && { forecast: forecastOf(item.cover) }),
    words: words(item, levels, source, packs),
  };
}

function forecastOf({
  perDay,
  share,
  until,
  point,
  forLateness,
}: Cover): NonNullable<ReorderReason['forecast']> {
  return {
    perDay: fromThousandths(perDay),
    serviceLevel: share,
    until: until.toISOString(),
    needed: fromThousandths(point),
    forLateness: fromThousandths(forLateness),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
