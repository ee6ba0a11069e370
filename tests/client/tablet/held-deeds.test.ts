import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HeldDeeds, type OrderDeed } from '../../../client/tablet/held-deeds.svelte.ts';
import { orderApi } from '../../../client/tablet/order-api.ts';
import type { Shift } from '../../../client/tablet/person-shifts.ts';
import { Snackbar, UNDO_MS } from '../../../client/tablet/snackbar.svelte.ts';
import type { ShiftPerson } from '../../../shared/identity/person.schema.ts';
import { refusal, ScriptedServer, type Asked, type Reply } from '../../support/scripted-server.ts';
import { settled } from './builders.ts';
import { anOrderOf } from './order-builders.ts';

const ANNA: ShiftPerson = { id: 'anna', name: 'Anna' };
const BEN: ShiftPerson = { id: 'ben', name: 'Ben' };
const HAND_OVER: OrderDeed = { orderId: 'order-7', words: '#7 handed over', path: '/fulfil', body: {} };

let server: ScriptedServer;
let reply: () => Reply | 'away';
let who: ShiftPerson | null;
let ended: string[];
let snackbar: Snackbar;
let deeds: HeldDeeds;
let done: string[];

const ok = (): Reply => ({ body: anOrderOf('Cem', 7, { status: 'fulfilled' }) });
const keyOf = ({ headers }: Asked) => headers['idempotency-key'];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  [ended, done, who, reply] = [[], [], ANNA, ok];
  server = new ScriptedServer(() => reply());
  snackbar = new Snackbar();
  const gate = {
    shiftOf: (id: string): Shift | undefined => ({ token: `token-of-${id}` }) as Shift,
    ended: ({ token }: Shift) => ended.push(token),
  };
  const screen = { fetch: server.fetch };
  deeds = new HeldDeeds({
    ...{ storeId: 'store-1', snackbar, who: () => who },
    apiOf: (person) => orderApi(() => person, { screen, gate, send: server.fetch }),
    done: ({ words }) => done.push(words),
  });
});

afterEach(() => vi.useRealTimers());

async function pass(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms);
  await settled();
}

describe('what cannot be taken back', () => {
  it('goes out when the time for undoing it is over, once, in the name of whoever did it', async () => {
    deeds.hold(HAND_OVER);
    expect(snackbar.snack?.text).toBe('#7 handed over');
    expect(deeds.underWay('order-7')).toMatchObject({ state: 'held', by: ANNA });
    who = BEN;
    await pass(UNDO_MS - 1);
    expect(server.asked).toEqual([]);
    await pass(1);
    expect(server.asked).toMatchObject([
      {
        path: '/api/v1/stores/store-1/orders/order-7/fulfil',
        body: {},
        headers: { authorization: 'Bearer token-of-anna' },
      },
    ]);
    expect(keyOf(server.asked[0]!)).toMatch(/^.{8,}$/);
    expect(deeds.underWay('order-7')).toBeUndefined();
    expect(done).toEqual(['#7 handed over']);
    await pass(60_000);
    expect(server.asked).toHaveLength(1);
  });

  it('is never sent when it was undone', async () => {
    deeds.hold(HAND_OVER);
    snackbar.snack?.undo?.();
    expect(snackbar.snack?.text).toBe('Undone: #7 handed over');
    await pass(60_000);
    expect(server.asked).toEqual([]);
    expect(deeds.underWay('order-7')).toBeUndefined();
  });

  it('goes out at once when its message makes room for another, or is dismissed', async () => {
    deeds.hold(HAND_OVER);
    deeds.hold({ ...HAND_OVER, orderId: 'order-8', words: '#8 handed over' });
    await settled();
    expect(server.asked.map(({ path }) => path)).toEqual(['/api/v1/stores/store-1/orders/order-7/fulfil']);
    snackbar.hide();
    await settled();
    expect(server.asked).toHaveLength(2);
  });

  it('goes out with the page', async () => {
    deeds.hold(HAND_OVER);
    deeds.flush();
    await settled();
    await pass(UNDO_MS);
    expect(server.asked).toHaveLength(1);
  });

  it('keeps the session that it needs until it is out', async () => {
    deeds.hold(HAND_OVER);
    expect(deeds.waitsFor('anna')).toBe(true);
    expect(deeds.waitsFor('ben')).toBe(false);
    await pass(UNDO_MS);
    expect(deeds.waitsFor('anna')).toBe(false);
  });
});

describe('what the server does not take', () => {
  it('stays with its words, and goes out again under the same key when somebody says so', async () => {
    reply = () => refusal(409, 'conflict', 'Order #7 is cancelled; there is nothing set aside to hand over.');
    deeds.hold(HAND_OVER);
    await pass(UNDO_MS);
    expect(deeds.refused).toMatchObject([
      {
        words: '#7 handed over',
        problem: { code: 'conflict', message: expect.stringContaining('is cancelled') as unknown },
      },
    ]);
    expect(snackbar.snack?.text).toBe('Not taken: #7 handed over');
    [who, reply] = [BEN, ok];
    await deeds.retry(deeds.refused[0]!.id);
    expect(deeds.refused).toEqual([]);
    expect(server.asked[1]?.headers).toMatchObject({
      'idempotency-key': keyOf(server.asked[0]!),
      authorization: 'Bearer token-of-ben',
    });
  });

  it('is not lost without a connection', async () => {
    reply = () => 'away';
    deeds.hold(HAND_OVER);
    await pass(UNDO_MS);
    expect(deeds.refused).toMatchObject([{ problem: { code: 'unreachable' } }]);
    deeds.drop(deeds.refused[0]!.id);
    expect(deeds.refused).toEqual([]);
  });

  it('is never sent in another name when the session is over', async () => {
    reply = () => refusal(401, 'unauthenticated', 'Sign in first');
    deeds.hold(HAND_OVER);
    await pass(UNDO_MS);
    expect(ended).toEqual(['token-of-anna']);
    expect(server.asked).toHaveLength(1);
    expect(deeds.refused[0]?.problem?.message).toContain("Anna's time on this tablet was over");
  });
});
