import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Sale } from '../../../shared/stock/sale.schema.ts';
import { answer } from '../child.ts';
import { now } from '../monotonic.ts';

/** A batch of sales as columns, worked out beforehand: the peer has nothing to do but to write. */
interface Batch {
  sale: [ids: string[], externalIds: string[], soldAts: string[], fingerprints: Buffer[]];
  line: [saleIds: string[], itemIds: string[], quantities: number[], soldAts: string[]];
  level: [itemIds: string[], quantities: number[]];
}

export interface SqlPeerStart {
  connectionString: string;
  storeId: string;
}

interface Draw {
  sku: string;
  itemId: string;
  componentId: string;
  quantity: number;
}

let client: pg.Client;
let storeId: string;
let draws: Map<string, Draw[]>;

async function start(setting: SqlPeerStart): Promise<void> {
  storeId = setting.storeId;
  client = new pg.Client(setting);
  await client.connect();
  const { rows } =
    await client.query<Draw>(`select i.sku, c.item_id as "itemId", c.component_id as "componentId", c.quantity::float
    from recipe_closure c join item i on i.id = c.item_id where c.draws`);
  draws = Map.groupBy(rows, ({ sku }) => sku);
}

/** Writes each batch in one transaction; answers with how long that took, in milliseconds. */
async function write(batches: readonly (readonly Sale[])[]): Promise<number> {
  const prepared = batches.map(prepare);
  const startedAt = now();
  for (const batch of prepared) await writeBatch(batch);
  return now() - startedAt;
}

function prepare(sales: readonly Sale[]): Batch {
  const rows = sales.map((sale) => ({ ...sale, id: randomUUID() }));
  const lines = rows.flatMap(({ id, soldAt, lines }) =>
    lines.map((line) => ({ ...line, id, soldAt, itemId: draws.get(line.sku)![0]!.itemId })),
  );
  const taken = new Map<string, number>();
  for (const { sku, quantity } of lines) {
    for (const draw of draws.get(sku)!)
      taken.set(draw.componentId, (taken.get(draw.componentId) ?? 0) + draw.quantity * quantity);
  }
  return {
    sale: [
      rows.map(({ id }) => id),
      rows.map(({ externalId }) => externalId),
      rows.map(({ soldAt }) => soldAt),
      rows.map(() => randomBytes(32)),
    ],
    line: [
      lines.map(({ id }) => id),
      lines.map(({ itemId }) => itemId),
      lines.map(({ quantity }) => quantity),
      lines.map(({ soldAt }) => soldAt),
    ],
    level: [[...taken.keys()], [...taken.values()]],
  };
}

const INSERT_SALES = `insert into sale (store_id, id, external_id, sold_at, recorded_at, fingerprint)
  select $1, id, external_id, sold_at, now(), fingerprint
  from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::bytea[]) as s (id, external_id, sold_at, fingerprint)`;
const LINES =
  'unnest($2::uuid[], $3::uuid[], $4::numeric[], $5::timestamptz[]) as l (sale_id, item_id, quantity, sold_at)';
const INSERT_LINES = `insert into sale_line (store_id, sale_id, item_id, quantity, sold_at)
  select $1, sale_id, item_id, quantity, sold_at from ${LINES}`;
const INSERT_MOVEMENTS = `insert into movement (store_id, item_id, type, quantity, at, recorded_at, source_id)
  select $1, c.component_id, 'sale', -round(l.quantity * c.quantity, 3), l.sold_at, now(), l.sale_id
  from ${LINES} join recipe_closure c on c.item_id = l.item_id and c.draws`;
const UPDATE_LEVELS = `update stock_level l set on_hand = l.on_hand - t.quantity
  from unnest($2::uuid[], $3::numeric[]) as t (item_id, quantity) where l.store_id = $1 and l.item_id = t.item_id`;

async function writeBatch({ sale, line, level }: Batch): Promise<void> {
  await client.query('begin');
  await client.query(INSERT_SALES, [storeId, ...sale]);
  await client.query(INSERT_LINES, [storeId, ...line]);
  await client.query(INSERT_MOVEMENTS, [storeId, ...line]);
  await client.query(UPDATE_LEVELS, [storeId, ...level]);
  await client.query('commit');
}

const verbs = { start, write, stop: () => client.end() };

export type SqlPeerVerbs = typeof verbs;
answer(verbs);
