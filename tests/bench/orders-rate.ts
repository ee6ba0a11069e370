import { startChild } from './child.ts';
import type { Kitchen } from './kitchen.ts';
import { now } from './monotonic.ts';
import type { ProductVerbs } from './processes/product-server.ts';
import { rowOf, type Row } from './report.ts';
import type { Expense } from './spending.ts';
import { postJson } from './till.ts';

export interface OrdersSetting {
  connectionString: string;
  storeId: string;
  kitchen: Kitchen;
  clients: readonly number[];
  rounds: number;
  seconds: number;
}

/** Of so many units there is one; the rest of them waits. */
const SCARCE = 5;

/**
 * Orders placed per second through the public API by so many clients at once, every fifth of something that there is too
 * little of: each is allocated, told to screens, and answered line by line before the next of its store is.
 */
export async function measureOrders(setting: OrdersSetting): Promise<{ rows: Row[]; spending: Expense[] }> {
  const { connectionString, storeId, kitchen, clients, rounds, seconds } = setting;
  const product = startChild<ProductVerbs>('product-server');
  const url = `${await product.ask('start', { connectionString, port: 0 })}/api/v1/stores/${storeId}`;
  const skus = kitchen.items.filter(({ recipe }) => recipe !== undefined).map(({ sku }) => sku);
  let placed = 0;
  const place = async (): Promise<void> => {
    const n = placed++;
    const lines = [{ sku: skus[n % skus.length]!, quantity: n % SCARCE === 0 ? 5_000_000 : 1 }];
    await postJson(`${url}/orders`, {
      customer: { name: `Guest ${n}`, email: `guest${n}@example.com` },
      lines,
    });
  };
  for (let n = 0; n < 20; n++) await place();
  await product.ask('takeSpending');
  const rows: Row[] = [];
  for (const count of clients) {
    const rates: number[] = [];
    for (let round = 0; round < rounds; round++) rates.push(await rateOf(place, count, seconds));
    rows.push(
      rowOf({
        id: 'ORD',
        what: `orders placed, ${count} ${count === 1 ? 'client' : 'clients'}`,
        unit: '/s',
        product: rates,
      }),
    );
  }
  const spending = await product.ask('takeSpending');
  await product.ask('stop');
  await product.stop();
  return { rows, spending };
}

async function rateOf(place: () => Promise<void>, clients: number, seconds: number): Promise<number> {
  const startedAt = now();
  let done = 0;
  const client = async (): Promise<void> => {
    while (now() - startedAt < seconds * 1000) {
      await place();
      done++;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (done * 1000) / (now() - startedAt);
}
