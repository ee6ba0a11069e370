import type {
  SavedScorecardPolicy,
  ScorecardPolicy,
  ScorecardPolicyInput,
  ScorecardPreview,
} from '../../shared/purchasing/scorecard.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { listAllSuppliers } from '../suppliers/suppliers.service.ts';
import { saveStandings } from '../suppliers/standings.service.ts';
import { listLineFacts } from './scorecard-facts.store.ts';
import { mergePolicy, policyMistakes } from './scorecard-policy.ts';
import { findSavedPolicy, savePolicy } from './scorecard-policy.store.ts';
import { ranked, scoreOf, standingOf, USUAL_POLICY } from './scorecard-score.ts';
import { figuresOf } from './scorecard.ts';

const DAY_MS = 86_400_000;
/** Standings, and what is shown where nothing else is asked for, are of the orders that were due in so many days. */
export const USUAL_DAYS = 90;

/** How suppliers are scored. Version 0 is that of the program. */
export async function readScorecardPolicy(db: Queryable): Promise<SavedScorecardPolicy> {
  return (await findSavedPolicy(db)) ?? { ...USUAL_POLICY, version: 0 };
}

/**
 * Sets how suppliers are scored and what follows, in every store, from now on.
 * @throws AppError `invalid`; `precondition-failed` when `ifVersion` is not the current one
 */
export function changeScorecardPolicy(
  ctx: Context,
  input: ScorecardPolicyInput,
  ifVersion?: string,
): Promise<SavedScorecardPolicy> {
  return ctx.db.transaction().execute(async (trx) => {
    const before = (await findSavedPolicy(trx, { lock: true })) ?? { ...USUAL_POLICY, version: 0 };
    if (ifVersion !== undefined && ifVersion !== `${before.version}`)
      throw new AppError('precondition-failed', 'Somebody else changed the policy meanwhile; load it again.');
    const policy = merged(before, input);
    const version = before.version + 1;
    await savePolicy(trx, policy, version);
    await refreshStandings(trx, policy, ctx.clock.now());
    const states = { before: mergePolicy(before, {}), after: policy };
    await recordAudit(trx, ctx, { action: 'scorecard-policy.change', ...states });
    return { ...policy, version };
  });
}

function merged(before: ScorecardPolicy, input: ScorecardPolicyInput): ScorecardPolicy {
  const policy = mergePolicy(before, input);
  const errors = policyMistakes(policy);
  if (errors.length > 0) throw invalid(errors);
  return policy;
}

/** How suppliers would score and stand under another policy, and how they do. Nothing is changed. @throws AppError `invalid` */
export async function previewScorecardPolicy(
  { db, clock }: Context,
  input: ScorecardPolicyInput,
): Promise<ScorecardPreview> {
  const before = mergePolicy(await readScorecardPolicy(db), {});
  const policy = merged(before, input);
  const now = clock.now();
  const [was, next] = [await scoreAll(db, before, now), await scoreAll(db, policy, now)];
  const wasOf = new Map(was.map((each) => [each.supplierId, each]));
  const items = ranked(next).map(({ supplierId, supplier, score, standing }) => {
    const { score: scored, standing: stood } = wasOf.get(supplierId)!;
    return { supplierId, supplier, score, standing, before: { score: scored, standing: stood } };
  });
  return { policy, items };
}

async function scoreAll(db: Queryable, policy: ScorecardPolicy, now: Date) {
  const from = new Date(now.getTime() - USUAL_DAYS * DAY_MS);
  const tolerance = policy.toleranceMinutes * 60_000;
  const window = { supplierIds: null, storeIds: null, from, to: now, now, tolerance };
  const facts = Map.groupBy(await listLineFacts(db, window), ({ supplierId }) => supplierId);
  return (await listAllSuppliers(db)).map(({ id: supplierId, name: supplier }) => {
    const { score } = scoreOf(figuresOf(facts.get(supplierId) ?? [], tolerance), policy.weights);
    return { supplierId, supplier, score, standing: standingOf(score, policy, supplierId, now) };
  });
}

async function refreshStandings(db: Queryable, policy: ScorecardPolicy, now: Date): Promise<void> {
  const scored = await scoreAll(db, policy, now);
  const rows = scored.map(({ supplierId, standing, score }) => ({
    supplierId,
    standing,
    score: score.value,
  }));
  await saveStandings(db, rows, now);
}

/** Looks again at how every supplier stands: deliveries came, and others are overdue by now. */
export async function renewStandings({ db, clock }: Context): Promise<void> {
  await refreshStandings(db, mergePolicy(await readScorecardPolicy(db), {}), clock.now());
}
