import { sql, type RawBuilder } from 'kysely';
import type { SearchHit, SearchKind } from '../../shared/displays/search.schema.ts';
import { LIGATURES } from '../../shared/items/fold.ts';
import type { Queryable } from '../platform/database.ts';

export interface Search {
  storeId: string;
  /** Folded; every one of them has to be found. */
  words: readonly string[];
  /** Folded, as it was typed. */
  whole: string;
  kinds: readonly SearchKind[];
  most: number;
}

export interface HitRow extends Omit<SearchHit, 'at'> {
  at: Date | null;
  /** 0 where it is called just so, 1 where it begins so, 2 where it is anywhere in it. */
  rank: number;
}

/** The best hits of each kind. Numbers of orders are looked for whole, everything else anywhere in its words. */
export async function searchRows(db: Queryable, search: Search): Promise<HitRow[]> {
  const parts = search.kinds.map((kind) => sql`(${KINDS[kind](search)})`);
  const { rows } = await sql<HitRow>`
    select kind, id, title, detail, at, rank from (${sql.join(parts, sql` union all `)}) hit
    order by rank, at desc nulls first, title`.execute(db);
  return rows;
}

/** Orders older than so many others are found by their number only: nobody waits for the names of years to be read. */
const RECENT = 10_000;

const KINDS: Record<SearchKind, (search: Search) => RawBuilder<unknown>> = {
  item: (search) =>
    best(
      search,
      sql`(select 'item' as kind, id, name as title, concat_ws(' · ', sku, nullif(category, '')) as detail,
        null::timestamptz as at, sku as code, category as more from item) it`,
    ),
  supplier: (search) =>
    best(
      search,
      sql`(select 'supplier' as kind, id, name as title, coalesce(email, '') as detail, null::timestamptz as at,
        '' as code, coalesce(email, '') as more from supplier) it`,
    ),
  screen: (search) =>
    best(
      search,
      sql`(select 'screen' as kind, id, name as title, kind as detail, null::timestamptz as at, '' as code,
        kind as more from device
        where store_id = ${search.storeId} and name is not null and claimed_at is not null and revoked_at is null) it`,
    ),
  order: (search) =>
    best(
      search,
      sql`(select 'order' as kind, o.id, '#' || o.number || ' ' || c.name as title,
        case when o.closed_at is null then 'open' else 'closed' end as detail, o.placed_at as at, o.number::text as code,
        coalesce(o.external_id, '') as more
        from customer_order o join customer c on c.store_id = o.store_id and c.id = o.customer_id
        where o.store_id = ${search.storeId} and (o.number::text = ${search.whole}
          or o.number > (select max(number) from customer_order where store_id = ${search.storeId}) - ${RECENT})) it`,
    ),
  'purchase-order': (search) =>
    best(
      search,
      sql`(select 'purchase-order' as kind, id, '#' || number || ' ' || supplier as title, state as detail,
        coalesce(sent_at, created_at) as at, number::text as code, coalesce(external_id, '') as more
        from purchase_order where store_id = ${search.storeId}) it`,
    ),
};

function best({ words, whole, most }: Search, from: RawBuilder<unknown>): RawBuilder<unknown> {
  const [title, code] = [folded(sql`title`), folded(sql`code`)];
  const patterns = words.map((word) => `%${escaped(word)}%`);
  return sql`
    select kind, id::text, title, detail, at,
      case when ${title} = ${whole} or ${code} = ${whole} then 0
        when ${title} like ${`${escaped(whole)}%`} or ${code} like ${`${escaped(whole)}%`} then 1 else 2 end as rank
    from ${from}
    where ${folded(sql`concat_ws(' ', title, code, more)`)} like all (${patterns}::text[])
    order by rank, at desc nulls first, title
    limit ${most}`;
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** As `fold` does it. */
function folded(text: RawBuilder<unknown>): RawBuilder<unknown> {
  const marks = sql`regexp_replace(normalize(lower(${text}), NFD), '[\u0300-\u036f]', '', 'g')`;
  return Object.entries(LIGATURES).reduce(
    (inner, [letter, plain]) => sql`replace(${inner}, ${letter}, ${plain})`,
    marks,
  );
}
