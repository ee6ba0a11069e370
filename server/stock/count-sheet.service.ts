import type { CountSheet, CountShelf, ShelvesInput } from '../../shared/stock/count-sheet.schema.ts';
import type { FieldError } from '../../shared/errors.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { listItemReferences } from '../items/items.service.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/errors.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { listToCount, replacePlaces, type CountRow, type Place } from './count-sheet.store.ts';

const LONGEST_AGO_MS = 7 * 24 * 60 * 60_000;

/** What there is to count, and what should be there at that time. @throws AppError `not-found`; `invalid` for a time to come, or long ago */
export function findCountSheet(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  storeId: string,
  at?: string,
): Promise<CountSheet> {
  const now = clock.now();
  const then = at === undefined ? now : new Date(at);
  const since = at === undefined ? null : then;
  const refuse = (detail: string) => invalid([{ pointer: '/querystring/at', detail }]);
  if (then > now) throw refuse('is still to come; give the time at which it was counted');
  if (now.getTime() - then.getTime() > LONGEST_AGO_MS) throw refuse('is more than a week ago; count again');
  return inStoreView(db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    return { at: then.toISOString(), shelves: shelvesOf(await listToCount(trx, storeId, since)) };
  });
}

function shelvesOf(rows: readonly CountRow[]): CountShelf[] {
  const groups = Map.groupBy(rows, ({ shelf, category }) =>
    JSON.stringify([shelf !== null, shelf ?? category]),
  );
  return [...groups.values()].map((group) => {
    const { shelf, category } = group[0]!;
    const lines = group.map(({ shelf: _, category: __, ...line }) => line);
    return { name: shelf ?? category, placed: shelf !== null, lines };
  });
}

/** Says where everything lies. @throws AppError `not-found`; `invalid` naming each line that is wrong */
export function arrangeShelves(
  ctx: Context,
  storeId: string,
  { shelves }: ShelvesInput,
): Promise<CountSheet> {
  return inStoreTransaction(ctx, storeId, async (trx) => {
    const now = ctx.clock.now();
    const known = await listItemReferences(trx, [...new Set(shelves.flatMap(({ skus }) => skus))]);
    const errors = mistakesIn(shelves, known);
    if (errors.length > 0) throw invalid(errors);
    const places = shelves.flatMap(({ name, skus }, shelfPosition): Place[] =>
      skus.map((sku, position) => ({ itemId: known.get(sku)!.id, shelf: name, shelfPosition, position })),
    );
    const before = (await listToCount(trx, storeId)).filter(({ shelf }) => shelf !== null);
    await replacePlaces(trx, storeId, places);
    await recordAudit(trx, ctx, {
      ...{ storeId, action: 'shelves.arrange', before: namesOf(before.map(({ shelf }) => shelf!)) },
      after: namesOf(shelves.map(({ name }) => name)),
    });
    return { at: now.toISOString(), shelves: shelvesOf(await listToCount(trx, storeId)) };
  });
}

const namesOf = (names: readonly string[]): { shelves: string } => ({
  shelves: [...new Set(names)].join(', '),
});

function mistakesIn(
  shelves: ShelvesInput['shelves'],
  known: ReadonlyMap<string, { stocked: boolean }>,
): FieldError[] {
  const seen = new Set<string>();
  return shelves.flatMap(({ name, skus }, index) => {
    const at = (field: string, detail: string): FieldError => ({
      pointer: `/shelves/${index}/${field}`,
      detail,
    });
    const isTwice = shelves.findIndex((other) => other.name === name) !== index;
    return [
      ...(isTwice ? [at('name', `${name} comes twice; put its items together`)] : []),
      ...skus.flatMap((sku, line): FieldError[] => {
        if (!known.get(sku)?.stocked) return [at(`skus/${line}`, `nothing that is counted has SKU ${sku}`)];
        if (seen.has(sku)) return [at(`skus/${line}`, `${sku} lies on a shelf already; leave one out`)];
        seen.add(sku);
        return [];
      }),
    ];
  });
}
