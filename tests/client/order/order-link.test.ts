import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { OrderLink } from '../../../client/order/order-link.svelte.ts';
import type { OrderStatusView } from '../../../shared/orders/order-status.schema.ts';
import { aStatusView } from './builders.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Answer = () => Response | Promise<Response>;

const shows = (view: OrderStatusView, etag = `"${view.lines[0]?.awaited ?? ''}"`) =>
  new Response(JSON.stringify(view), { headers: { etag } });
const refuses = (status: number, code: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ code, title: code, status }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });

/** A server that answers as `answer` says at the moment, and what it was asked. */
function serverOf(first: Answer) {
  const state = { answer: first, visible: true };
  const asked: { method: string; path: string; headers: Record<string, string>; body: unknown }[] = [];
  const link = new OrderLink('the token', {
    isVisible: () => state.visible,
    fetch: (path, { method = 'GET', headers, body }) => {
      const sent: unknown = body ? JSON.parse(body as string) : undefined;
      asked.push({ method, path, headers: headers as Record<string, string>, body: sent });
      return Promise.resolve(state.answer());
    },
  });
  return Object.assign(state, { asked, link });
}

const waiting = (awaited: number) =>
  aStatusView({ lines: [{ ...aStatusView().lines[0]!, awaited, ready: 6 - awaited }] });

describe('an order’s link', () => {
  test('is asked every five seconds, and gives the tag of what it has', async () => {
    const server = serverOf(() => shows(waiting(4)));
    await server.link.ask();
    expect(server.link.view?.lines[0]?.awaited).toBe(4);
    server.answer = () => new Response(null, { status: 304 });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.asked.map(({ path }) => path)).toEqual(Array(2).fill('/api/v1/order-status/the%20token'));
    expect(server.asked[0]!.headers['if-none-match']).toBeUndefined();
    expect(server.asked[1]!.headers['if-none-match']).toBe('"4"');
    expect(server.link.view?.lines[0]?.awaited).toBe(4);
    expect(server.link.trouble).toBeNull();
    server.link.stop();
  });

  test('rests while nobody looks, and is asked at once when somebody does', async () => {
    const server = serverOf(() => shows(waiting(4)));
    await server.link.ask();
    server.visible = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.asked).toHaveLength(1);
    server.visible = true;
    await server.link.ask();
    expect(server.asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.asked).toHaveLength(3);
    server.link.stop();
  });

  test('keeps what it has while nobody answers, says so, and asks less and less often', async () => {
    const server = serverOf(() => shows(waiting(4)));
    await server.link.ask();
    const at = server.link.at;
    server.answer = () => Promise.reject(new TypeError('offline'));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.link.trouble?.code).toBe('unreachable');
    expect(server.link.view?.lines[0]?.awaited).toBe(4);
    expect(server.link.at).toBe(at);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    const tries = server.asked.length;
    expect(tries).toBeGreaterThan(8);
    expect(tries).toBeLessThan(20);
    server.answer = () => shows(waiting(2));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.link.trouble).toBeNull();
    expect(server.link.view?.lines[0]?.awaited).toBe(2);
    server.link.stop();
  });

  test('waits as long as the server wants it to', async () => {
    const server = serverOf(() => refuses(429, 'rate-limited', { 'retry-after': '30' }));
    await server.link.ask();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(server.asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.asked).toHaveLength(2);
    server.link.stop();
  });

  test('that leads nowhere is not asked again', async () => {
    const server = serverOf(() => refuses(404, 'not-found'));
    await server.link.ask();
    expect(server.link.isGone).toBe(true);
    expect(server.link.view).toBeNull();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(server.asked).toHaveLength(1);
  });

  test('is asked once a minute when the order is over', async () => {
    const over = aStatusView({ status: 'fulfilled', closedAt: '2026-03-20T11:00:00Z' });
    const server = serverOf(() => shows(over));
    await server.link.ask();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(server.asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.asked).toHaveLength(2);
    server.link.stop();
  });

  test('gives up an answer that takes too long', async () => {
    const link = new OrderLink('slow', {
      isVisible: () => true,
      fetch: (_, { signal }) =>
        new Promise((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
        ),
    });
    void link.ask();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(link.trouble?.code).toBe('unreachable');
    link.stop();
  });
});

describe('what a customer does', () => {
  test('is shown from its answer, under a key that makes it happen once', async () => {
    const server = serverOf(() => shows(waiting(4)));
    await server.link.ask();
    server.answer = () => shows(waiting(0));
    await server.link.cancel({ lines: [{ lineId: 'line-1', quantity: 4 }] }, 'key-1');
    expect(server.link.view?.lines[0]?.awaited).toBe(0);
    expect(server.asked[1]).toMatchObject({
      method: 'POST',
      path: '/api/v1/order-status/the%20token/cancel',
      headers: { 'idempotency-key': 'key-1' },
      body: { lines: [{ lineId: 'line-1', quantity: 4 }] },
    });
    server.link.stop();
  });

  test('is not taken back by an answer that was on its way before', async () => {
    const server = serverOf(() => shows(waiting(4)));
    await server.link.ask();
    let arrive = (_: Response): void => {};
    server.answer = () => new Promise((resolve) => (arrive = resolve));
    await vi.advanceTimersByTimeAsync(5_000);
    server.answer = () => shows(waiting(0));
    await server.link.cancel({}, 'key-2');
    arrive(shows(waiting(4)));
    await vi.advanceTimersByTimeAsync(0);
    expect(server.link.view?.lines[0]?.awaited).toBe(0);
    server.link.stop();
  });

  test('changes nothing on the page when it is refused', async () => {
    const server = serverOf(() => shows(waiting(4)));
    await server.link.ask();
    server.answer = () => refuses(409, 'conflict');
    await expect(server.link.answer('offer-1', true, 'key-3')).rejects.toMatchObject({ code: 'conflict' });
    expect(server.link.view?.lines[0]?.awaited).toBe(4);
    expect(server.link.trouble).toBeNull();
    server.link.stop();
  });
});
