import type { Store } from '../../shared/identity/store.schema.ts';
import type { Sale } from '../../shared/stock/sale.schema.ts';
import { LocalTime } from '../integrations/local-time.ts';
import type { Speed } from '../integrations/replay-pace.ts';
import type { ReplaySource } from '../integrations/replay-source.ts';
import { ApiClient } from './api-client.ts';
import { CommandError } from './command-error.ts';
import { count, Progress } from './progress.ts';
import { inOneLine, readReplayFolder } from './replay-folder.ts';
import { sendSales, type ReplayCounts } from './replay-sales.ts';
import { ensureItems, ensureStore, importCompanions } from './replay-setup.ts';

export interface ReplayOptions {
  folder: string;
  /** Of the running server. */
  url: string;
  /** An API key of that server. */
  key: string | undefined;
  /** Id or name; what the data suggests when absent. */
  store?: string | undefined;
  speed: Speed;
  /** First and last day, in the local time of the store. */
  from?: string | undefined;
  to?: string | undefined;
  /** Only makes the store and its items. */
  prepare: boolean;
  signal: AbortSignal;
}

export interface ReplaySummary extends ReplayCounts {
  store: Store;
  itemsMade: number;
  sales: number;
  seconds: number;
}

export type Tell = (step: string, done?: number, of?: number) => void;

/**
 * Plays a folder of sales through the public API of a running server. Done again, after a crash of either side or for
 * no reason, it changes nothing that was done before.
 * @throws CommandError
 */
export async function replay(options: ReplayOptions, tell: Tell): Promise<ReplaySummary> {
  const { folder, url, key, signal, prepare } = options;
  const source = await readReplayFolder(folder, signal);
  const api = new ApiClient({
    url,
    key,
    signal,
    onWait: (reason) => tell(`Waiting for the server (${reason})`),
  });
  const store = await ensureStore(
    api,
    options.store === undefined ? source.store : { ...source.store, name: options.store },
  );
  tell('Making items');
  const itemsMade = await ensureItems(api, source.items, store);
  await importCompanions(api, folder, source, store);
  const sales = prepare
    ? []
    : await inOneLine(() => salesBetween(source, new LocalTime(store.timeZone), options));
  const startedAt = performance.now();
  const onProgress = (done: number, of: number): void => tell('Sending sales', done, of);
  const counts = await sendSales(api, sales, { ...options, storeId: store.id, onProgress });
  return {
    store,
    itemsMade,
    sales: sales.length,
    seconds: (performance.now() - startedAt) / 1000,
    ...counts,
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

function salesBetween(source: ReplaySource, localTime: LocalTime, { from, to }: ReplayOptions): Sale[] {
  const start = from === undefined ? '' : midnight(localTime, from);
  const end =
    to === undefined
      ? '9999'
      : midnight(localTime, new Date(Date.parse(to) + DAY_MS).toISOString().slice(0, 10));
  const all = source.salesIn(localTime);
  const sales = all.filter(({ soldAt }) => soldAt >= start && soldAt < end);
  if (sales.length > 0 || all.length === 0) return sales;
  const [first, last] = [all[0]!, all.at(-1)!].map(({ soldAt }) => soldAt.slice(0, 10));
  throw new CommandError(`There are no sales of these days; the data goes from ${first} to ${last}.`);
}

function midnight(localTime: LocalTime, day: string): string {
  const read = localTime.read(`${day} 00:00`);
  if ('problem' in read) throw new CommandError(`${day} is no day.`);
  return read.value;
}

/** {@link replay} for people; returns the exit code, which is 1 when sales were rejected. */
export async function replayFolder(options: ReplayOptions & { json: boolean }): Promise<number> {
  const progress = new Progress();
  try {
    const summary = await replay(options, (step, done, of) => progress.show(step, done, of));
    progress.end();
    console.log(options.json ? JSON.stringify(summary) : describe(summary, options));
    return summary.rejected === 0 ? 0 : 1;
  } finally {
    progress.end();
  }
}

function describe(
  { store, itemsMade, sales, seconds, ...counts }: ReplaySummary,
  { prepare }: ReplayOptions,
): string {
  const { accepted, duplicate, rejected, reasons } = counts;
  const place = `${store.name} (${store.id})`;
  if (prepare) return `${place} is ready: ${count(itemsMade)} items were made.`;
  const rate = `${seconds.toFixed(1)} s, ${count(Math.round(sales / Math.max(seconds, 0.001)))} a second`;
  return [
    `${place}: ${count(sales)} sales in ${rate}.`,
    `${count(accepted)} recorded, ${count(duplicate)} recorded before, ${count(rejected)} rejected.`,
    ...reasons.map((reason) => `  ${reason}`),
  ].join('\n');
}
