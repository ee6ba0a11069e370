import type { StandingInForce } from '../../shared/purchasing/scorecard.schema.ts';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import type { Queryable } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { listStandings, upsertStandings, type StandingRow } from './standings.store.ts';

/** How suppliers stand, by id; those never looked at are missing. */
export function findStandings(db: Queryable): Promise<Map<string, StandingInForce>> {
  return listStandings(db);
}

/** Keeps how suppliers stand from now on. */
export function saveStandings(db: Queryable, rows: readonly StandingRow[], now: Date): Promise<void> {
  return upsertStandings(db, rows, now);
}

/** Suppliers that nothing is ordered from where somebody else sells the item: dropped or blocked by their standing. */
export async function findAvoided(db: Queryable): Promise<Set<string>> {
  const standings = await listStandings(db);
  return new Set([...standings].flatMap(([id, { drop, block }]) => (drop || block ? [id] : [])));
}

/** @throws AppError `conflict` for a supplier of whose standing no new orders follow */
export async function refuseBlocked(
  db: Queryable,
  { id, name }: Pick<Supplier, 'id' | 'name'>,
): Promise<void> {
  const standing = (await listStandings(db)).get(id);
  if (!standing?.block) return;
  const score = standing.score === null ? '' : ` with ${Math.round(standing.score)} of 100 points`;
  throw new AppError(
    'conflict',
    `${name} stands at “${standing.word}”${score}, and nothing new is ordered from a supplier that stands so. Order elsewhere; or let a manager lift the standing on the supplier's scorecard.`,
  );
}
