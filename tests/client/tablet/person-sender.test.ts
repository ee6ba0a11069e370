import { beforeEach, describe, expect, it } from 'vitest';
import { commandOf, type Deed } from '../../../client/tablet/action.ts';
import { ActionLog } from '../../../client/tablet/action-log.svelte.ts';
import { ActionStorage } from '../../../client/tablet/action-storage.ts';
import { PendingActions } from '../../../client/tablet/pending-actions.svelte.ts';
import { personSender } from '../../../client/tablet/person-sender.ts';
import type { Shift } from '../../../client/tablet/person-shifts.ts';
import type { ShiftPerson } from '../../../shared/identity/person.schema.ts';
import { refusal, ScriptedServer } from '../../support/scripted-server.ts';
import { anAction, aStock, FakeSender, MemoryStorage, OFF, problem, settled } from './builders.ts';

const ANNA: ShiftPerson = { id: 'anna', name: 'Anna' };
const BEN: ShiftPerson = { id: 'ben', name: 'Ben' };
const salmon = { itemId: 'salmon', sku: 'SAL', name: 'Salmon', unit: 'kg' };
const before = { availability: { state: 'available' as const }, onHand: 10 };

let live: FakeSender;
let server: ScriptedServer;
let shifts: Map<string, Shift>;
let refreshed: number;

const gate = {
  shiftOf: (id: string) => shifts.get(id),
  ended: ({ person }: Shift) => void shifts.delete(person.id),
  refresh: async () => void refreshed++,
};
const shiftOf = (person: ShiftPerson): Shift => ({
  person,
  token: `token-of-${person.id}`,
  expiresAt: '2026-11-24T23:00:00Z',
});
const sender = () => personSender(live, gate, server.fetch);

beforeEach(() => {
  live = new FakeSender();
  server = new ScriptedServer(() => ({ body: aStock() }));
  shifts = new Map([ANNA, BEN].map((person) => [person.id, shiftOf(person)]));
  refreshed = 0;
});

describe('what a person did', () => {
  it.each<[string, Deed, string, string, unknown]>([
    ['an 86', OFF, 'PUT', '/items/salmon/availability', { state: 'unavailable', until: 'restock' }],
    [
      'a count',
      { kind: 'count', quantity: 4 },
      'POST',
      '/movements',
      { movements: [{ type: 'count', sku: 'SAL', quantity: 4, at: '2026-11-24T10:00:00.000Z' }] },
    ],
    [
      'a delivery',
      { kind: 'receive', quantity: 24 },
      'POST',
      '/receipts',
      { lines: [{ sku: 'SAL', quantity: 24 }], at: '2026-11-24T10:00:00.000Z' },
    ],
    [
      'a purchase order’s delivery',
      {
        ...{ kind: 'delivery', poId: 'po-1' },
        lines: [{ lineId: 'line-1', itemId: 'salmon', sku: 'SAL', quantity: 24 }],
      },
      'POST',
      '/purchase-orders/po-1/receive',
      {
        lines: [{ lineId: 'line-1', quantity: 24 }],
        ...{ at: '2026-11-24T10:00:00.000Z', receiptId: 'a1' },
      },
    ],
    [
      'its undo',
      { kind: 'undo-delivery', poId: 'po-1', receiptId: 'receipt-1', lines: [] },
      'POST',
      '/purchase-orders/po-1/receipts/receipt-1/undo',
      {},
    ],
  ])(
    'goes out in their name over the route of the same use case: %s',
    async (_, deed, method, path, body) => {
      const answer = await sender().send(commandOf(anAction({ deed }), 'store-1'), ANNA);
      expect(answer).toEqual({ ok: aStock() });
      expect(server.asked).toEqual([
        {
          path: `/api/v1/stores/store-1${path}`,
          method,
          body,
          credentials: 'omit',
          headers: expect.objectContaining({
            authorization: 'Bearer token-of-anna',
            'idempotency-key': 'a1',
            'content-type': 'application/json',
          }) as unknown,
        },
      ]);
      expect(live.sent).toEqual([]);
    },
  );

  it('is refused with the words of the server', async () => {
    server.reply = () => refusal(422, 'invalid', 'There is no such item.');
    const answer = await sender().send(commandOf(anAction(), 'store-1'), ANNA);
    expect(answer).toMatchObject({ error: { code: 'invalid', detail: 'There is no such item.' } });
  });

  it('is never sent in another name when their session is over', async () => {
    server.reply = () => refusal(401, 'unauthenticated');
    const answer = await sender().send(commandOf(anAction(), 'store-1'), ANNA);
    expect(answer).toMatchObject({
      error: {
        code: 'forbidden',
        detail: expect.stringContaining("Anna's time on this tablet was over") as unknown,
      },
    });
    expect(shifts.has('anna')).toBe(false);
    await sender().send(commandOf(anAction(), 'store-1'), ANNA);
    expect(server.asked).toHaveLength(1);
    expect(live.sent).toEqual([]);
  });

  it('says nothing about an answer that did not come', async () => {
    server.reply = () => 'away';
    await expect(sender().send(commandOf(anAction(), 'store-1'), ANNA)).rejects.toThrow();
    server.reply = () => ({ status: 502 });
    await expect(sender().send(commandOf(anAction(), 'store-1'), ANNA)).rejects.toThrow();
    expect(shifts.has('anna')).toBe(true);
  });
});

describe('what nobody in particular did', () => {
  it('goes out over the live connection, as the tablet', async () => {
    const answer = sender().send(commandOf(anAction(), 'store-1'));
    await live.answer({ ok: aStock() });
    expect(await answer).toEqual({ ok: aStock() });
    expect(server.asked).toEqual([]);
  });

  it('that is not allowed any more makes the tablet ask who has a PIN', async () => {
    const answer = sender().send(commandOf(anAction(), 'store-1'));
    await live.answer(problem('forbidden'));
    await answer;
    expect(refreshed).toBe(1);
  });
});

describe('actions that waited', () => {
  let disk: MemoryStorage;
  let working: ShiftPerson | null;
  let actions: PendingActions;
  let log: ActionLog;

  function open(): void {
    const storage = new ActionStorage(disk, 'store-1');
    log = new ActionLog(storage, live.now());
    const options = { storeId: 'store-1', sender: sender(), storage, log, who: () => working };
    actions = new PendingActions({ ...options, wait: () => new Promise(() => undefined) });
  }

  const tokens = () => server.asked.map(({ headers }) => headers['authorization']);

  beforeEach(() => {
    disk = new MemoryStorage();
    live.live = false;
    working = ANNA;
    open();
  });

  it('are sent each in the name of whoever did it, in order, whoever works by then', async () => {
    actions.record(salmon, OFF, before);
    working = BEN;
    actions.record(salmon, { kind: 'availability', availability: { state: 'available' } }, before);
    working = null;
    open();
    live.live = true;
    await actions.pump();
    expect(tokens()).toEqual(['Bearer token-of-anna', 'Bearer token-of-ben']);
    expect(log.done.map(({ action }) => action.by?.name)).toEqual(['Ben', 'Anna']);
  });

  it('of somebody whose session is over are shown, and sent again only by somebody who says so', async () => {
    const action = actions.record(salmon, OFF, before);
    shifts.delete('anna');
    live.live = true;
    await actions.pump();
    expect(server.asked).toEqual([]);
    expect(log.refused).toMatchObject([{ action: { id: action.id, by: ANNA } }]);
    working = BEN;
    actions.record(salmon, action.deed, before);
    await settled();
    expect(tokens()).toEqual(['Bearer token-of-ben']);
  });

  it('are not changed in place by somebody else', () => {
    const action = actions.record(salmon, OFF, before);
    working = BEN;
    expect(actions.adjust(action.id, OFF)).toBe(null);
    working = ANNA;
    expect(actions.adjust(action.id, OFF)?.id).toBe(action.id);
  });
});
