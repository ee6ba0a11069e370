import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureIsolation } from './isolation.ts';
import { kitchenOf, type Kitchen } from './kitchen.ts';
import { machineFacts } from './machine.ts';
import { fillKitchen, startBenchPostgres, type BenchPostgres } from './postgres.ts';
import { measureOrders } from './orders-rate.ts';
import { simulateReordering } from './reorder-simulation.ts';
import { tableOf, type Row } from './report.ts';
import { measureLatency } from './s1-latency.ts';
import { measureStart } from './s11-start.ts';
import { measureFlood } from './s2-flood.ts';
import { measureSales, spendingTable } from './s3-sales.ts';
import { measureBackorders } from './s4-backorders.ts';
import { measureForecasts } from './s5-forecasts.ts';
import { measureTable } from './table-scroll.ts';
import { measureTaps } from './taps.ts';
import { measureProposals } from './s6-proposals.ts';
import { measureWallSize } from './s8-wall-size.ts';
import { measureSnapshot } from './s9-snapshot.ts';

const USAGE = `npm run bench -- [options]
  --only S1,S3   only these
  --quick        fewer and shorter rounds: a look, not a verdict
  --json         the rows as JSON
Product and peer take turns; the figures are the medians of the rounds, "rounds" is the least and greatest ratio of one.`;

interface Measurement {
  ids: string[];
  run(postgres: BenchPostgres, quick: boolean): Promise<{ rows: Row[]; details?: string }>;
}

const RESTAURANT = { ingredients: 200, dishes: 100, drinks: 50 };
const LARGE_STORE = { ingredients: 1200, dishes: 500, drinks: 300 };

const MEASUREMENTS: Measurement[] = [
  {
    ids: ['S1'],
    run: async (postgres, quick) => {
      const place = await openKitchen(postgres, 's1');
      return { rows: await measureLatency({ ...place, rounds: quick ? 1 : 4, seconds: quick ? 3 : 6 }) };
    },
  },
  {
    ids: ['S2'],
    run: async (postgres, quick) => {
      const place = await openKitchen(postgres, 's2');
      return { rows: await measureFlood({ ...place, rounds: quick ? 1 : 3, seconds: quick ? 2 : 4 }) };
    },
  },
  {
    ids: ['S3'],
    run: async (postgres, quick) => {
      const place = await openKitchen(postgres, 's3');
      const peerConnectionString = await postgres.create('s3_peer', 's3');
      const { rows, spending } = await measureSales({
        ...place,
        peerConnectionString,
        rounds: quick ? 1 : 5,
        batches: quick ? 10 : 30,
      });
      return { rows, details: spendingTable(spending) };
    },
  },
  {
    ids: ['RLS'],
    run: async (postgres, quick) => {
      const place = await openKitchen(postgres, 'rls');
      const peerConnectionString = await postgres.create('rls_peer', 'rls');
      const extent = { rounds: quick ? 1 : 5, batches: quick ? 10 : 20 };
      return { rows: await measureIsolation({ ...place, ...extent, peerConnectionString }) };
    },
  },
  {
    ids: ['S4'],
    run: async (postgres, quick) => {
      const place = await openKitchen(postgres, 's4', { ingredients: 20, dishes: 5, drinks: 5 });
      const extent = quick
        ? { sizes: [100, 1_000], rounds: 1 }
        : { sizes: [100, 1_000, 10_000, 100_000], rounds: 2 };
      return { rows: await measureBackorders({ ...place, ...extent, postgres }) };
    },
  },
  {
    ids: ['ORD'],
    run: async (postgres, quick) => {
      const place = await openKitchen(postgres, 'ord');
      const extent = { clients: [1, 8, 16], rounds: quick ? 1 : 3, seconds: quick ? 4 : 6 };
      const { rows, spending } = await measureOrders({ ...place, ...extent });
      return { rows, details: spendingTable(spending, 'ORD, where the time goes, per order') };
    },
  },
  {
    ids: ['S5'],
    run: async (_postgres, quick) => ({
      rows: await measureForecasts({ items: quick ? 400 : 2_000, rounds: quick ? 1 : 3 }),
    }),
  },
  {
    ids: ['TAP'],
    run: async (postgres, quick) => {
      const size = quick
        ? { ingredients: 300, dishes: 150, drinks: 50 }
        : { ingredients: 3_000, dishes: 1_500, drinks: 500 };
      const place = await openKitchen(postgres, 'taps', size);
      return { rows: await measureTaps({ ...place, rounds: quick ? 1 : 2 }) };
    },
  },
  {
    ids: ['S6'],
    run: async (postgres, quick) => {
      const place = await openKitchen(postgres, 's6', { ingredients: 5_000, dishes: 0, drinks: 0 });
      return { rows: await measureProposals({ ...place, rounds: quick ? 3 : 9 }) };
    },
  },
  { ids: ['SIM'], run: (_postgres, quick) => simulateReordering(quick) },
  { ids: ['S8'], run: () => Promise.resolve({ rows: measureWallSize() }) },
  {
    ids: ['S9'],
    run: async (postgres) => {
      const place = await openKitchen(postgres, 's9', LARGE_STORE);
      return { rows: await measureSnapshot({ ...place, items: place.kitchen.items.length }) };
    },
  },
  {
    ids: ['TBL'],
    run: async (postgres, quick) => {
      const kitchen = kitchenOf({ ingredients: 7_000, dishes: 2_000, drinks: 1_000 });
      const connectionString = await postgres.create('tables');
      return { rows: await measureTable({ connectionString, kitchen, rounds: quick ? 1 : 3 }) };
    },
  },
  { ids: ['S10', 'S11'], run: async (_postgres, quick) => ({ rows: await measureStart(quick ? 1 : 3) }) },
];

async function openKitchen(
  postgres: BenchPostgres,
  name: string,
  size = RESTAURANT,
): Promise<{ connectionString: string; storeId: string; kitchen: Kitchen }> {
  const kitchen = kitchenOf(size);
  const connectionString = await postgres.create(name);
  const { id: storeId } = await fillKitchen(connectionString, kitchen);
  return { connectionString, storeId, kitchen };
}

async function bench({
  only,
  quick,
  json,
}: {
  only: string[] | undefined;
  quick: boolean;
  json: boolean;
}): Promise<void> {
  const say = (text: string): void => void (json || process.stderr.write(`${text}\n`));
  const postgres = await startBenchPostgres();
  const facts = machineFacts(postgres.version);
  const rows: Row[] = [];
  const details: string[] = [];
  try {
    for (const { ids, run } of MEASUREMENTS) {
      if (only && !ids.some((id) => only.includes(id))) continue;
      say(`${ids.join(', ')} … (load ${loadavg()[0]!.toFixed(2)})`);
      const result = await run(postgres, quick);
      rows.push(...result.rows);
      if (result.details) details.push(result.details);
    }
  } finally {
    await postgres.stop();
  }
  console.log(
    json
      ? JSON.stringify({ facts, rows }, null, 2)
      : ['', facts, '', tableOf(rows), '', ...details].join('\n'),
  );
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(USAGE);
else await bench({ ...values, only: values.only?.toUpperCase().split(',') });
