import { monitorEventLoopDelay } from 'node:perf_hooks';
import { businessHours, toDailySeries } from '../../server/forecasts/daily-demand.ts';
import type { Case } from '../../server/forecasts/fit-messages.ts';
import type { ItemFit, ItemHistory } from '../../server/forecasts/fit-store.ts';
import { ForecastThread } from '../../server/forecasts/forecast-thread.service.ts';
import { FLAT } from '../../server/forecasts/hour-profile.ts';
import { daysAhead } from '../../server/forecasts/outlooks.service.ts';
import { HOUR_MS, StoreHours } from '../../server/forecasts/store-hours.ts';
import { autoEts } from './auto-ets.ts';
import { now } from './monotonic.ts';
import { rowOf, type Row } from './report.ts';

export interface ForecastSetting {
  items: number;
  rounds: number;
}

const WEEKS = 26;
const CALENDAR = { timeZone: 'Europe/Vienna', dayStart: '04:00' };
const AT = Date.parse('2026-03-20T03:05:00Z');
/** Items that are handed to the thread at once, as the product does. */
const HANDED = 4;
/** A method that takes so long is timed on fewer. */
const PEER_ITEMS = 80;

/** S5: every item of a large store fitted to half a year of hours, and its next seven days drawn, against AutoETS for each. */
export async function measureForecasts({ items, rounds }: ForecastSetting): Promise<Row[]> {
  const [product, fits, peer, delays]: [number[], number[], number[], number[]] = [[], [], [], []];
  const peerItems = Math.min(PEER_ITEMS, items);
  for (let round = 0; round < rounds; round++) {
    const { fitted, drawn, delay } = await fitOnThread(items);
    fits.push(fitted / items);
    product.push((fitted + drawn) / items);
    delays.push(delay);
    peer.push(autoEtsPerSeries(peerItems));
  }
  const what = `${items.toLocaleString('en')} items × ${WEEKS} weeks of hours`;
  return [
    rowOf({
      ...{ id: 'S5', what: `${what} fitted and 7 days drawn, per series`, unit: 'ms', product, peer },
      target: { atMost: 1 / 20 },
      note: `peer: AutoETS by the settings of statsforecast (6 or 15 models, Nelder–Mead, AICc), written again here, of ${peerItems} of the series, on daily sums that are ready; ours from hours, in its thread`,
    }),
    rowOf({
      ...{ id: 'S5', what: 'of that, fitted: mean and variance of any day, as ETS gives', unit: 'ms' },
      ...{ product: fits, peer },
    }),
    rowOf({
      ...{ id: 'S5', what: 'event loop delay p99 meanwhile', unit: 'ms', product: delays },
      target: { atMost: 20 },
    }),
  ];
}

async function fitOnThread(items: number): Promise<{ fitted: number; drawn: number; delay: number }> {
  const thread = new ForecastThread();
  const loop = monitorEventLoopDelay({ resolution: 1 });
  try {
    await thread.ask('begin', { fit: 'warm', calendar: CALENDAR, now: AT });
    loop.enable();
    let spent = 0;
    const timed = async <T>(work: () => Promise<T>): Promise<T> => {
      const start = now();
      const result = await work();
      spent += now() - start;
      return result;
    };
    await thread.ask('begin', { fit: 'bench', calendar: CALENDAR, now: AT });
    for (let from = 0; from < items; from += HANDED) {
      const some = Array.from({ length: HANDED }, (_, index) => historyOf(from + index));
      const buffers = some.flatMap(({ hourly }) => [hourly!.sold.buffer, hourly!.outMinutes.buffer]);
      await timed(() => thread.ask('add', { fit: 'bench', items: some }, buffers as ArrayBuffer[]));
    }
    const fits: ItemFit[] = [];
    for (let done = 0; done < 1;) {
      const answer = await timed(() => thread.ask('next', { fit: 'bench' }));
      done = answer.done;
      fits.push(...answer.fits);
    }
    const fitted = spent;
    const ahead = daysAhead(new StoreHours(CALENDAR), AT, 168);
    const factors = Array<number>(ahead.starts.length - 1).fill(1);
    for (let from = 0; from < fits.length; from += 60) {
      const cases = fits.slice(from, from + 60).map(({ itemId, model, profile }): Case => ({
        outlook: {
          ...{ seed: itemId, model, profile, ahead: { ...ahead, factors } },
          ...{ stock: 3 * model.level, arrivals: [] },
        },
      }));
      await timed(() => thread.ask('reckon', { cases }));
    }
    return { fitted, drawn: spent - fitted, delay: loop.percentile(99) / 1e6 };
  } finally {
    loop.disable();
    await thread.stop();
  }
}

/** Sells at lunch and in the evening, some of it much and most of it seldom; the same each time. */
function historyOf(index: number): ItemHistory {
  const hours = WEEKS * 7 * 24;
  const firstHour = Math.floor(AT / HOUR_MS) - hours;
  const sold = new Float64Array(hours);
  let state = index + 1;
  const daily = 40 / (1 + (index % 40));
  for (let hour = 0; hour < hours; hour++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const busy = [11, 12, 13, 17, 18, 19, 20].includes((firstHour + hour) % 24);
    if (busy && state / 2 ** 32 < daily / 14) sold[hour] = 1 + (state % 3);
  }
  const hourly = { firstHour, sold, outMinutes: new Float64Array(hours) };
  return { itemId: `item ${index}`, category: 'Mains', unit: 'piece', since: 0, factor: 1, hourly };
}

/** Milliseconds for one series. */
function autoEtsPerSeries(items: number): number {
  const first = Math.floor(AT / HOUR_MS) - WEEKS * 7 * 24;
  const calendar = businessHours(new StoreHours(CALENDAR), first, Math.ceil(AT / HOUR_MS) + 1);
  const series = Array.from({ length: items }, (_, index) =>
    toDailySeries({ ...historyOf(index).hourly!, oneOff: [] }, FLAT, calendar),
  );
  const start = now();
  for (const { sold } of series) autoEts(sold);
  return (now() - start) / items;
}
