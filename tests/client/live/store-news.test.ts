import { expect, onTestFinished, test, vi } from 'vitest';
import { StoreNews } from '../../../client/live/store-news.ts';
import type { Change } from '../../../shared/live/change.ts';
import { startFakeLiveServer } from '../../support/fake-live-server.ts';
import { STORE, toldItem, toldStock } from './builders.ts';

test('a page hears of what changes without being sent all there is, and of what it missed', async () => {
  const server = await startFakeLiveServer({ store: STORE, told: [toldItem('salmon'), toldStock('salmon')] });
  onTestFinished(() => server.close());
  const heard: (readonly Change[])[] = [];
  const news = new StoreNews({
    ...{ storeId: STORE.id, topics: ['stock'], url: server.url },
    heard: (changes) => heard.push(changes),
  });
  onTestFinished(() => news.stop());
  news.start();
  const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 10 });
  await until(() => expect(server.subscriptions).toHaveLength(2));
  await until(() => expect(news.isFollowing).toBe(true));
  expect(server.subscriptions).toEqual([
    { storeId: STORE.id, topics: ['notice'] },
    { storeId: STORE.id, topics: ['stock'], since: 2, epoch: 'first' },
  ]);
  expect(heard).toEqual([[]]);
  server.change([toldStock('salmon', { onHand: 3 })]);
  await until(() => expect(heard.at(-1)).toMatchObject([{ type: 'stock', id: 'salmon' }]));
  server.cutAll();
  server.change([toldStock('rice', { onHand: 3 })]);
  await until(() => expect(heard.at(-1)).toMatchObject([{ type: 'stock', id: 'rice' }]));
});
