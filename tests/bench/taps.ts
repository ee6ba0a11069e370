import { setTimeout as delay } from 'node:timers/promises';
import type { Item } from '../../shared/items/item.schema.ts';
import { AUTHORIZATION } from '../support/test-key.ts';
import { startChild } from './child.ts';
import type { Kitchen } from './kitchen.ts';
import { now } from './monotonic.ts';
import type { ProductVerbs } from './processes/product-server.ts';
import { rowOf, type Row } from './report.ts';
import { queryOnce } from './s3-sales.ts';
import { quantile } from './statistics.ts';

export interface TapSetting {
  connectionString: string;
  storeId: string;
  kitchen: Kitchen;
  rounds: number;
}

const WEEKS = 8;
/** A kitchen taps no faster. */
const BETWEEN_MS = 100;
/** As many taps while nothing else is done. */
const IDLE_TAPS = 100;

/** An 86 while the forecasts of a store of 5,000 items are fitted anew, against the same while they are not. */
export async function measureTaps({
  connectionString,
  storeId,
  kitchen,
  rounds,
}: TapSetting): Promise<Row[]> {
  await queryOnce(connectionString, HISTORY, [storeId]);
  await queryOnce(connectionString, FORECASTS, [storeId]);
  const server = startChild<ProductVerbs>('product-server');
  const url = await server.ask('start', { connectionString, port: 0 });
  const tap = await tapper(`${url}/api/v1`, storeId);
  const [busy, idle]: [number[], number[]] = [[], []];
  const fits: number[] = [];
  for (let round = 0; round < rounds; round++) {
    idle.push(await tapsWhile(tap, (taps) => Promise.resolve(taps < IDLE_TAPS)));
    await queryOnce(connectionString, OUTDATED);
    const start = now();
    busy.push(await tapsWhile(tap, async () => (await left(connectionString)) > 0));
    fits.push((now() - start) / 1000);
  }
  await server.ask('stop');
  await server.stop();
  const items = kitchen.items.length.toLocaleString('en');
  return [
    rowOf({
      ...{
        id: 'TAP',
        what: `an 86 while ${items} items are refitted, p99, against the same at rest`,
        unit: 'ms',
      },
      ...{ product: busy, peer: idle },
      note: `${WEEKS} weeks of hours each; refitted in ${fits.map((seconds) => seconds.toFixed(0)).join(', ')} s beside the taps`,
    }),
  ];
}

/** Some evenings' hours of each item, and a forecast that is of today. */
const HISTORY = `insert into demand_hour (store_id, item_id, hour, sold)
  select $1, i.id, date_trunc('day', now()) - make_interval(days => d, hours => -h), 1 + (abs(hashtext(i.sku || d || h)) % 5)
  from item i cross join generate_series(1, ${WEEKS * 7}) d cross join generate_series(17, 21) h`;
const FORECASTS = `insert into item_forecast (store_id, item_id, fitted_at, model, hours, days)
  select $1, id, now(), json_build_object('shape', json_build_array(1, 1, 1, 1, 1, 1, 1), 'level', 15,
    'dispersion', 2, 'shock', 0.03, 'isCounted', true, 'days', ${WEEKS * 7}),
    to_json(array_fill(1.0 / 24, array[24])), ${WEEKS * 7} from item`;
const OUTDATED = `update item_forecast set fitted_at = fitted_at - interval '3 days'`;

const LEFT = `select count(*)::int as left from item_forecast where fitted_at < now() - interval '2 days'`;

async function left(connectionString: string): Promise<number> {
  const [row] = await queryOnce(connectionString, LEFT);
  return (row as { left: number }).left;
}

/** Takes something off and brings it back, in turns. */
async function tapper(base: string, storeId: string): Promise<() => Promise<number>> {
  const headers = { ...AUTHORIZATION, 'content-type': 'application/json' };
  const answer = await fetch(`${base}/items?limit=50`, { headers });
  const { items } = (await answer.json()) as { items: Item[] };
  let taps = 0;
  return async () => {
    const item = items[(taps >> 1) % items.length]!;
    const body = JSON.stringify({ state: taps++ % 2 === 0 ? 'unavailable' : 'available' });
    const start = now();
    const path = `${base}/stores/${storeId}/items/${item.id}/availability`;
    const response = await fetch(path, { method: 'PUT', headers, body });
    await response.text();
    if (!response.ok) throw new Error(`a tap was answered ${response.status}`);
    return now() - start;
  };
}

async function tapsWhile(
  tap: () => Promise<number>,
  goesOn: (taps: number) => Promise<boolean>,
): Promise<number> {
  const took: number[] = [];
  while (await goesOn(took.length)) {
    took.push(await tap());
    await delay(BETWEEN_MS);
  }
  return quantile(took, 0.99);
}
