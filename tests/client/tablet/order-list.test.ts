import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Api } from '../../../client/identity/api.ts';
import { LiveStore } from '../../../client/live/live-store.svelte.ts';
import { OrderList } from '../../../client/tablet/order-list.svelte.ts';
import { FakeLiveServer, startFakeLiveServer } from '../../support/fake-live-server.ts';
import { ScriptedServer, type Asked, type Reply } from '../../support/scripted-server.ts';
import { STORE } from '../live/builders.ts';
import { anOrderOf, toldOrder } from './order-builders.ts';

const ANNA = anOrderOf('Anna Berger', 1, { status: 'backordered' });
const BEN = anOrderOf('Ben', 2);
const CEM = anOrderOf('Cem', 3, { status: 'partly-ready' });

let server: FakeLiveServer;
let http: ScriptedServer;
let live: LiveStore;
let list: OrderList;

/** Two pages of names; who searches for an address gets Cem. */
function answer({ path }: Asked): Reply {
  if (path.includes('search=')) return { body: { items: [CEM], nextCursor: null } };
  const isFirst = !path.includes('cursor=');
  return { body: { items: isFirst ? [BEN] : [ANNA], nextCursor: isFirst ? 'more' : null } };
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 10 });
const numbers = () => list.rows.map(({ number }) => number);

beforeEach(async () => {
  server = await startFakeLiveServer({ store: STORE, told: [ANNA, BEN].map((order) => toldOrder(order)) });
  http = new ScriptedServer(answer);
  live = new LiveStore({ storeId: STORE.id, url: server.url });
  const edges = { signedOut: () => undefined, confirm: async () => false, fetch: http.fetch };
  list = new OrderList(live, { api: new Api(edges), store: STORE });
  live.start();
  await until(() => expect(live.status.kind).toBe('live'));
});

afterEach(async () => {
  live.stop();
  await server.close();
});

it('follows the board: an order comes, changes its turn, and goes', async () => {
  expect(numbers()).toEqual([2, 1]);
  expect(list.ready).toBe(1);
  server.change([toldOrder(CEM), toldOrder(ANNA, { status: 'ready' })]);
  await until(() => expect(numbers()).toEqual([1, 2, 3]));
  server.change([{ type: 'order', id: BEN.orderId, removed: true }]);
  await until(() => expect(numbers()).toEqual([1, 3]));
  expect(list.ready).toBe(2);
});

it('learns the names over HTTP, page by page, and only when there are new ones', async () => {
  expect(list.newestUnnamed).toBe(2);
  await list.askNames();
  expect([list.nameOf(ANNA.orderId), list.nameOf(BEN.orderId)]).toEqual(['Anna Berger', 'Ben']);
  expect(http.asked).toHaveLength(2);
  expect(list.newestUnnamed).toBe(0);
  await list.askNames();
  expect(http.asked).toHaveLength(2);
  server.change([toldOrder(CEM)]);
  await until(() => expect(list.newestUnnamed).toBe(3));
  await list.askNames();
  expect(http.asked).toHaveLength(4);
  await list.askNames();
  expect(http.asked).toHaveLength(4);
});

it('finds by number and by name, and by what only the server knows', async () => {
  server.change([toldOrder(CEM)]);
  await until(() => expect(numbers()).toHaveLength(3));
  await list.askNames();
  list.query = 'berg';
  expect(numbers()).toEqual([1]);
  list.query = '#2';
  expect(numbers()).toEqual([2]);
  list.query = 'cem@example.com';
  expect(numbers()).toEqual([]);
  await list.search(list.query);
  expect(numbers()).toEqual([3]);
  list.query = 'cem@example.org';
  expect(numbers()).toEqual([]);
});

it('shows the orders without names where the server does not answer, and says so', async () => {
  http.reply = () => 'away';
  await list.askNames();
  expect(list.problem?.code).toBe('unreachable');
  expect(numbers()).toEqual([2, 1]);
  http.reply = answer;
  await list.askNames();
  expect(list.problem).toBe(null);
});

it('forgets the names when the tablet is locked', async () => {
  await list.askNames();
  list.query = 'berg';
  list.forget();
  expect(list.nameOf(ANNA.orderId)).toBeUndefined();
  expect(numbers()).toEqual([2, 1]);
  await list.askNames();
  expect(list.nameOf(ANNA.orderId)).toBe('Anna Berger');
});
