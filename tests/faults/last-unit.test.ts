import { expect, it } from 'vitest';
import { verifyDatabase } from '../../server/settlement/verify.service.ts';
import type { Order } from '../../shared/orders/order.schema.ts';
import { aDish, aMovement, anIngredient, anOrder } from '../support/builders.ts';
import { startProgram } from '../support/larder-command.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { AUTHORIZATION } from '../support/test-key.ts';

const CLAIMERS = 20;
/** The whole two hundred take two minutes; that many were tried for the release. */
const ROUNDS = Number(process.env['LARDER_LAST_UNIT_ROUNDS'] ?? 10);

/** A server in a process of its own, on the database of the test. */
async function startServer({ database }: TestApp): Promise<string> {
  const program = startProgram(
    '../tests/support/doomed-server.ts',
    [database.connectionString, 'Infinity'],
    {},
  );
  let heard = '';
  program.process.stdout!.on('data', (text: string) => (heard += text));
  await program.said(/Listening at .*\n/);
  return /Listening at (\S+) /.exec(heard)![1]!;
}

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
    const urls = [await startServer(app), await startServer(app)];
    for (const sku of rounds) {
      const claims = Array.from({ length: CLAIMERS }, (_, claimer) =>
        claim(urls[claimer % 2]!, storeId, claimer % 4 < 2 ? sku : `GIFT-${sku}`),
      );
      const allocated = await Promise.all(claims);
      expect([sku, allocated.reduce((sum, units) => sum + units, 0)]).toEqual([sku, 1]);
    }
    expect((await verifyDatabase(app.database.db)).differences).toEqual([]);
  },
);
