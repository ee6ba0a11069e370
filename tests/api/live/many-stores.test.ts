import { expect, it } from 'vitest';
import { recordReceipt } from '../../../server/stock/movements.service.ts';
import { anIngredient } from '../../support/builders.ts';
import { followStore, openScreen } from '../../support/live-screen.ts';
import { startTestApp } from '../../support/test-app.ts';

/** The pool of a test has ten connections. */
const STORES = 24;

it('the screens of more stores than there are database connections all come back at once, with news for all', async () => {
  const app = await startTestApp();
  // Listening, but not started: nothing tells the screens that are here before the others come.
  const url = await app.app.server.listen({ port: 0, host: '127.0.0.1' });
  await app.createItem(anIngredient('SALT'));
  const storeIds: string[] = [];
  for (let store = 0; store < STORES; store++) storeIds.push((await app.createStore()).id);
  const watching = await Promise.all(storeIds.map((storeId) => followStore(url, storeId)));
  const returning = await Promise.all(storeIds.map(() => openScreen(url)));
  const unannounced = { ...app.app.ctx, announce: () => {} };
  const receipt = { lines: [{ sku: 'SALT', quantity: 1 }] };
  await Promise.all(storeIds.map((storeId) => recordReceipt(unannounced, storeId, receipt, { by: 'Ada' })));

  const answers = await Promise.all(
    returning.map((screen, n) => screen.subscribe({ storeId: storeIds[n]! })),
  );

  for (const answer of answers) expect(answer).toHaveProperty('mode', 'snapshot');
  for (const [n, storeId] of storeIds.entries()) {
    await watching[n]!.reach(await app.head(storeId));
    expect(watching[n]!.board()).toEqual(returning[n]!.board());
  }
});
