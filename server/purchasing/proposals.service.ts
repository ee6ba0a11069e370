import type { FieldError } from '../../shared/errors.ts';
import type { PurchaseOrder } from '../../shared/purchasing/purchase-order.schema.ts';
import type {
  AcceptProposalsInput,
  NextDelivery,
  ReorderProposal,
} from '../../shared/purchasing/reorder.schema.ts';
import type { StandingInForce } from '../../shared/purchasing/scorecard.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import type { Transaction } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { answerOnce } from '../platform/idempotency.store.ts';
import { inStoreTransaction, inStoreView, type LockedStore } from '../platform/store-transaction.ts';
import { nextDelivery } from '../suppliers/delivery-calendar.ts';
import { findStandings } from '../suppliers/standings.service.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import { addPurchaseOrder } from './draft.service.ts';
import { readGoodsIn, weighProposals } from './order-outlook.service.ts';
import { getPurchaseOrderWhole, type Deed } from './purchase-orders.service.ts';
import { readReorderGround, type ReorderGround } from './reorder-ground.service.ts';
import { whyMet, type ReorderItem } from './reorder-need.ts';
import { isSentByItself, proposeOrders } from './reorder.ts';
import { listStoresThatOrderThemselves } from './reorder.store.ts';
import { needsApproval, sendInside } from './send.service.ts';

/** What a store should order now, by supplier; `withTrade`: and what each line risks. */
export async function findProposals(
  ctx: Context,
  storeId: string,
  { withTrade = false } = {},
): Promise<ReorderProposal[]> {
  const now = ctx.clock.now();
  const { found, goods } = await inStoreView(ctx.db, storeId, async (trx) => {
    const { timeZone } = await getStoreById(trx, storeId);
    const found = await proposalsOf(trx, storeId, timeZone, now);
    const itemIds = found.proposals.flatMap(({ lines }) => lines.map(({ itemId }) => itemId));
    return { found, goods: withTrade ? await readGoodsIn(trx, storeId, itemIds, now) : null };
  });
  return goods ? weighProposals(found.proposals, found, goods) : found.proposals;
}

/** The delivery that an order from this supplier makes now. @throws AppError `not-found` */
export function findNextDelivery(ctx: Context, storeId: string, supplierId: string): Promise<NextDelivery> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    const { timeZone } = await getStoreById(trx, storeId);
    const next = nextDelivery(await getSupplierById(trx, supplierId), timeZone, ctx.clock.now());
    return next ? { deliverAt: next.deliverAt.toISOString(), orderBy: next.orderBy.toISOString() } : {};
  });
}

interface Proposed extends ReorderGround {
  proposals: ReorderProposal[];
}

async function proposalsOf(
  trx: Transaction,
  storeId: string,
  timeZone: string,
  now: Date,
  itemIds?: readonly string[],
): Promise<Proposed> {
  const ground = await readReorderGround(trx, storeId, { timeZone, now, itemIds });
  const standings = await findStandings(trx);
  const proposals = proposeOrders({ items: [...ground.items.values()], deliveries: ground.deliveries });
  return { ...ground, proposals: proposals.map((each) => withStanding(each, standings)) };
}

/** What follows from how a supplier stands, whoever orders there has to know. */
function withStanding(
  proposal: ReorderProposal,
  standings: ReadonlyMap<string, StandingInForce>,
): ReorderProposal {
  const standing = standings.get(proposal.supplierId);
  const acts = standing && (standing.warn || standing.drop || standing.block);
  return acts ? { ...proposal, standing } : proposal;
}

/**
 * Makes purchase orders of proposals, as far as they are wanted, and sends them where that was asked for and nobody has to
 * approve them.
 * @throws AppError `conflict` for a need that was met meanwhile; otherwise as for a purchase order
 */
export function acceptProposals(
  ctx: Context,
  storeId: string,
  input: AcceptProposalsInput,
  deed: Deed,
): Promise<{ orders: PurchaseOrder[] }> {
  return inStoreTransaction(ctx, storeId, (trx, store) => {
    const now = ctx.clock.now();
    return answerOnce(trx, storeId, deed.idempotencyKey, { accept: input }, now, async () => {
      const itemIds = input.proposals.flatMap(({ lines }) => lines.map(({ itemId }) => itemId));
      const proposed = await proposalsOf(trx, storeId, store.timeZone, now, itemIds);
      refuseMet(input, proposed.items);
      const orders: PurchaseOrder[] = [];
      for (const proposal of input.proposals) {
        const poId = await orderProposal(ctx, trx, store, proposal, proposed, deed);
        const draft = await getPurchaseOrderWhole(trx, storeId, poId, now);
        const isSent = input.send && !(await needsApproval(trx, storeId, draft.total.amount));
        if (isSent) await sendInside(ctx, trx, store, poId, deed);
        orders.push(isSent ? await getPurchaseOrderWhole(trx, storeId, poId, now) : draft);
      }
      return { orders };
    });
  });
}

function refuseMet({ proposals }: AcceptProposalsInput, items: ReadonlyMap<string, ReorderItem>): void {
  const errors = proposals.flatMap(({ lines }, at) =>
    lines.flatMap(({ itemId, basis }, index): FieldError[] => {
      const item = items.get(itemId);
      const pointer = `/proposals/${at}/lines/${index}`;
      if (!item) return [{ pointer: `${pointer}/itemId`, detail: 'nothing is proposed of this item' }];
      const problem = whyMet(item, basis);
      return problem ? [{ pointer: `${pointer}/basis`, detail: problem }] : [];
    }),
  );
  if (errors.length === 0) return;
  const unknown = errors.filter(({ pointer }) => pointer.endsWith('/itemId'));
  if (unknown.length > 0) throw invalid(unknown);
  throw new AppError('conflict', `Look at the proposals again: ${errors[0]!.detail}.`, errors);
}

type Accepted = AcceptProposalsInput['proposals'][number];

function orderProposal(
  ctx: Context,
  trx: Transaction,
  store: LockedStore,
  { supplierId, lines }: Accepted,
  { proposals, items }: Pick<Proposed, 'proposals' | 'items'>,
  deed: Deed,
): Promise<string> {
  const proposed = proposals.find((each) => each.supplierId === supplierId);
  const reasonOf = new Map(proposed?.lines.map(({ itemId, because }) => [itemId, because]));
  const skuOf = (itemId: string): string => items.get(itemId)!.sku;
  const reasons = new Map(
    lines.flatMap(({ itemId }) => {
      const reason = reasonOf.get(itemId);
      return reason ? [[skuOf(itemId), reason] as const] : [];
    }),
  );
  const wanted = lines.map(({ itemId, packs }) => ({ sku: skuOf(itemId), packs }));
  // That the need is open was just looked at, so the same order again is meant.
  return addPurchaseOrder(ctx, trx, store, { supplierId, lines: wanted, again: true }, deed, reasons);
}

const AUTOMATIC: Deed = { by: 'Larder', via: 'automatic' };

/** Orders what is proposed from suppliers whose policy says that nobody has to be asked. Returns how many orders were sent. */
export async function orderByItself(ctx: Context, storeId: string): Promise<number> {
  const wanted = (found: Proposed): ReorderProposal[] =>
    found.proposals.filter((each) => isSentByItself(each, found.suppliers.get(each.supplierId)!));
  const now = ctx.clock.now();
  const isAny = await inStoreView(ctx.db, storeId, async (trx) => {
    const { timeZone } = await getStoreById(trx, storeId);
    return wanted(await proposalsOf(trx, storeId, timeZone, now)).length > 0;
  });
  if (!isAny) return 0;
  return inStoreTransaction(ctx, storeId, async (trx, store) => {
    const found = await proposalsOf(trx, storeId, store.timeZone, now);
    const orders = wanted(found);
    for (const { supplierId, emergency, lines } of orders) {
      const poId = await orderProposal(ctx, trx, store, { supplierId, emergency, lines }, found, AUTOMATIC);
      await sendInside(ctx, trx, store, poId, AUTOMATIC);
    }
    return orders.length;
  });
}

/** As {@link orderByItself}, in every store: what goes wrong in one does not keep the others from ordering. */
export async function orderByThemselves(ctx: Context): Promise<number> {
  let sent = 0;
  const errors: unknown[] = [];
  for (const storeId of await listStoresThatOrderThemselves(ctx.db)) {
    try {
      sent += await orderByItself(ctx, storeId);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'ordering by itself failed');
  return sent;
}
