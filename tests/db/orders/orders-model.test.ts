import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inStoreTransaction } from '../../../server/platform/store-transaction.ts';
import { waitingItems } from '../../../server/settlement/order-board.service.ts';
import { settle } from '../../../server/settlement/settle.ts';
import { verifyDatabase } from '../../../server/settlement/verify.service.ts';
import type { Order } from '../../../shared/orders/order.schema.ts';
import { aDish, anIngredient, anOrder } from '../../support/builders.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { openAnotherPool } from '../../support/test-database.ts';
import { BUNDLES, someRounds, STOCKED, type Shop } from './order-steps.ts';

/** How long new histories are tried. */
const TIME_LIMIT_MS = 15_000;
/** Another one may be given, to try others. */
const SEED = Number(process.env['LARDER_SEED'] ?? 20_261_124);

async function open(apps: readonly TestApp[], clock: ManualClock): Promise<Shop> {
  const [app] = apps as [TestApp];
  await app.database.pool.query(
    `set session_replication_role = replica; truncate store, item cascade; reset session_replication_role`,
  );
  clock.set('2026-03-20T11:00:00Z');
  const { id: storeId } = await app.createStore();
  const itemIds = new Map<string, string>();
  const add = async (item: Parameters<TestApp['createItem']>[0]) =>
    itemIds.set(item.sku, (await app.createItem(item)).id);
  for (const sku of STOCKED)
    await add(anIngredient(sku, sku === 'FLOUR' ? {} : { unit: 'each', sellable: true, importance: 'A' }));
  for (const [sku, recipe] of Object.entries(BUNDLES)) await add(aDish(sku, recipe));
  await app.receive(storeId, { A: 5, B: 3, C: 1 });
  return { apps, clock, storeId, itemIds };
}

/** What verification does not look at: every line adds up and says why it waits, and only what waits is promised. */
async function checkOrders({ apps: [app], storeId }: Shop): Promise<void> {
  const { items } = await app!.expectOk<{ items: Order[] }>('GET', `/stores/${storeId}/orders`);
  for (const { lines, status, closedAt } of items) {
    expect(['fulfilled', 'cancelled'].includes(status)).toBe(closedAt !== undefined);
    for (const { quantity, fulfilled, allocated, backordered, cancelled, waiting, promise } of lines) {
      expect(fulfilled + allocated + backordered + cancelled).toBeCloseTo(quantity, 3);
      expect(waiting !== undefined).toBe(backordered > 0);
      if (promise) {
        expect(backordered).toBeGreaterThan(0);
        expect([promise.earliest, promise.likely, promise.latest]).toEqual(
          [promise.earliest, promise.likely, promise.latest].sort(),
        );
      }
    }
  }
}

/** Another order is settled the short way where it comes last: looking at everything must not make anything else of it. */
async function checkNewest({ apps: [app], storeId }: Shop, at: number): Promise<void> {
  const skus = [...STOCKED.filter((sku) => sku !== 'FLOUR'), ...Object.keys(BUNDLES)];
  const settleAll = () =>
    inStoreTransaction(app!.app.ctx, storeId, async (trx, store) =>
      settle(trx, store, await waitingItems(trx, storeId), app!.clock.now()),
    );
  const settled = async () => {
    const { rows } = await app!.database.pool.query<Record<string, unknown>>(
      `select line_id, allocated, backordered, waiting, promise from line_allocation where store_id = $1 order by line_id`,
      [storeId],
    );
    return rows;
  };
  await settleAll();
  const lines = { [skus[at % skus.length]!]: 1 + (at % 3) };
  await app!.expectOk('POST', `/stores/${storeId}/orders`, anOrder(lines));
  const before = await settled();
  await settleAll();
  expect(await settled()).toEqual(before);
}

it(
  'whatever happens at the same time, every order adds up and nobody waits for what is there',
  { timeout: 180_000 },
  async () => {
    const clock = new ManualClock();
    const first = await startTestApp({ clock });
    const second = await startTestApp({ clock, database: openAnotherPool(first.database) });
    const property = fc.asyncProperty(someRounds, async (rounds) => {
      const shop = await open([first, second], clock);
      for (const [at, round] of rounds.entries()) {
        await Promise.all(round.map((step) => step(shop)));
        expect((await verifyDatabase(first.database.db)).differences).toEqual([]);
        await checkOrders(shop);
        await checkNewest(shop, at);
      }
    });
    await fc.assert(property, { seed: SEED, numRuns: 60, interruptAfterTimeLimit: TIME_LIMIT_MS });
  },
);
