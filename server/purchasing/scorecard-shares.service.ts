import { uuidv7 } from 'uuidv7';
import type {
  ScorecardShare,
  ScorecardShareInput,
  SharedScorecard,
} from '../../shared/purchasing/scorecard.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { openLink, scorecardUrl, type LinkContext } from '../orders/links.service.ts';
import { notFound } from '../platform/errors.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import { findShare, insertShare } from './scorecard-shares.store.ts';
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
