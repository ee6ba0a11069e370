import { describe, expect, it, vi } from 'vitest';
import { aMovement } from '../../support/builders.ts';
import { followStore, type LiveScreen } from '../../support/live-screen.ts';
import { startMenu } from '../../support/menu.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

/** Two server processes on one database; the second has the screens. */
async function startTwo(): Promise<{ first: TestApp; second: TestApp; storeId: string }> {
  const { app: first, storeId } = await startMenu();
  await first.url();
  return { first, second: await startTestApp({ database: first.database }), storeId };
}

/** Ends every connection that listens for hints, as a network fault or an administrator would. */
async function killListeners({ database }: TestApp): Promise<number> {
  const { rowCount } = await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'larder signals'`,
  );
  return rowCount ?? 0;
}

async function listeners({ database }: TestApp): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*) as count from pg_stat_activity
     where datname = current_database() and application_name = 'larder signals' and query ilike 'listen%'`,
  );
  return rows[0]!.count;
}

describe('a change in one process', () => {
  it('reaches the screens of the other by its hint', async () => {
    const { first, second, storeId } = await startTwo();
    const screen = await followStore(await second.url(), storeId);
    const hinted = vi.fn<(message: unknown) => void>();
    const listener = await second.database.pool.connect();
    listener.on('notification', ({ payload = '' }) =>
      hinted(JSON.parse(payload.slice(payload.indexOf(' ')))),
    );
    await listener.query('listen larder');

    await first.receive(storeId, { SALMON: 1 });
    await screen.reach(await first.head(storeId));
    await vi.waitFor(() => expect(hinted).toHaveBeenCalledWith({ kind: 'changed', storeId }));
    listener.release(true);
  });

  it('reaches them also while nothing listens for hints, and the listener comes back', async () => {
    const { first, second, storeId } = await startTwo();
    const screen = await followStore(await second.url(), storeId);
    expect(await killListeners(first)).toBe(2);

    await first.receive(storeId, { SALMON: 1 });
    await screen.reach(await first.head(storeId));
    await vi.waitFor(async () => expect(await listeners(first)).toBe(2), { timeout: 10_000 });
    await first.receive(storeId, { SALMON: 1 });
    await screen.reach(await first.head(storeId));
    // Losing the connection is worth a line in the log, and nothing else is.
    for (const app of [first, second])
      expect(app.errors.splice(0)).toMatchObject([{ msg: 'background work failed' }]);
  });
});

describe('screens of two processes under load from both', () => {
  it('see an unbroken stream and end up with what the server has', { timeout: 60_000 }, async () => {
    const { first, second, storeId } = await startTwo();
    const { id: other } = await first.createStore();
    await first.receive(storeId, { SALMON: 100_000, CREAM: 100_000 });
    const screens: LiveScreen[] = [];
    for (const app of [first, second]) {
      for (const store of [storeId, other]) screens.push(await followStore(await app.url(), store));
    }
    const starts = screens.map(({ seq }) => seq);

    const busy = async (app: TestApp, round: number): Promise<void> => {
      await app.sell(storeId, { 'SALMON-DISH': 1, SOUP: 2 });
      await app.record(storeId, aMovement('transfer', 'SALMON', 10, { toStoreId: other }));
      await app.mark(
        other,
        'SOUP',
        round % 2 ? { state: 'limited', remaining: round } : { state: 'unavailable' },
      );
      await app.record(other, aMovement('count', 'CREAM', round));
    };
    const ROUNDS = 12;
    await Promise.all(
      [first, second].map(async (app) => {
        for (let round = 0; round < ROUNDS; round++) await busy(app, round);
      }),
    );

    for (const [index, screen] of screens.entries()) {
      const store = screen.frames[0]!.storeId;
      await screen.reach(await first.head(store));
      expectUnbroken(screen, starts[index]!);
      expect(screen.board()).toEqual((await followStore(await second.url(), store)).board());
    }
    const stock = await first.stock(storeId);
    expect(stock['SALMON']!.onHand).toBe(100_000 - 2 * ROUNDS * (150 + 10));
    expect((await first.stock(other))['SALMON']!.onHand).toBe(2 * ROUNDS * 10);
  });
});

function expectUnbroken({ frames }: LiveScreen, start: number): void {
  const expected = frames.map((_, index) => (index === 0 ? start : frames[index - 1]!.to) + 1);
  expect(frames.map(({ from }) => from)).toEqual(expected);
}
