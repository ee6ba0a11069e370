import { describe, expect, it, vi } from 'vitest';
import { DemoClock } from '../../../server/demo/clock.ts';
import { CLOCK_INTERVAL_MS, type ClockMessage } from '../../../shared/live/socket.ts';
import { openScreen, type LiveScreen } from '../../support/live-screen.ts';
import { startTestApp } from '../../support/test-app.ts';

/** Before the next regular message. */
const SOON_MS = CLOCK_INTERVAL_MS - 1_000;
const START = new Date('2026-11-20T16:45:00Z');

/** Every time that this screen is told from now on. */
function timesTold(screen: LiveScreen): ClockMessage[] {
  const told: ClockMessage[] = [];
  screen.socket.on('clock', (message) => told.push(message));
  return told;
}

describe('a clock of its own speed', () => {
  it('is told to a screen before what is on its board, whose age depends on it', async () => {
    const app = await startTestApp({ clock: new DemoClock(START, 60) });
    const { id: storeId } = await app.createStore();
    const screen = await openScreen(await app.url());
    const heard: string[] = [];
    screen.socket.onAny((event: string) => heard.push(event));
    const told = timesTold(screen);

    await screen.subscribe({ storeId });

    expect(heard).toEqual(['clock']);
    expect(told).toEqual([{ now: START.toISOString(), seq: screen.seq, rate: 0 }]);
  });

  it('is told again at once when it leaps or changes its speed', async () => {
    const clock = new DemoClock(START, 60);
    const app = await startTestApp({ clock });
    clock.onChange(() => app.app.tellTime());
    const { id: storeId } = await app.createStore();
    const screen = await openScreen(await app.url());
    await screen.subscribe({ storeId });

    const told = timesTold(screen);

    const morning = new Date('2026-11-21T05:00:00Z');
    clock.jumpTo(morning);
    clock.setSpeed(300);
    clock.resume();

    await vi.waitFor(() => expect(told).toHaveLength(3), { timeout: SOON_MS });
    expect(told[0]).toMatchObject({ now: morning.toISOString(), rate: 0 });
    expect(told.map(({ rate }) => rate)).toEqual([0, 0, 300]);
  });
});
