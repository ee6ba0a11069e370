import type { AuditEntry, AuditQuery } from '../../shared/identity/audit.schema.ts';
import type { Actor } from '../platform/actor.ts';
import type { Clock } from '../platform/clock.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { unknownCursor } from '../platform/paging.ts';
import { differenceOf } from './audit-difference.ts';
import { insertAuditEntries, listAuditEntries, type AuditRow } from './audit.store.ts';

/** One change to be remembered. `action` reads `thing.deed`: "item.change", "availability.set". */
export interface AuditFact {
  /** Absent: of the organisation. */
  storeId?: string | null;
  action: string;
  entity?: { id: string; name: string };
  before?: object | null;
  after?: object | null;
}

interface Acting {
  actor: Actor;
  clock: Clock;
}

/** Remembers changes, in the transaction that makes them. Of two states of the same thing only what differs is kept. */
export async function recordAudit(
  trx: Transaction,
  { actor, clock }: Acting,
  ...facts: readonly AuditFact[]
): Promise<void> {
  const entries = facts.flatMap(({ storeId = null, action, entity, before = null, after = null }) => {
    const states =
      before && after
        ? differenceOf(before as Record<string, unknown>, after as Record<string, unknown>)
        : { before, after };
    return states
      ? [{ storeId, action, entityId: entity?.id ?? null, entityName: entity?.name ?? null, ...states }]
      : [];
  });
  if (entries.length > 0) await insertAuditEntries(trx, actor, entries, clock.now());
}

/** The record of a store, or of everything for `null`; newest first, before the entry that `cursor` names. */
export async function findAuditPage(
  db: Queryable,
  storeId: string | null,
  { search, from, to }: AuditQuery,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<AuditEntry[]> {
  const before = after === undefined ? undefined : Number(after);
  if (before !== undefined && !Number.isSafeInteger(before)) throw unknownCursor();
  return (await listAuditEntries(db, { storeId, search: search || undefined, from, to, before, limit })).map(
    toEntry,
  );
}

function toEntry({ actorKind, actorId, actorName, device, at, ...row }: AuditRow): AuditEntry {
  return { ...row, at: at.toISOString(), actor: { kind: actorKind, id: actorId, name: actorName, device } };
}
