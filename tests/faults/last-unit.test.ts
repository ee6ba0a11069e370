import { expect, it } from 'vitest';
import { verifyDatabase } from '../../server/settlement/verify.service.ts';
import type { Order } from '../../shared/orders/order.schema.ts';
import { aDish, aMovement, anIngredient, anOrder } from '../support/builders.ts';
import { startServerProcess } from '../support/server-process.ts';
import { startTestApp } from '../support/test-app.ts';
import { AUTHORIZATION } from '../support/test-key.ts';

const CLAIMERS = 20;
/** Two hundred take minutes; the setting asks for them. */
const ROUNDS = Number(process.env['LARDER_LAST_UNIT_ROUNDS'] ?? 10);

async function claim(url: string, storeId: string, sku: string): Promise<number> {
  const response = await fetch(`${url}/api/v1/stores/${storeId}/orders`, {
    method: 'POST',
    headers: { ...AUTHORIZATION, 'content-type': 'application/json' },
    body: JSON.stringify(anOrder({ [sku]: 1 })),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as Order).lines[0]!.allocated;
}

it(
  'the last unit has exactly one winner, whoever claims it, as itself or within a bundle, through whichever server',
  { timeout: 60_000 + ROUNDS * 2_000 },
  async () => {
    const app = await startTestApp();
    const { id: storeId } = await app.createStore();
    const rounds = Array.from({ length: ROUNDS }, (_, round) => `ITEM-${round}`);
    await app.createItems(rounds.map((sku) => anIngredient(sku, { unit: 'each', sellable: true })));
    await app.createItems(rounds.map((sku) => aDish(`GIFT-${sku}`, { [sku]: 1 }, { sellable: true })));
    await app.record(storeId, ...rounds.map((sku) => aMovement('count', sku, 1)));
    const servers = [await startServerProcess(app.database), await startServerProcess(app.database)];
    for (const sku of rounds) {
      const claims = Array.from({ length: CLAIMERS }, (_, claimer) =>
        claim(servers[claimer % 2]!.url, storeId, claimer % 4 < 2 ? sku : `GIFT-${sku}`),
      );
      const allocated = await Promise.all(claims);
      expect([sku, allocated.reduce((sum, units) => sum + units, 0)]).toEqual([sku, 1]);
    }
    expect((await verifyDatabase(app.database.db)).differences).toEqual([]);
  },
);
