import { describe, expect, it } from 'vitest';
import { deleteChangesBefore } from '../../../server/live/change-stream.store.ts';
import { mistakesIn } from '../../../server/platform/validation.ts';
import type { Problem } from '../../../shared/errors.ts';
import { TOPICS } from '../../../shared/live/change.ts';
import { PROTOCOL_VERSION } from '../../../shared/live/protocol-version.ts';
import { SubscribeAnswer } from '../../../shared/live/socket.ts';
import { followStore, openScreen, type LiveScreen } from '../../support/live-screen.ts';
import { startMenu } from '../../support/menu.ts';

const NOWHERE = '019c8a4e-0000-7000-8000-000000000000';
const SKUS = ['CREAM', 'SALMON', 'SALMON-DISH', 'SALT', 'SAUCE', 'SOUP'];

type Snapshot = Extract<SubscribeAnswer, { mode: 'snapshot' }>;

/** Notices of what a screen shows, by kind. */
const kinds = (screen: LiveScreen): string[] => [...screen.tables.notice.values()].map(({ kind }) => kind);

describe('a screen that subscribes', () => {
  it('gets everything there is, as of one number', async () => {
    const { app, storeId } = await startMenu();
    await app.receive(storeId, { SALT: 1000 });
    const screen = await openScreen(await app.url());
    const answer = (await screen.subscribe({ storeId })) as Snapshot;

    expect(mistakesIn(SubscribeAnswer, answer)).toEqual([]);
    expect(answer).toMatchObject({
      mode: 'snapshot',
      protocol: PROTOCOL_VERSION,
      build: 'test',
      seq: await app.head(storeId),
    });
    expect(answer.state.stock!.map(({ sku }) => sku)).toEqual(SKUS);
    expect(answer.state.item!.map(({ sku }) => sku)).toEqual(SKUS);
    expect(answer.state.notice).toMatchObject([{ kind: 'received', quantity: 1000 }]);
    const stock = await app.stock(storeId);
    for (const { itemId, type: _, id, seq, at, ...state } of answer.state.stock!) {
      expect({ itemId, ...state }).toEqual(stock[state.sku]);
      expect({ id, seq, at }).toEqual({ id: itemId, seq: answer.seq, at: '2026-03-20T11:00:00.000Z' });
    }
  });

  it('knows of every dish what one takes, down to what is counted', async () => {
    const { app, storeId } = await startMenu();
    const screen = await followStore(await app.url(), storeId);
    const items = [...screen.tables.item.values()];
    const skuOf = new Map(items.map(({ itemId, sku }) => [itemId, sku]));
    const dish = items.find(({ sku }) => sku === 'SALMON-DISH')!;
    expect(
      Object.fromEntries(dish.uses.map(({ itemId, quantity }) => [skuOf.get(itemId), quantity])),
    ).toEqual({
      SALMON: 150,
      SAUCE: 0.5,
      CREAM: 50,
    });
  });

  it('gets what it asks for and nothing else', async () => {
    const { app, storeId } = await startMenu();
    const screen = await openScreen(await app.url());
    for (const topic of TOPICS) {
      const { state } = (await screen.subscribe({ storeId, topics: [topic] })) as Snapshot;
      expect(Object.keys(state)).toEqual([topic]);
    }
    await screen.subscribe({ storeId, topics: ['notice'] });
    await app.mark(storeId, 'SOUP', { state: 'unavailable' });
    await screen.reach(await app.head(storeId));
    expect(screen.frames.flatMap(({ changes }) => changes).map(({ type }) => type)).toEqual(['notice']);
  });

  it('of an empty store gets an empty board, and everything from then on', async () => {
    const { app } = await startMenu();
    const { id } = await app.createStore();
    const screen = await followStore(await app.url(), id);
    await app.receive(id, { SALMON: 1 });
    await screen.reach(await app.head(id));
    expect(kinds(screen)).toContain('received');
  });
});

describe('a screen that comes back', () => {
  it('gets what it missed, each entity once in its latest state', async () => {
    const { app, storeId } = await startMenu();
    const gone = await followStore(await app.url(), storeId);
    gone.close();
    for (const quantity of [1, 2, 3]) await app.receive(storeId, { SALMON: quantity });

    const screen = await openScreen(await app.url());
    const answer = await screen.subscribe({ storeId, since: gone.seq, epoch: gone.epoch });
    const head = await app.head(storeId);
    expect(answer).toMatchObject({ mode: 'resume', from: gone.seq + 1, to: head });
    const changes = 'changes' in answer ? answer.changes : [];
    const stock = changes.filter(({ type }) => type === 'stock');
    expect(stock.filter(({ id }) => id === (stock[0] as { id: string }).id)).toHaveLength(1);
    expect(changes.map(({ seq }) => seq)).toEqual([...changes.map(({ seq }) => seq)].sort((a, b) => a - b));
    expect(changes.filter(({ type }) => type === 'notice')).toHaveLength(4);

    for (const topics of [['notice'], ['stock', 'notice']] as const) {
      const filtered = await screen.subscribe({ storeId, since: gone.seq, topics: [...topics] });
      expect('changes' in filtered && filtered.changes).toEqual(
        changes.filter(({ type }) => topics.includes(type as never)),
      );
    }
  });

  it('and missed nothing is told so', async () => {
    const { app, storeId } = await startMenu();
    const screen = await followStore(await app.url(), storeId);
    const { seq } = screen;
    expect(await screen.subscribe({ storeId, since: seq })).toMatchObject({
      mode: 'resume',
      from: seq + 1,
      to: seq,
      changes: [],
    });
  });

  it.each([
    ['from a future that never was', (seq: number) => ({ since: seq + 1 })],
    ['from another life of the database', (seq: number) => ({ since: seq, epoch: NOWHERE })],
  ])('%s gets everything anew', async (_, position) => {
    const { app, storeId } = await startMenu();
    const screen = await followStore(await app.url(), storeId);
    expect(await screen.subscribe({ storeId, ...position(screen.seq) })).toMatchObject({
      mode: 'snapshot',
      seq: screen.seq,
    });
  });

  it('after what it missed was forgotten gets everything anew, and from the edge of it still the changes', async () => {
    const { app, storeId } = await startMenu();
    const screen = await followStore(await app.url(), storeId);
    const edge = screen.seq;
    const { clock } = app;
    (clock as { advance?: (by: object) => void }).advance!({ hours: 1 });
    await app.receive(storeId, { SALMON: 1 });
    await deleteChangesBefore(app.database.db, clock.now());

    expect(await screen.subscribe({ storeId, since: edge - 1 })).toMatchObject({ mode: 'snapshot' });
    expect(await screen.subscribe({ storeId, since: edge })).toMatchObject({
      mode: 'resume',
      from: edge + 1,
    });
  });
});

describe('a subscription', () => {
  it('is to one store at a time', async () => {
    const { app, storeId } = await startMenu();
    const { id: other } = await app.createStore();
    const screen = await followStore(await app.url(), storeId);
    await screen.subscribe({ storeId: other });
    await app.receive(storeId, { SALMON: 1 });
    await app.receive(other, { SALMON: 1 });
    await screen.reach(await app.head(other));
    expect(new Set(screen.frames.map(({ storeId }) => storeId))).toEqual(new Set([other]));
  });

  it('asked for again before it was answered is still one: no frame comes twice', async () => {
    const { app, storeId } = await startMenu();
    const { id: other } = await app.createStore();
    const screen = await openScreen(await app.url());
    const answers = await Promise.all([
      screen.subscribe({ storeId: other }),
      screen.subscribe({ storeId, topics: ['stock'] }),
      screen.subscribe({ storeId }),
    ]);
    for (const answer of answers) expect(answer).toHaveProperty('mode', 'snapshot');
    await app.receive(other, { SALMON: 1 });
    for (let delivery = 0; delivery < 3; delivery++) await app.receive(storeId, { SALMON: 1 });
    const head = await app.head(storeId);
    await screen.reach(head);
    expect(screen.frames.every((frame) => frame.storeId === storeId)).toBe(true);
    const edges = screen.frames.flatMap(({ from, to }) => [from, to]);
    expect(edges).toEqual([...edges].sort((a, b) => a - b));
  });

  it.each([
    [{ storeId: NOWHERE }, 'not-found', `Store ${NOWHERE} does not exist.`],
    [{ storeId: 'cellar' }, 'invalid', /storeId: must be an id/],
    [{ storeId: NOWHERE.toUpperCase() }, 'invalid', /storeId: must be an id/],
    [{}, 'invalid', /storeId: is missing/],
    [{ storeId: NOWHERE, since: -1 }, 'invalid', /since: must be >= 0, not -1/],
    [{ storeId: NOWHERE, since: 1.5 }, 'invalid', /since: must be integer, not 1.5/],
    [{ storeId: NOWHERE, topics: [] }, 'invalid', /topics: must NOT have fewer than 1 items/],
    [
      { storeId: NOWHERE, topics: ['orders'] },
      'invalid',
      /topics\/0: must be one of stock, item, notice, order, backorder, purchase-order, supplier-delay, transfer, depletion, not "orders"/,
    ],
    [{ storeId: NOWHERE, token: 'x' }, 'invalid', /token: is not a known field/],
    [null, 'invalid', /must be object, not null/],
    ['store', 'invalid', /must be object, not "store"/],
    [Buffer.from('store'), 'invalid', /./],
  ])('to what makes no sense is refused: %o', async (input, code, detail) => {
    const { app } = await startMenu();
    const screen = await openScreen(await app.url());
    const { error } = await screen.ask<{ error: Problem }>('subscribe', input);
    expect(error.code).toBe(code);
    expect(error.detail).toMatch(detail);
    expect(screen.socket.connected).toBe(true);
  });

  it('without any input is refused, and without an acknowledgement ignored', async () => {
    const { app, storeId } = await startMenu();
    const screen = await openScreen(await app.url());
    screen.socket.emit('subscribe', { storeId }, undefined as never);
    screen.socket.emit('subscribe', 'nonsense' as never, 7 as never);
    expect(await screen.ask('subscribe')).toMatchObject({ error: { code: 'invalid' } });
    expect(screen.socket.connected).toBe(true);
  });
});
