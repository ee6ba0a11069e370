import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';

export interface RecordedSale {
  externalId: string;
  fingerprint: Buffer;
}

export async function listSalesByExternalId(
  db: Queryable,
  storeId: string,
  externalIds: readonly string[],
): Promise<RecordedSale[]> {
  const { rows } = await sql<RecordedSale>`select external_id as "externalId", fingerprint from sale
    where store_id = ${storeId} and external_id = any(${externalIds})`.execute(db);
  return rows;
}

export interface NewSale {
  id: string;
  externalId: string;
  soldAt: Date;
  fingerprint: Buffer;
  lines: readonly { itemId: string; quantity: number }[];
}

/**
 * Writes sales, their lines, and one movement for each stocked item that a line takes through its recipe, rounded to
 * thousandths per line. Three statements, however many sales there are.
 */
export async function insertSales(
  trx: Transaction,
  storeId: string,
  sales: readonly NewSale[],
  now: Date,
): Promise<void> {
  await sql`insert into sale (store_id, id, external_id, sold_at, recorded_at, fingerprint)
    select ${storeId}, id, external_id, sold_at, ${now}, fingerprint
    from unnest(${sales.map(({ id }) => id)}::uuid[], ${sales.map(({ externalId }) => externalId)}::text[],
      ${sales.map(({ soldAt }) => soldAt)}::timestamptz[], ${sales.map(({ fingerprint }) => fingerprint)}::bytea[])
      as s (id, external_id, sold_at, fingerprint)`.execute(trx);
  const lines = sales.flatMap(({ id, soldAt, lines }) =>
    lines.map((line) => ({ saleId: id, soldAt, ...line })),
  );
  const columns = sql`unnest(${lines.map(({ saleId }) => saleId)}::uuid[], ${lines.map(({ itemId }) => itemId)}::uuid[],
      ${lines.map(({ quantity }) => quantity)}::numeric[], ${lines.map(({ soldAt }) => soldAt)}::timestamptz[])
      with ordinality as l (sale_id, item_id, quantity, sold_at, n)`;
  await sql`insert into sale_line (store_id, sale_id, item_id, quantity, sold_at)
    select ${storeId}, sale_id, item_id, quantity, sold_at from ${columns} order by n`.execute(trx);
  await sql`insert into movement (store_id, item_id, type, quantity, at, recorded_at, source_id)
    select ${storeId}, c.component_id, 'sale', -round(l.quantity * c.quantity, 3), l.sold_at, ${now}, l.sale_id
    from ${columns} join recipe_closure c on c.item_id = l.item_id and c.draws
    order by l.sold_at, l.n`.execute(trx);
}
