import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { ReplaySummary } from '../../server/cli/replay.ts';
import { findRunningEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts';
import type { Store } from '../../shared/identity/store.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { seededRandom } from '../bench/statistics.ts';
import { csv } from '../support/csv-upload.ts';
import { postmasterPid, query, temporaryFolder } from '../support/embedded-postgres.ts';
import {
  freePort,
  larder,
  startProgram,
  startServer,
  type RunningProgram,
} from '../support/larder-command.ts';
import { RecoveringScreen } from '../support/recovering-screen.ts';

/** Enough that the replay outlives all kills. */
const SALES = 30_000;
const DISHES: Record<string, Record<string, number>> = {
  MARGHERITA: { DOUGH: 250, SAUCE: 80, CHEESE: 110.5 },
  MARINARA: { DOUGH: 250, SAUCE: 120.125 },
  CALZONE: { DOUGH: 320, CHEESE: 150, HAM: 60 },
};

type Lines = Record<string, number>;

interface Evening {
  folder: string;
  /** What every ticket has on it, by its number. */
  tickets: Map<string, Lines>;
}

/** A folder of sales drawn from a seed. */
async function anEvening(random: () => number): Promise<Evening> {
  const folder = await temporaryFolder();
  const names = Object.keys(DISHES);
  const tickets = new Map<string, Lines>();
  const rows: string[] = [];
  for (let ticket = 0; ticket < SALES; ticket++) {
    const time = new Date(Date.UTC(2026, 0, 1, 17) + ticket * 1_000).toISOString();
    const lines: Lines = {};
    for (let line = 0; line < 2; line++) {
      const dish = names[Math.floor(random() * names.length)]!;
      const quantity = 1 + Math.floor(random() * 4);
      lines[dish] = (lines[dish] ?? 0) + quantity;
      rows.push(`T${ticket},${time},${dish},${quantity}`);
    }
    tickets.set(`T${ticket}`, lines);
  }
  const ingredients = [...new Set(Object.values(DISHES).flatMap((recipe) => Object.keys(recipe)))];
  const recipes = Object.entries(DISHES).flatMap(([dish, recipe]) =>
    Object.entries(recipe).map(([component, grams]) => `${dish},${component},${grams}`),
  );
  const files = {
    'items.csv': csv('sku,name,unit', ...[...ingredients, ...names].map((sku) => `${sku},${sku},g`)),
    'recipes.csv': csv('sku,component_sku,quantity', ...recipes),
    'sales.csv': `external_id,sold_at,sku,quantity\n${rows.join('\n')}\n`,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return { folder, tickets };
}

/** Minus what all tickets take, by ingredient: sums of whole thousandths, rounded line by line as the ledger is. */
function levelsAfter(tickets: ReadonlyMap<string, Lines>): Record<string, number> {
  const thousandths: Record<string, number> = {};
  for (const lines of tickets.values()) {
    for (const [dish, quantity] of Object.entries(lines)) {
      for (const [component, grams] of Object.entries(DISHES[dish]!))
        thousandths[component] = (thousandths[component] ?? 0) - Math.round(grams * 1000) * quantity;
    }
  }
  return Object.fromEntries(Object.entries(thousandths).map(([sku, sum]) => [sku, sum / 1000]));
}

async function killNow(program: RunningProgram): Promise<void> {
  program.process.kill('SIGKILL');
  await program.ended;
}

async function getJson<T>(url: string, key: string): Promise<T> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  return (await response.json()) as T;
}

const SEED = 20_260_327;

it(
  `kill -9 in the middle of a replay loses and doubles nothing, and a screen comes back by itself (seed ${SEED})`,
  { timeout: 600_000 },
  async () => {
    const random = seededRandom(SEED);
    const { folder, tickets } = await anEvening(random);
    const dataDir = join(await temporaryFolder(), 'data');
    const url = `http://127.0.0.1:${await freePort()}`;
    const settings = { LARDER_DATA_DIR: dataDir, PORT: new URL(url).port, LOG_LEVEL: 'error' };
    // A killed server leaves its Postgres to the next one; after a failed test there is none.
    onTestFinished(async () => {
      const orphan = await postmasterPid(dataDir).catch(() => undefined);
      if (orphan !== undefined) process.kill(orphan, 'SIGINT');
    });

    let server = await startServer(settings);
    const made = await larder(['create-key', 'Till', '--json'], settings);
    const { key } = JSON.parse(made.out) as { key: string };
    const replaying = (...more: string[]) => [
      'replay',
      folder,
      '--url',
      url,
      '--key',
      key,
      '--json',
      ...more,
    ];
    expect(await larder(replaying('--prepare'), {})).toMatchObject({ code: 0 });
    const [store] = (await getJson<{ items: Store[] }>(`${url}/api/v1/stores`, key)).items as [Store];
    const screen = new RecoveringScreen(url, store.id, key);
    await screen.until(() => screen.returns === 0);

    /** Some commits and a moment later: before, within or after the next one. */
    const randomMoment = async (): Promise<void> => {
      const commits = screen.told + 1 + Math.floor(random() * 4);
      await screen.until(() => screen.told >= commits);
      await delay(random() * 150);
    };
    // One that the server never answered would take it for absent, and give up.
    const startReplay = async (): Promise<RunningProgram> => {
      const replay = startProgram('larder.ts', replaying(), {});
      await replay.said('Sending sales');
      return replay;
    };
    let replay = await startReplay();
    const kills = 5;
    for (let kill = 1; kill <= kills; kill++) {
      await randomMoment();
      await killNow(server);
      server = await startServer(settings);
      await screen.until(() => screen.returns === kill);
      if (kill !== 2) continue;
      await randomMoment();
      await killNow(replay);
      replay = await startReplay();
    }

    const second = await replay.ended;
    expect(second.code, second.err).toBe(0);
    const summary = JSON.parse(second.out) as ReplaySummary;
    expect(summary).toMatchObject({ sales: SALES, rejected: 0 });
    expect(summary.accepted + summary.duplicate).toBe(SALES);
    expect(summary.duplicate).toBeGreaterThan(0);
    const again = await larder(replaying(), {});
    expect(JSON.parse(again.out)).toMatchObject({ accepted: 0, duplicate: SALES, rejected: 0 });

    const verified = await larder(['verify', '--json'], settings);
    expect(verified, verified.out).toMatchObject({ code: 0 });

    const connectionString = (await findRunningEmbeddedPostgres(dataDir))!;
    const recorded = await query<{ ticket: string; lines: Lines }>(
      connectionString,
      `select ticket, json_object_agg(sku, quantity) as lines from (
        select s.external_id as ticket, i.sku, sum(l.quantity) as quantity
        from sale s join sale_line l on l.store_id = s.store_id and l.sale_id = s.id join item i on i.id = l.item_id
        group by 1, 2) line
      group by ticket`,
    );
    const [sales] = await query<{ count: string }>(connectionString, 'select count(*) from sale');
    expect(sales).toEqual({ count: String(SALES) });
    expect(new Map(recorded.map(({ ticket, lines }) => [ticket, lines]))).toEqual(tickets);

    const { items: stock } = await getJson<{ items: StockState[] }>(
      `${url}/api/v1/stores/${store.id}/stock`,
      key,
    );
    const counted = stock.filter(({ onHand }) => onHand !== null);
    expect(Object.fromEntries(counted.map(({ sku, onHand }) => [sku, onHand]))).toEqual(levelsAfter(tickets));

    const [head] = await query<{ seq: string }>(connectionString, 'select last_change_seq as seq from store');
    await screen.until(() => screen.seq >= Number(head!.seq));
    const told = [...screen.tables.stock.values()].map(
      ({ type: _type, id: _id, seq: _seq, at: _at, ...state }) => state,
    );
    expect(Object.fromEntries(told.map((state) => [state.sku, state]))).toEqual(
      Object.fromEntries(stock.map((state) => [state.sku, state])),
    );
    expect(screen.returns).toBe(kills);
  },
);
