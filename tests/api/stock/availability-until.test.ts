import { describe, expect, it } from 'vitest';
import { expireAvailability } from '../../../server/stock/availability.service.ts';
import { aMovement } from '../../support/builders.ts';
import { followStore } from '../../support/live-screen.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { startMenu } from '../../support/menu.ts';

describe('an 86 with an end', () => {
  it('at an instant is over then, by itself, on every screen', async () => {
    const clock = new ManualClock();
    const { app, storeId } = await startMenu({ clock });
    const screen = await followStore(await app.url(), storeId);
    const until = '2026-03-20T12:30:00.000Z';
    const { itemId, availability } = await app.mark(storeId, 'SOUP', { state: 'unavailable', until });
    expect(availability).toMatchObject({ until });
    await screen.until(() => screen.tables.stock.get(itemId)?.availability.state === 'unavailable');

    clock.set('2026-03-20T12:29:59Z');
    expect(await expireAvailability(app.app.ctx)).toBe(0);
    clock.set('2026-03-20T12:30:00Z');
    // The job of the running app does it, within a second.
    await screen.until(() => screen.tables.stock.get(itemId)?.availability.state === 'available');
    expect((await app.stock(storeId))['SOUP']!.availability).toEqual({ state: 'available' });
  });

  it.each([
    ['Europe/Vienna', '04:00', '2026-03-21T03:00:00Z'],
    ['America/New_York', '00:00', '2026-03-21T04:00:00Z'],
    ['Asia/Tokyo', '04:00', '2026-03-20T19:00:00Z'],
  ])(
    'at the end of the day is over when the next one starts: in %s at %s',
    async (timeZone, dayStart, end) => {
      const clock = new ManualClock();
      const { app, storeId } = await startMenu({ clock });
      const { id } = await app.createStore({ timeZone, dayStart });
      const said = await app.mark(id, 'SOUP', { state: 'unavailable', until: 'end-of-day' });
      expect(said.availability).toMatchObject({ until: 'end-of-day' });
      await app.mark(storeId, 'SOUP', { state: 'unavailable' });

      clock.set(new Date(Date.parse(end) - 1).toISOString());
      expect(await expireAvailability(app.app.ctx)).toBe(0);
      clock.set(end);
      expect(await expireAvailability(app.app.ctx)).toBe(1);
      expect((await app.stock(id))['SOUP']!.availability).toEqual({ state: 'available' });
      expect((await app.stock(storeId))['SOUP']!.availability).toMatchObject({ state: 'unavailable' });
    },
  );

  it('that was replaced meanwhile does not end what replaced it', async () => {
    const clock = new ManualClock();
    const { app, storeId } = await startMenu({ clock });
    await app.mark(storeId, 'SOUP', { state: 'unavailable', until: '2026-03-20T12:00:00Z' });
    await app.mark(storeId, 'SOUP', { state: 'limited', remaining: 3 });
    clock.advance({ hours: 2 });
    expect(await expireAvailability(app.app.ctx)).toBe(0);
    expect((await app.stock(storeId))['SOUP']!.availability).toMatchObject({ state: 'limited' });
  });

  it('ends in every store where it is time, whichever process looks, once', async () => {
    const clock = new ManualClock();
    const { app, storeId } = await startMenu({ clock });
    const { id: other } = await app.createStore();
    for (const store of [storeId, other])
      await app.mark(store, 'SOUP', { state: 'unavailable', until: '2026-03-20T12:00:00Z' });
    clock.advance({ hours: 1 });
    const ended = await Promise.all(Array.from({ length: 4 }, () => expireAvailability(app.app.ctx)));
    expect(ended.reduce((sum, count) => sum + count)).toBe(2);
  });
});

describe('an 86 until restock', () => {
  it('is over when enough for one is in', async () => {
    const { app, storeId } = await startMenu();
    await app.record(storeId, aMovement('count', 'SALMON', 0), aMovement('count', 'CREAM', 1000));
    await app.mark(storeId, 'SALMON-DISH', { state: 'unavailable', until: 'restock' });
    const state = async () => (await app.stock(storeId))['SALMON-DISH']!.availability;

    await app.receive(storeId, { CREAM: 100 });
    expect(await state()).toMatchObject({ state: 'unavailable', cause: 'hand', until: 'restock' });
    await app.receive(storeId, { SALMON: 149 });
    expect(await state()).toMatchObject({ state: 'unavailable', cause: 'hand' });
    await app.receive(storeId, { SALMON: 1 });
    expect(await state()).toEqual({ state: 'available' });
  });

  it('does not wait for ingredients that nobody ever counts', async () => {
    const { app, storeId } = await startMenu();
    await app.sell(storeId, { SOUP: 1 });
    await app.mark(storeId, 'SOUP', { state: 'unavailable', until: 'restock' });
    await app.receive(storeId, { CREAM: 1000 });
    expect((await app.stock(storeId))['SOUP']!.availability).toEqual({ state: 'available' });
  });

  it('is over also by a count, a return or a transfer that finds some', async () => {
    const { app, storeId } = await startMenu();
    const { id: other } = await app.createStore();
    const found = [
      () => app.record(storeId, aMovement('count', 'SALMON', 5)),
      () => app.record(storeId, aMovement('return', 'SALMON', 5)),
      () => app.record(other, aMovement('transfer', 'SALMON', 5, { toStoreId: storeId })),
    ];
    for (const find of found) {
      await app.record(storeId, aMovement('count', 'SALMON', 0));
      await app.mark(storeId, 'SALMON', { state: 'unavailable', until: 'restock' });
      await find();
      expect((await app.stock(storeId))['SALMON']!.availability).toEqual({ state: 'available' });
    }
  });

  it('is not over by a count that finds nothing new', async () => {
    const { app, storeId } = await startMenu();
    await app.record(storeId, aMovement('count', 'SALMON', 5));
    await app.mark(storeId, 'SALMON', { state: 'unavailable', until: 'restock', reason: 'for the wedding' });
    await app.record(storeId, aMovement('count', 'SALMON', 4));
    expect((await app.stock(storeId))['SALMON']!.availability).toMatchObject({
      state: 'unavailable',
      cause: 'hand',
    });
  });
});
