import { describe, expect, it } from 'vitest';
import type { NoticeChange } from '../../../shared/live/change.ts';
import type { StockState } from '../../../shared/stock/stock.schema.ts';
import { aMovement } from '../../support/builders.ts';
import { followStore } from '../../support/live-screen.ts';
import { startMenu } from '../../support/menu.ts';
import type { TestApp } from '../../support/test-app.ts';

const NOW = '2026-03-20T11:00:00.000Z';

async function availability(app: TestApp, storeId: string, sku: string): Promise<StockState['availability']> {
  return (await app.stock(storeId))[sku]!.availability;
}

describe('86 by hand', () => {
  it('says who, why and since when, and goes back by undo', async () => {
    const { app, storeId } = await startMenu();
    const off = await app.mark(storeId, 'SOUP', { state: 'unavailable', reason: 'burnt' });
    const expected = { state: 'unavailable', cause: 'hand', reason: 'burnt', by: 'API', since: NOW };
    expect(off.availability).toEqual(expected);
    expect(await availability(app, storeId, 'SOUP')).toEqual(expected);

    const back = await app.mark(storeId, 'SOUP', { state: 'available' });
    expect(back.availability).toEqual({ state: 'available' });
  });

  it('of an ingredient takes off every dish that needs it, through every recipe, and says which', async () => {
    const { app, storeId } = await startMenu();
    const { itemId } = await app.mark(storeId, 'CREAM', { state: 'unavailable' });
    const because = [{ itemId, problem: 'unavailable' }];
    for (const sku of ['SAUCE', 'SALMON-DISH', 'SOUP'])
      expect(await availability(app, storeId, sku)).toMatchObject({
        state: 'unavailable',
        cause: 'recipe',
        because,
      });
    await app.mark(storeId, 'CREAM', { state: 'available' });
    for (const sku of ['SAUCE', 'SALMON-DISH', 'SOUP'])
      expect(await availability(app, storeId, sku)).toEqual({ state: 'available' });
  });

  it('of a part in the middle takes off what is above it, and leaves what is below', async () => {
    const { app, storeId } = await startMenu();
    await app.mark(storeId, 'SAUCE', { state: 'unavailable' });
    expect(await availability(app, storeId, 'SOUP')).toMatchObject({ state: 'unavailable' });
    expect(await availability(app, storeId, 'CREAM')).toEqual({ state: 'available' });
  });

  it('names every ingredient that is missing', async () => {
    const { app, storeId } = await startMenu();
    const marked = await Promise.all(
      ['CREAM', 'SALMON'].map((sku) => app.mark(storeId, sku, { state: 'unavailable' })),
    );
    const { because } = await availability(app, storeId, 'SALMON-DISH');
    expect(because!.map(({ itemId }) => itemId).sort()).toEqual(marked.map(({ itemId }) => itemId).sort());
  });

  it('is not ended by a receipt, unless it was said to be until restock', async () => {
    const { app, storeId } = await startMenu();
    await app.mark(storeId, 'SALMON', { state: 'unavailable' });
    await app.receive(storeId, { SALMON: 1000 });
    expect(await availability(app, storeId, 'SALMON')).toMatchObject({ state: 'unavailable', cause: 'hand' });
  });

  it('in one store says nothing of another', async () => {
    const { app, storeId } = await startMenu();
    const { id: other } = await app.createStore();
    await app.mark(storeId, 'SOUP', { state: 'unavailable' });
    expect(await availability(app, other, 'SOUP')).toEqual({ state: 'available' });
  });

  it('takes the newest word: a reason changed, a limit instead', async () => {
    const { app, storeId } = await startMenu();
    await app.mark(storeId, 'SOUP', { state: 'unavailable', reason: 'burnt' });
    await app.mark(storeId, 'SOUP', { state: 'unavailable' });
    expect(await availability(app, storeId, 'SOUP')).not.toHaveProperty('reason');
    await app.mark(storeId, 'SOUP', { state: 'limited', remaining: 3 });
    expect(await availability(app, storeId, 'SOUP')).toMatchObject({ state: 'limited', remaining: 3 });
  });
});

describe('an item said to be there although its stock says otherwise', () => {
  it('is available until the next count settles it', async () => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 100, CREAM: 1000 });
    const forced = await app.mark(storeId, 'SALMON-DISH', { state: 'available', reason: 'found some' });
    expect(forced.availability).toEqual({
      state: 'available',
      cause: 'hand',
      reason: 'found some',
      by: 'API',
      since: NOW,
    });

    await app.sell(storeId, { 'SALMON-DISH': 1 });
    expect(await availability(app, storeId, 'SALMON-DISH')).toMatchObject({
      state: 'available',
      cause: 'hand',
    });

    await app.record(storeId, aMovement('count', 'SALMON', 40));
    expect(await availability(app, storeId, 'SALMON-DISH')).toMatchObject({
      state: 'unavailable',
      cause: 'recipe',
    });
  });

  it('stays so while its ingredients only go out', async () => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 100, CREAM: 1000 });
    await app.mark(storeId, 'SALMON-DISH', { state: 'available' });
    await app.record(storeId, aMovement('waste', 'SALMON', 10), aMovement('correction', 'SALMON', -10));
    expect(await availability(app, storeId, 'SALMON-DISH')).toMatchObject({
      state: 'available',
      cause: 'hand',
    });
  });

  it('brings its dishes with it', async () => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 100, CREAM: 1000 });
    expect(await availability(app, storeId, 'SALMON-DISH')).toMatchObject({ state: 'unavailable' });
    await app.record(storeId, aMovement('waste', 'SALMON', 100));
    await app.mark(storeId, 'SALMON', { state: 'available' });
    expect(await availability(app, storeId, 'SALMON-DISH')).toEqual({ state: 'available' });
  });

  it('said twice is told once', async () => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALMON: 100, CREAM: 1000 });
    const screen = await followStore(await app.url(), storeId);
    const { itemId } = await app.mark(storeId, 'SALMON-DISH', { state: 'available' });
    await app.mark(storeId, 'SALMON-DISH', { state: 'available', reason: 'really' });
    await screen.until(() => screen.tables.stock.get(itemId)?.availability.reason === 'really');
    const told = [...screen.tables.notice.values()].filter(
      (notice: NoticeChange) => notice.itemId === itemId,
    );
    expect(told.map(({ kind }) => kind)).toEqual(['unavailable', 'back']);
  });
});

describe('what is said of availability', () => {
  it.each([
    [{ state: 'limited' }, '/remaining', 'is missing; say how many are left'],
    [{ state: 'limited', remaining: 0 }, '/remaining', 'must be >= 0.001, not 0'],
    [
      { state: 'unavailable', remaining: 2 },
      '/remaining',
      'goes only with the state limited, not unavailable',
    ],
    [{ state: 'available', until: 'restock' }, '/until', 'an available item needs no end; leave it out'],
    [
      { state: 'unavailable', until: '2026-03-20T10:59:59Z' },
      '/until',
      '2026-03-20T10:59:59Z is past; give a time to come',
    ],
    [
      { state: 'unavailable', until: 'later' },
      '/until',
      'must be "restock" or "end-of-day" or an ISO 8601 instant with a time zone, such as 2026-11-24T19:40:00Z, not "later"',
    ],
    [{ state: 'gone' }, '/state', 'must be one of available, limited, unavailable, not "gone"'],
    [{ state: 'unavailable', reason: 'x'.repeat(201) }, '/reason', 'must NOT have more than 200 characters'],
  ])('is refused when it makes no sense: %o', async (input, pointer, detail) => {
    const { app, storeId } = await startMenu();
    const { itemId, availability } = (await app.stock(storeId))['SOUP']!;
    const answer = await app.request('PUT', `/stores/${storeId}/items/${itemId}/availability`, input);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer, detail }] } });
    expect((await app.stock(storeId))['SOUP']!.availability).toEqual(availability);
  });

  it('of an item or in a store that does not exist is refused', async () => {
    const { app, storeId } = await startMenu();
    const { itemId } = (await app.stock(storeId))['SOUP']!;
    const nowhere = '019c8a4e-0000-7000-8000-000000000000';
    for (const path of [`/stores/${storeId}/items/${nowhere}`, `/stores/${nowhere}/items/${itemId}`]) {
      const answer = await app.request('PUT', `${path}/availability`, { state: 'unavailable' });
      expect(answer).toMatchObject({
        status: 404,
        body: { detail: expect.stringContaining(nowhere) as string },
      });
    }
  });
});
