import { sql } from 'kysely';
import type { ExchangeParty } from '../../shared/suppliers/supplier-exchange.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';

/** How files are exchanged with a supplier. */
export interface ExchangeRow {
  supplierId: string;
  folder: string;
  format: 'csv' | 'x12';
  us: ExchangeParty | null;
  them: ExchangeParty | null;
  test: boolean;
  version: number;
}

const party = (side: 'our' | 'their') => {
  const [qualifier, id] = [sql.ref(`${side}_qualifier`), sql.ref(`${side}_id`)];
  return sql`case when ${id} is not null then json_build_object('qualifier', ${qualifier}, 'id', ${id}) end`;
};
const columns = sql`supplier_id as "supplierId", folder, format, ${party('our')} as us, ${party('their')} as them, test, version`;

/** Every supplier that files are exchanged with. */
export async function listExchanges(db: Queryable): Promise<ExchangeRow[]> {
  const { rows } = await sql<ExchangeRow>`select ${columns} from supplier_exchange order by folder`.execute(
    db,
  );
  return rows;
}

export async function findExchange(db: Queryable, supplierId: string): Promise<ExchangeRow | undefined> {
  const { rows } = await sql<ExchangeRow>`select ${columns} from supplier_exchange
    where supplier_id = ${supplierId}`.execute(db);
  return rows[0];
}

/** The folder of a supplier stays what it was first. */
export async function upsertExchange(
  trx: Transaction,
  { supplierId, folder, format, us, them, test }: Omit<ExchangeRow, 'version'>,
  now: Date,
): Promise<void> {
  await sql`insert into supplier_exchange (supplier_id, folder, format, our_qualifier, our_id, their_qualifier, their_id,
      test, updated_at)
    values (${supplierId}, ${folder}, ${format}, ${us?.qualifier ?? null}, ${us?.id ?? null}, ${them?.qualifier ?? null},
      ${them?.id ?? null}, ${test}, ${now})
    on conflict (supplier_id) do update set format = excluded.format, our_qualifier = excluded.our_qualifier,
      our_id = excluded.our_id, their_qualifier = excluded.their_qualifier, their_id = excluded.their_id,
      test = excluded.test, version = supplier_exchange.version + 1, updated_at = excluded.updated_at`.execute(
    trx,
  );
}

/** The next control number of nine digits; after the last comes the first again. */
export async function takeControlNumber(trx: Transaction, supplierId: string): Promise<number> {
  const { rows } = await sql<{ number: number }>`update supplier_exchange
    set last_control_number = last_control_number % 999999999 + 1
    where supplier_id = ${supplierId} returning last_control_number as number`.execute(trx);
  return rows[0]!.number;
}
