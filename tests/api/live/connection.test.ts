import { once } from 'node:events';
import { connect } from 'node:net';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { mistakesIn } from '../../../server/platform/validation.ts';
import { ClockMessage } from '../../../shared/live/socket.ts';
import { anIngredient } from '../../support/builders.ts';
import { followStore, openScreen, type LiveScreen } from '../../support/live-screen.ts';
import { startMenu } from '../../support/menu.ts';
import type { TestApp } from '../../support/test-app.ts';

/** The next message of a kind that a screen receives. */
function next<T>({ socket }: LiveScreen, event: 'clock' | 'goodbye' | 'disconnect'): Promise<T> {
  return new Promise((resolve) => socket.once(event, resolve as never));
}

describe('the clock', () => {
  it('is told with the head of the stream, so that a quiet screen notices a gap too', async () => {
    const { app, storeId } = await startMenu();
    const screen = await followStore(await app.url(), storeId);
    await app.receive(storeId, { SALMON: 1 });
    await screen.reach(await app.head(storeId));
    const clock = await next<ClockMessage>(screen, 'clock');
    expect(mistakesIn(ClockMessage, clock)).toEqual([]);
    expect(clock).toEqual({ now: '2026-03-20T11:00:00.000Z', seq: await app.head(storeId), rate: 1 });
  });

  it('is not told to a screen that follows no store', async () => {
    const { app, storeId } = await startMenu();
    const idle = await openScreen(await app.url());
    const told: ClockMessage[] = [];
    idle.socket.on('clock', (clock) => told.push(clock));
    await next(await followStore(await app.url(), storeId), 'clock');
    expect(told).toEqual([]);
  });
});

describe('a server that stops', () => {
  it('says goodbye to every screen, lets go of it, and ends though they are connected', async () => {
    const { app, storeId } = await startMenu();
    const url = await app.url();
    const screens = [await followStore(url, storeId), await openScreen(url)];
    const goodbyes = Promise.all(screens.map((screen) => next(screen, 'goodbye')));
    const closed = Promise.all(screens.map((screen) => next(screen, 'disconnect')));
    await app.app.stop();
    expect(await goodbyes).toEqual(screens.map(() => ({ backInMs: expect.any(Number) as number })));
    await closed;
    await expect(openScreen(url)).rejects.toThrow();
  });

  // Left to themselves these two would keep it for a minute.
  const PROMPTLY = { timeout: 40_000 };

  it('does not wait for a connection that a browser keeps ready and never used', PROMPTLY, async () => {
    const { app } = await startMenu();
    const { hostname, port } = new URL(await app.url());
    const spare = connect(Number(port), hostname);
    await once(spare, 'connect');
    const closed = once(spare, 'close');
    await app.app.stop();
    await closed;
  });

  it('does not wait for a screen that is about to enter', PROMPTLY, async () => {
    const { app } = await startMenu();
    const address = (await app.url()).replace('http', 'ws');
    const screen = new WebSocket(`${address}/socket.io/?EIO=4&transport=websocket`);
    await once(screen, 'message');
    const closed = once(screen, 'close');
    await app.app.stop();
    await closed;
  });
});

describe('a connection', () => {
  it('is a WebSocket only', async () => {
    const { app } = await startMenu();
    const response = await fetch(`${await app.url()}/socket.io/?EIO=4&transport=polling`);
    expect(response.status).toBe(400);
  });

  it('to a namespace that does not exist is refused', async () => {
    const { app } = await startMenu();
    const socket = io(`${await app.url()}/orders`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    onTestFinished(() => void socket.disconnect());
    const [error] = (await once(socket as never, 'connect_error')) as [Error];
    expect(error.message).toBe('Invalid namespace');
  });

  it('is closed when more is sent at once than any command needs, and the others do not notice', async () => {
    const { app, storeId } = await startMenu();
    const screen = await openScreen(await app.url());
    const other = await followStore(await app.url(), storeId);
    const closed = next(screen, 'disconnect');
    screen.socket.emit('subscribe', { storeId, padding: 'x'.repeat(1_000_000) } as never, () => {});
    await closed;
    await app.receive(storeId, { SALMON: 1 });
    await other.reach(await app.head(storeId));
  });

  it.each([
    ['an event nobody knows', '42/live,["drop-tables",1]'],
    ['an event without a name', '42/live,[]'],
    ['an acknowledgement nobody waits for', '43/live,99[1]'],
    ['something that is no packet', 'nonsense'],
  ])('with %s does no harm', async (_, packet) => {
    const { app, storeId } = await startMenu();
    const socket = new WebSocket(
      `${(await app.url()).replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
    );
    onTestFinished(() => socket.terminate());
    await once(socket, 'open');
    socket.send('40/live,');
    socket.send(packet);
    const screen = await followStore(await app.url(), storeId);
    await app.receive(storeId, { SALMON: 1 });
    await screen.reach(await app.head(storeId));
  });
});

describe('a screen that stops reading', () => {
  it('is cut off, while the others go on', async () => {
    const { app, storeId } = await startMenu();
    await app.createItems(
      Array.from({ length: 500 }, (_, n) => anIngredient(`ITEM-${n}`, { name: 'n'.repeat(120) })),
    );
    const laggard = await followStore(await app.url(), storeId);
    const other = await followStore(await app.url(), storeId);
    rawSocketOf(laggard).pause();
    // Every answer is a snapshot of some hundred kilobytes: the kernel's buffers are full soon, and then ours fill.
    await vi.waitFor(
      async () => {
        for (let ask = 0; ask < 3; ask++) laggard.socket.emit('subscribe', { storeId }, () => {});
        expect(await connectedScreens(app)).toBe(1);
      },
      { interval: 50, timeout: 45_000 },
    );

    const closed = next(laggard, 'disconnect');
    rawSocketOf(laggard).resume();
    await closed;
    await app.receive(storeId, { SALMON: 1 });
    await other.reach(await app.head(storeId));
    const back = await openScreen(await app.url());
    expect(await back.subscribe({ storeId, since: laggard.seq, epoch: laggard.epoch })).toHaveProperty(
      'mode',
      'resume',
    );
  });
});

/** The TCP connection under a screen. */
function rawSocketOf({ socket }: LiveScreen): { pause: () => void; resume: () => void } {
  const { transport } = socket.io.engine as unknown as { transport: { ws: { _socket: never } } };
  return transport.ws._socket;
}

async function connectedScreens(app: TestApp): Promise<number> {
  const { body } = await app.app.server.inject('/metrics');
  return Number(/^larder_connected_screens (\d+)$/m.exec(body)![1]);
}
