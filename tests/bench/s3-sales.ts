import pg from 'pg';
import type { Sale } from '../../shared/stock/sale.schema.ts';
import { startChild, type Child } from './child.ts';
import { COMPONENTS, salesOf, type Kitchen } from './kitchen.ts';
import { now } from './monotonic.ts';
import type { ProductVerbs } from './processes/product-server.ts';
import type { SqlPeerVerbs } from './processes/sql-peer.ts';
import { rowOf, type Row } from './report.ts';
import { seededRandom } from './statistics.ts';
import { REQUESTS, type Expense } from './spending.ts';
import { Till } from './till.ts';

export interface SalesSetting {
  connectionString: string;
  /** A copy of the product's database, which the peer writes to. */
  peerConnectionString: string;
  storeId: string;
  kitchen: Kitchen;
  rounds: number;
  batches: number;
}

const LINES_PER_BATCH = 500;

/** S3: lines of sales recorded per second, one batch after the other. Also answers with where the product's time went. */
export async function measureSales(setting: SalesSetting): Promise<{ rows: Row[]; spending: Expense[] }> {
  const { connectionString, peerConnectionString, storeId, rounds, batches } = setting;
  const product = startChild<ProductVerbs>('product-server');
  const peer = startChild<SqlPeerVerbs>('sql-peer');
  const till = new Till(await product.ask('start', { connectionString, port: 0 }), storeId, 1);
  await peer.ask('start', { connectionString: peerConnectionString, storeId });
  await oneRound({ till, peer }, batchesOf(setting, 'warm-up', 10));
  await Promise.all([analyse(connectionString), analyse(peerConnectionString)]);
  await product.ask('takeSpending');
  const figures: { product: number; peer: number }[] = [];
  for (let round = 0; round < rounds; round++)
    figures.push(await oneRound({ till, peer }, batchesOf(setting, `round-${round}`, batches)));
  const spending = await product.ask('takeSpending');
  till.close();
  await Promise.all([product.ask('stop'), peer.ask('stop')]);
  await Promise.all([product.stop(), peer.stop()]);
  await compareLedgers(setting);
  const row = rowOf({
    id: 'S3',
    what: `sale lines recorded, batches of ${LINES_PER_BATCH}, recipes of ${COMPONENTS}`,
    unit: '/s',
    product: figures.map((figure) => figure.product),
    peer: figures.map((figure) => figure.peer),
    target: { atLeast: 0.5 },
  });
  return { rows: [row], spending };
}

export function batchesOf({ kitchen }: SalesSetting, name: string, count: number): Sale[][] {
  const random = seededRandom(name.length);
  return Array.from({ length: count }, (_, index) =>
    salesOf(kitchen, LINES_PER_BATCH, `s3-${name}-${index}`, random),
  );
}

async function oneRound(
  { till, peer }: { till: Till; peer: Child<SqlPeerVerbs> },
  batches: readonly Sale[][],
) {
  const lines = batches.length * LINES_PER_BATCH;
  const product = await sellBatches(till, batches);
  const peerMs = await peer.ask('write', batches);
  return { product, peer: (lines / peerMs) * 1000 };
}

/** One batch after the other; answers with lines per second. */
export async function sellBatches(till: Till, batches: readonly Sale[][]): Promise<number> {
  const bodies = batches.map((sales) => JSON.stringify({ sales }));
  const startedAt = now();
  for (const body of bodies) await till.post(body);
  return (batches.length * LINES_PER_BATCH * 1000) / (now() - startedAt);
}

/**
 * As autovacuum does within a minute. Plans that a session keeps from when the tables were empty, such as those of foreign
 * keys, read whole tables until then.
 */
export async function analyse(connectionString: string): Promise<void> {
  await queryOnce(connectionString, 'vacuum analyze');
}

const LEDGER = `select (select count(*) from sale) as sales, (select count(*) from sale_line) as lines, (select count(*) from movement) as movements,
  (select sum(on_hand) from stock_level) as "onHand"`;

/** @throws Error when the two sides did not do the same work */
async function compareLedgers({ connectionString, peerConnectionString }: SalesSetting): Promise<void> {
  const [product, peer] = await Promise.all([connectionString, peerConnectionString].map(readLedger));
  if (product !== peer) throw new Error(`S3: the product wrote ${product}, the peer ${peer}`);
}

async function readLedger(connectionString: string): Promise<string> {
  return JSON.stringify((await queryOnce(connectionString, LEDGER))[0]);
}

export async function queryOnce(
  connectionString: string,
  text: string,
  values: readonly string[] = [],
): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<object>(text, [...values]);
  await client.end();
  return rows;
}

/** Where the time of the product's requests went: its statements, and everything else (HTTP, JSON, checks). */
export function spendingTable(
  spending: readonly Expense[],
  title = `S3, where the product's time goes, per request of ${LINES_PER_BATCH} lines`,
): string {
  const requests = spending.find(({ what }) => what === REQUESTS);
  if (!requests) return '';
  const statements = spending.filter(({ what, times }) => what !== REQUESTS && times >= requests.times);
  const rest = requests.ms - statements.reduce((sum, { ms }) => sum + ms, 0);
  const line = ({ what, times, ms }: Expense) =>
    [
      `${((100 * ms) / requests.ms).toFixed(1)} %`.padStart(8),
      `${(ms / requests.times).toFixed(2)} ms`.padStart(10),
      `${Math.round(times / requests.times)} ×`.padStart(5),
      what,
    ].join('  ');
  const all = [
    ...statements,
    { what: 'not in the database: HTTP, JSON, checks', times: requests.times, ms: rest },
  ];
  return [`${title}:`, ...all.sort((a, b) => b.ms - a.ms).map(line)].join('\n');
}
