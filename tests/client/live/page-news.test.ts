import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PageNews } from '../../../client/live/page-news.ts';
import { deliveryNews } from '../../../client/purchasing/delivery-news.ts';
import type { Change } from '../../../shared/live/change.ts';

let page: EventTarget & { visibilityState: string };
let news: PageNews;
let refreshed: number;
let wait: Promise<void> | undefined;
const source = { isFollowing: true, start: vi.fn(), stop: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  refreshed = 0;
  wait = undefined;
  source.isFollowing = true;
  news = new PageNews(async () => {
    refreshed++;
    await wait;
  });
  news.follow(source);
});
afterEach(() => {
  news.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('what happens together is shown together, and a busy store not too often', async () => {
  await pass(5_000);
  for (let i = 0; i < 10; i++) news.hear();
  await pass(299);
  expect(refreshed).toBe(0);
  await pass(1);
  expect(refreshed).toBe(1);
  for (let i = 0; i < 100; i++) {
    news.hear();
    await pass(100);
  }
  expect(refreshed).toBe(6);
});

test('what is heard while it is being asked is asked for afterwards, the later the longer that took', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  wait = promise;
  await pass(2_000);
  news.hear();
  await pass(300);
  news.hear();
  await pass(4_000);
  expect(refreshed).toBe(1);
  resolve();
  await pass(19_999);
  expect(refreshed).toBe(1);
  await pass(1);
  expect(refreshed).toBe(2);
});

test('nobody is asked while nobody looks, and at once when somebody does', async () => {
  page.visibilityState = 'hidden';
  news.hear();
  await pass(60_000);
  expect(refreshed).toBe(0);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  await pass(300);
  expect(refreshed).toBe(1);
});

test('a page looks around once a minute, more often while it cannot follow, and not at all once it is left', async () => {
  await pass(180_500);
  expect(refreshed).toBe(3);
  source.isFollowing = false;
  await pass(60_000);
  expect(refreshed).toBe(7);
  news.stop();
  expect(source.stop).toHaveBeenCalled();
  news.hear();
  await pass(60_000);
  expect(refreshed).toBe(7);
});

test('sales are no news of deliveries; what is on order, and promises, are', () => {
  const isNews = deliveryNews();
  const stock = (onOrder: number) => [{ type: 'stock', id: 'salmon', onOrder }] as unknown as Change[];
  expect(isNews(stock(5))).toBe(true);
  expect(isNews(stock(5))).toBe(false);
  expect(isNews(stock(0))).toBe(true);
  expect(isNews([{ type: 'backorder', id: 'line', removed: true }] as unknown as Change[])).toBe(true);
});
