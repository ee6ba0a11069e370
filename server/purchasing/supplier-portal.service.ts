import type {
  AcknowledgeInput,
  DelayInput,
  PurchaseOrder,
  PurchaseOrderLine,
  ShipmentInput,
} from '../../shared/purchasing/purchase-order.schema.ts';
import {
  PORTAL_EVENT_KINDS,
  type PortalLine,
  type PortalOther,
  type PriceListInput,
  type SupplierPortalView,
} from '../../shared/purchasing/supplier-portal.schema.ts';
import type { Money } from '../../shared/money.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { ItemsContext } from '../items/items.service.ts';
import type { Link } from '../orders/link-token.ts';
import { openLink, supplierUrls, type LinkContext } from '../orders/links.service.ts';
import { SYSTEM } from '../platform/actor.ts';
import type { Queryable } from '../platform/database.ts';
import { AppError, notFound } from '../platform/errors.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { changePrices, listSupplierItems } from '../suppliers/supplier-items.service.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import type { Photo } from './photo-format.ts';
import { getPurchaseOrderWhole, type Deed } from './purchase-orders.service.ts';
import { insertEvent, listPurchaseOrders } from './purchase-orders.store.ts';
import { findPhotoOfOrder } from './receipt-photos.store.ts';
import { listReceipts, type ReceiptRow } from './receipts.store.ts';
import { acknowledgePurchaseOrder, announceShipment, reportDelay } from './supplier-answers.service.ts';

const DAY_MS = 86_400_000;
/** Of an order that is over, the page is kept for so long. */
const KEPT_DAYS = 90;
const MAX_OTHERS = 50;
const MAX_WORDS = 300;
const SHOWN_EVENTS: readonly string[] = PORTAL_EVENT_KINDS;

/** What whoever has the link may see. @throws AppError `not-found` for a link that is not ours or has run out */
export async function findPortalView(ctx: LinkContext, token: string): Promise<SupplierPortalView> {
  return viewBy(ctx, await openPortal(ctx, token));
}

/** A picture of what was sent back of the order. @throws AppError `not-found` */
export async function findPhotoByLink(ctx: LinkContext, token: string, photoId: string): Promise<Photo> {
  const link = await openPortal(ctx, token);
  return inStoreView(ctx.db, link.storeId, async (trx) => {
    const { poId } = await getShownOrder(ctx, trx, link);
    const photo = await findPhotoOfOrder(trx, link.storeId, { poId, photoId });
    if (!photo) throw notFound(`Photo ${photoId}`);
    return photo;
  });
}

/** Errors as in {@link acknowledgePurchaseOrder}. */
export function confirmByLink(
  ctx: LinkContext,
  token: string,
  input: AcknowledgeInput,
  idempotencyKey: string | undefined,
): Promise<SupplierPortalView> {
  return answerByLink(ctx, token, idempotencyKey, (asSupplier, link, deed) =>
    acknowledgePurchaseOrder(asSupplier, link.storeId, link.id, input, deed),
  );
}

/** Errors as in {@link reportDelay}. */
export function delayByLink(
  ctx: LinkContext,
  token: string,
  input: DelayInput,
  idempotencyKey: string | undefined,
): Promise<SupplierPortalView> {
  return answerByLink(ctx, token, idempotencyKey, (asSupplier, link, deed) =>
    reportDelay(asSupplier, link.storeId, link.id, input, deed),
  );
}

/** Errors as in {@link announceShipment}. */
export function shipByLink(
  ctx: LinkContext,
  token: string,
  input: ShipmentInput,
  idempotencyKey: string | undefined,
): Promise<SupplierPortalView> {
  return answerByLink(ctx, token, idempotencyKey, (asSupplier, link, deed) =>
    announceShipment(asSupplier, link.storeId, link.id, input, deed),
  );
}

/**
 * Takes new prices of the supplier, from the next order on. The same prices again change nothing.
 * @throws AppError `not-found`; as {@link changePrices}
 */
export async function priceByLink(
  ctx: LinkContext & ItemsContext,
  token: string,
  { prices }: PriceListInput,
): Promise<SupplierPortalView> {
  const link = await openPortal(ctx, token);
  const { storeId, id } = link;
  const order = await inStoreView(ctx.db, storeId, (trx) => getShownOrder(ctx, trx, link));
  const asSupplier = { ...ctx, actor: { ...SYSTEM, name: order.supplier } };
  await changePrices(asSupplier, order.supplierId, prices);
  const words = `new prices of ${prices.map(({ supplierSku }) => supplierSku).join(', ')}`.slice(
    0,
    MAX_WORDS,
  );
  const event = { kind: 'prices', words, by: order.supplier, via: 'portal' } as const;
  await inStoreTransaction(ctx, storeId, (trx) => insertEvent(trx, storeId, id, event, ctx.clock.now()));
  return viewBy(ctx, link);
}

/** Does something with the order that a link opens, as its supplier, and shows it as it is then. */
async function answerByLink(
  ctx: LinkContext,
  token: string,
  idempotencyKey: string | undefined,
  answer: (asSupplier: LinkContext, link: Link, deed: Deed) => Promise<unknown>,
): Promise<SupplierPortalView> {
  const link = await openPortal(ctx, token);
  const { supplier } = await inStoreView(ctx.db, link.storeId, (trx) => getShownOrder(ctx, trx, link));
  const asSupplier = { ...ctx, actor: { ...SYSTEM, name: supplier } };
  await answer(asSupplier, link, { by: supplier, via: 'portal', idempotencyKey });
  return viewBy(ctx, link);
}

function openPortal(ctx: LinkContext, token: string): Promise<Link> {
  return openLink(ctx, ctx.db, 'purchase-order', token);
}

/** @throws AppError `not-found`, the same for an order that was never sent, is over for long, or does not exist */
async function getShownOrder(ctx: LinkContext, db: Queryable, { storeId, id }: Link): Promise<PurchaseOrder> {
  const now = ctx.clock.now();
  const order = await getPurchaseOrderWhole(db, storeId, id, now).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  });
  const closedAt = order?.closedAt === undefined ? Infinity : Date.parse(order.closedAt);
  if (!order || order.sentAt === undefined || closedAt + KEPT_DAYS * DAY_MS < now.getTime())
    throw notFound('What this link opens');
  return order;
}

function viewBy(ctx: LinkContext, link: Link): Promise<SupplierPortalView> {
  return inStoreView(ctx.db, link.storeId, async (trx) => {
    const order = await getShownOrder(ctx, trx, link);
    const { number, version, state, supplier, note, total, sentAt, acknowledgedAt, closedAt } = order;
    const { language, terms } = await getSupplierById(trx, order.supplierId);
    const { name, timeZone } = await getStoreById(trx, link.storeId);
    const receipts = await listReceipts(trx, link.storeId, order.poId);
    const sold = await listSupplierItems(trx, order.supplierId);
    const listPrices = new Map(sold.map(({ itemId, packPrice }) => [itemId, packPrice ?? undefined]));
    return {
      ...{ number, version, state, supplier, language, total, sentAt: sentAt! },
      store: { name, timeZone },
      ...(note !== undefined && { note }),
      ...(terms !== '' && { terms }),
      ...(acknowledgedAt !== undefined && { acknowledgedAt }),
      ...(closedAt !== undefined && { closedAt }),
      lines: order.lines.map((line) => toPortalLine(line, receipts, listPrices.get(line.itemId))),
      events: order.events
        .filter(({ kind }) => SHOWN_EVENTS.includes(kind))
        .map(({ at, kind }) => ({ at, kind })),
      others: await othersOf(ctx, trx, link.storeId, order),
    };
  });
}

function toPortalLine(
  line: PurchaseOrderLine,
  receipts: readonly ReceiptRow[],
  listPrice: Money | undefined,
): PortalLine {
  const { lineId, supplierSku, name, unit, packName, packQuantity, packPrice, deliveries } = line;
  const { quantity, received, rejected, outstanding, cancelled } = line;
  return {
    ...{ lineId, supplierSku, name, unit, packName, packQuantity, deliveries },
    ...{ quantity, received, rejected, outstanding, cancelled },
    ...(packPrice !== undefined && { packPrice }),
    ...(listPrice && { listPrice }),
    sentBack: sentBackOf(lineId, receipts),
  };
}

/** What of a line went back, oldest first; the pictures of one receipt stand with the first of its rows. */
function sentBackOf(lineId: string, receipts: readonly ReceiptRow[]): PortalLine['sentBack'] {
  return receipts
    .filter(({ undone }) => !undone)
    .reverse()
    .flatMap(({ at, lines, photos }) => {
      const rows = lines.filter((row) => row.lineId === lineId && row.rejected > 0);
      const ids = photos.filter((photo) => photo.lineId === lineId).map(({ photoId }) => photoId);
      return rows.map(({ rejected, reason }, index) => ({
        ...{ at: at.toISOString(), quantity: rejected, reason: reason ?? '' },
        photos: index === 0 ? ids : [],
      }));
    });
}

async function othersOf(
  ctx: LinkContext,
  db: Queryable,
  storeId: string,
  { supplierId, poId }: PurchaseOrder,
): Promise<PortalOther[]> {
  const urlOf = await supplierUrls(ctx, db, storeId);
  const open = await listPurchaseOrders(db, storeId, { status: 'open', supplierId, limit: MAX_OTHERS });
  return open
    .filter((order) => order.sentAt !== null && order.poId !== poId)
    .map(({ poId: id, number, state, lineCount, expectedAt }) => ({
      ...{ number, state, lineCount, url: urlOf(id) },
      ...(expectedAt && { expectedAt: expectedAt.toISOString() }),
    }));
}
