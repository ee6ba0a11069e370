import { uuidv7 } from 'uuidv7';
import type {
  ScorecardShare,
  ScorecardShareInput,
  ScorecardShareList,
  SharedScorecard,
} from '../../shared/purchasing/scorecard.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { openLink, scorecardUrl, type LinkContext } from '../orders/links.service.ts';
import { notFound } from '../platform/errors.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import { endShare, findShare, insertShare, listShares } from './scorecard-shares.store.ts';
import { findScorecard, spanOf } from './scorecards.service.ts';

const DAY_MS = 86_400_000;

/**
 * A link by which a supplier sees its own scorecard, of these stores (null: all) and this time, and nothing else.
 * @throws AppError `not-found`; `invalid`
 */
export function shareScorecard(
  ctx: LinkContext,
  supplierId: string,
  { validDays, ...window }: ScorecardShareInput,
  storeIds: string[] | null,
): Promise<ScorecardShare> {
  const now = ctx.clock.now();
  const span = spanOf({ ...window, storeIds }, now);
  const expiresAt = new Date(now.getTime() + validDays * DAY_MS);
  return ctx.db.transaction().execute(async (trx) => {
    const supplier = await getSupplierById(trx, supplierId);
    const row = { id: uuidv7(), supplierId, storeIds, ...span, by: ctx.actor.name, expiresAt };
    await insertShare(trx, row, now);
    const after = {
      from: span.from.toISOString(),
      to: span.to.toISOString(),
      until: expiresAt.toISOString(),
    };
    await recordAudit(trx, ctx, { action: 'scorecard.share', entity: supplier, after });
    const url = await scorecardUrl(ctx, trx, { supplierId, shareId: row.id });
    return { url, expiresAt: expiresAt.toISOString() };
  });
}

/** Links that still hold, of those that count orders of no other stores than these (null: any). @throws AppError `not-found` */
export async function findShares(
  { db, clock }: Pick<LinkContext, 'db' | 'clock'>,
  supplierId: string,
  storeIds: string[] | null,
): Promise<ScorecardShareList> {
  await getSupplierById(db, supplierId);
  const shares = await listShares(db, supplierId, storeIds, clock.now());
  return {
    items: shares.map(({ from, to, createdAt, expiresAt, ...share }) => ({
      ...share,
      ...{ from: from.toISOString(), to: to.toISOString() },
      ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
    })),
  };
}

/** Ends a link at once. @throws AppError `not-found`, also where it does not hold any more or is not for the caller to end */
export function endScorecardShare(
  ctx: LinkContext,
  { supplierId, shareId }: { supplierId: string; shareId: string },
  storeIds: string[] | null,
): Promise<void> {
  const now = ctx.clock.now();
  return ctx.db.transaction().execute(async (trx) => {
    const supplier = await getSupplierById(trx, supplierId);
    const held = (await listShares(trx, supplierId, storeIds, now)).find(
      (share) => share.shareId === shareId,
    );
    if (!held) throw notFound('This link');
    await endShare(trx, shareId, now);
    const before = { from: held.from.toISOString(), to: held.to.toISOString(), by: held.by };
    await recordAudit(trx, ctx, { action: 'scorecard.share-end', entity: supplier, before });
  });
}

/** What such a link shows. @throws AppError `not-found` for a link that is not ours, or whose time is over */
export async function findSharedScorecard(ctx: LinkContext, token: string): Promise<SharedScorecard> {
  const now = ctx.clock.now();
  const { id, storeId: supplierId } = await openLink(ctx, ctx.db, 'scorecard', token);
  const share = await findShare(ctx.db, id, now);
  if (share?.supplierId !== supplierId) throw notFound('What this link opens');
  const { from, to, storeIds, by, expiresAt } = share;
  const look = { from: from.toISOString(), to: to.toISOString(), storeIds };
  const {
    supplierId: _,
    active: __,
    inForce: ___,
    standing,
    ...card
  } = await findScorecard(ctx, supplierId, look);
  const { tone, word, tooFew } = standing;
  return {
    ...card,
    standing: { tone, word, ...(tooFew !== undefined && { tooFew }) },
    ...{ by, at: now.toISOString(), closedAt: look.to, expiresAt: expiresAt.toISOString() },
  };
}
