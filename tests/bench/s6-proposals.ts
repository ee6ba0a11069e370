import type { ReorderProposals } from '../../shared/purchasing/reorder.schema.ts';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import { AUTHORIZATION } from '../support/test-key.ts';
import { startChild } from './child.ts';
import type { Kitchen } from './kitchen.ts';
import { now } from './monotonic.ts';
import type { ProductVerbs } from './processes/product-server.ts';
import { rowOf, type Row } from './report.ts';
import { queryOnce } from './s3-sales.ts';

export interface ProposalSetting {
  connectionString: string;
  storeId: string;
  kitchen: Kitchen;
  rounds: number;
}

const SUPPLIERS = 40;
/** Each item is sold by so many of them. */
const CHOICES = 2;
/** Of every so many items, one has to be ordered. */
const LOW_OF = 2;
const BATCH = 500;

/** S6: what to order now by forecasts, for a store of 5,000 items that two suppliers each sell, half of them low. */
export async function measureProposals(setting: ProposalSetting): Promise<Row[]> {
  const { connectionString, storeId, kitchen, rounds } = setting;
  const server = startChild<ProductVerbs>('product-server');
  const url = await server.ask('start', { connectionString, port: 0 });
  const api = new Api(`${url}/api/v1`);
  await sellEverything(api, kitchen);
  await runLow(api, storeId, kitchen);
  await queryOnce(connectionString, FORECASTS, [storeId]);
  const [product, peer]: [number[], number[]] = [[], []];
  const lines: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const start = now();
    const { proposals } = await api.get<ReorderProposals>(`/stores/${storeId}/reorder-proposals`);
    const took = now() - start;
    const bare = now();
    await queryOnce(connectionString, LEVELS, [storeId]);
    if (round < 0) continue;
    product.push(took);
    peer.push(now() - bare);
    lines.push(proposals.reduce((sum, each) => sum + each.lines.length, 0));
  }
  await server.ask('stop');
  await server.stop();
  const items = kitchen.items.length.toLocaleString('en');
  return [
    rowOf({
      ...{
        id: 'S6',
        what: `proposals on forecasts for ${items} items, against the bare SQL that reads their levels`,
        unit: 'ms',
      },
      ...{ product, peer, note: `${lines[0]} lines proposed` },
    }),
  ];
}

/** Of each item, some hundred grams a day. */
const FORECASTS = `insert into item_forecast (store_id, item_id, fitted_at, model, hours, days)
  select $1, id, now(), json_build_object('shape', json_build_array(0.8, 0.8, 0.9, 1, 1.4, 1.5, 0.6), 'level', 40 + row_number() over () % 100,
    'dispersion', 30, 'shock', 0.03, 'isCounted', false, 'days', 120),
    to_json(array_fill(1.0 / 24, array[24])), 120 from item`;

/** What any answer has to read: levels, what is on its way, and what suppliers sell. */
const LEVELS = `select l.item_id, l.on_hand, l.allocated, i.par_level, i.reorder_point, s.supplier_id, s.pack_quantity, s.pack_price, s.moq,
    (select coalesce(sum(d.quantity - d.arrived), 0) from expected_delivery d where d.store_id = l.store_id
      and d.item_id = l.item_id and d.arrived_at is null and d.cancelled_at is null) as on_order
  from stock_level l join item i on i.id = l.item_id join supplier_item s on s.item_id = i.id
  where l.store_id = $1 order by i.sku`;

async function sellEverything(api: Api, { items }: Kitchen): Promise<void> {
  for (let number = 0; number < SUPPLIERS; number++) {
    const { id } = await api.send<Supplier>('POST', '/suppliers', {
      name: `Supplier ${number + 1}`,
      leadTimeDays: 1,
    });
    const sold = items.filter((_, index) => (index + number) % (SUPPLIERS / CHOICES) === 0);
    await api.send('PUT', `/suppliers/${id}/items`, {
      items: sold.map(({ sku }) => ({
        ...{ sku, packName: 'case', packQuantity: 12, preferred: number < SUPPLIERS / CHOICES },
        packPrice: { amount: 1_200 + number, currency: 'EUR' },
      })),
    });
  }
}

async function runLow(api: Api, storeId: string, { items }: Kitchen): Promise<void> {
  const low = items.filter((_, index) => index % LOW_OF === 0);
  for (let from = 0; from < low.length; from += BATCH) {
    const movements = low.slice(from, from + BATCH).map(({ sku }) => ({ type: 'count', sku, quantity: 100 }));
    await api.send('POST', `/stores/${storeId}/movements`, { movements });
  }
}

class Api {
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  get<T>(path: string): Promise<T> {
    return this.#ask(path, {});
  }

  send<T>(method: 'POST' | 'PUT', path: string, body: object): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    return this.#ask(path, { method, headers, body: JSON.stringify(body) });
  }

  /** @throws Error unless the answer is a success */
  async #ask<T>(path: string, { headers = {}, ...init }: RequestInit): Promise<T> {
    const response = await fetch(this.#base + path, {
      ...init,
      headers: { ...AUTHORIZATION, ...(headers as Record<string, string>) },
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }
}
