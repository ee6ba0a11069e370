import { beforeEach, describe, expect, it } from 'vitest';
import { ActionLog } from '../../../client/tablet/action-log.svelte.ts';
import { ActionStorage } from '../../../client/tablet/action-storage.ts';
import { PendingActions } from '../../../client/tablet/pending-actions.svelte.ts';
import { aStock, FakeSender, MemoryStorage, moved, OFF, problem, settled } from './builders.ts';

const salmon = { itemId: 'salmon', sku: 'SAL', name: 'Salmon', unit: 'kg' };
const before = { availability: { state: 'available' as const }, onHand: 10 };
const count = (quantity: number) => ({ kind: 'count' as const, quantity });

let disk: MemoryStorage;
let sender: FakeSender;
let log: ActionLog;
let actions: PendingActions;
let waits: number[];

function open(): void {
  const storage = new ActionStorage(disk, 'store');
  log = new ActionLog(storage, sender.now());
  const wait = (ms: number) =>
    ms === 5000 ? new Promise<void>(() => undefined) : (waits.push(ms), Promise.resolve());
  actions = new PendingActions({ storeId: 'store', sender, storage, log, wait });
}

beforeEach(() => {
  disk = new MemoryStorage();
  sender = new FakeSender();
  waits = [];
  open();
});

const ok = () => sender.answer({ ok: aStock() });

describe('actions on their way', () => {
  it('sends one at a time, in the order of the taps', async () => {
    actions.record(salmon, OFF, before);
    actions.record(salmon, count(4), before);
    expect(sender.sent.map((it) => it.event)).toEqual(['availability.set']);
    await ok();
    expect(sender.sent.map((it) => it.event)).toEqual(['availability.set', 'movement.record']);
    await sender.answer(moved(-6));
    expect(actions.queue).toEqual([]);
    expect(log.done.map((it) => it.action.deed.kind)).toEqual(['count', 'availability']);
  });

  it('waits while the store is not live and survives a reload with the same keys', async () => {
    sender.live = false;
    const first = actions.record(salmon, OFF, before);
    const second = actions.record(salmon, count(4), before);
    expect(sender.sent).toEqual([]);
    open();
    expect(actions.queue.map((it) => it.id)).toEqual([first.id, second.id]);
    sender.live = true;
    void actions.pump();
    await ok();
    expect(sender.sent.map((it) => it.payload.idempotencyKey)).toEqual([first.id, second.id]);
  });

  it('sends what may have arrived again after a reload, under its own key', async () => {
    const action = actions.record(salmon, OFF, before);
    open();
    expect(actions.queue[0]).toMatchObject({ id: action.id, attempted: true });
    void actions.pump();
    expect(sender.sent.map((it) => it.payload.idempotencyKey)).toEqual([action.id, action.id]);
    await settled();
  });

  it('leaves nothing on disk once answered', async () => {
    actions.record(salmon, OFF, before);
    await ok();
    expect([...disk.kept.keys()].filter((key) => key.includes('.action.'))).toEqual([]);
  });

  it('keeps showing an answered action until the frame with its consequence is there', async () => {
    actions.record(salmon, OFF, before);
    await ok();
    expect(actions.visible).toHaveLength(1);
    sender.stocks.set('salmon', aStock({ seq: 2, availability: { state: 'unavailable', cause: 'hand' } }));
    expect(actions.visible).toHaveLength(0);
  });

  it('goes on with the next when one is refused, and keeps both values', async () => {
    actions.record(
      salmon,
      { kind: 'availability', availability: { state: 'limited', remaining: 7 } },
      before,
    );
    actions.record(salmon, count(4), before);
    sender.stocks.set('salmon', aStock({ availability: { state: 'unavailable', by: 'Anna' } }));
    await sender.answer(problem('conflict', 'Anna took it off.'));
    expect(sender.sent).toHaveLength(2);
    expect(log.refused[0]).toMatchObject({
      problem: { detail: 'Anna took it off.' },
      action: { deed: { availability: { remaining: 7 } } },
      board: { availability: { state: 'unavailable', by: 'Anna' } },
    });
  });

  it('tries again, later and later, when the server cannot take anything now', async () => {
    actions.record(salmon, OFF, before);
    await sender.answer(problem('unavailable'));
    await sender.answer(problem('rate-limited'));
    expect(waits).toEqual([1000, 2000]);
    expect(new Set(sender.sent.map((it) => it.payload.idempotencyKey)).size).toBe(1);
    await ok();
    expect(log.refused).toEqual([]);
  });

  it('gives up on a fault of the server after four tries, so that the rest gets through', async () => {
    actions.record(salmon, OFF, before);
    for (let i = 0; i < 4; i++) await sender.answer(problem('internal'));
    expect(log.refused).toHaveLength(1);
    expect(actions.queue).toEqual([]);
  });

  it('says when the browser keeps nothing', () => {
    sender.live = false;
    disk.full = true;
    actions.record(salmon, OFF, before);
    expect(actions.unkept).toBe(true);
    expect(actions.queue).toHaveLength(1);
  });
});

describe('undo', () => {
  it('simply does not send what has not left', () => {
    sender.live = false;
    const action = actions.record(salmon, OFF, before);
    expect(actions.undo(action)).toBe('unsent');
    expect(actions.queue).toEqual([]);
  });

  it('sends the mark from before behind one that may have arrived', async () => {
    const action = actions.record(salmon, OFF, before);
    expect(actions.undo(action)).toBe('queued');
    await ok();
    expect(sender.sent[1]).toMatchObject({ payload: { availability: { state: 'available' } } });
    await ok();
    expect(log.done).toMatchObject([{ action: { id: action.id }, undone: true }]);
  });

  it('takes back what a count really moved, even when undone before its answer', async () => {
    const action = actions.record(salmon, count(4), before);
    actions.undo(action);
    await sender.answer(moved(-5.5));
    expect(sender.sent[1]).toMatchObject({ payload: { movements: [{ type: 'correction', quantity: 5.5 }] } });
  });

  it('forgets the undo of something that was refused', async () => {
    const action = actions.record(salmon, count(4), before);
    actions.undo(action);
    await sender.answer(problem('invalid'));
    expect(actions.queue).toEqual([]);
    expect(sender.sent).toHaveLength(1);
  });

  it('offers an undo again when the undo itself was refused', async () => {
    const action = actions.record(salmon, count(4), before);
    await sender.answer(moved(-6));
    actions.undo(action);
    expect(log.find(action.id)?.undone).toBe(true);
    await sender.answer(problem('invalid'));
    expect(log.find(action.id)?.undone).toBe(false);
  });
});

describe('changing a mark after it was made', () => {
  const quality = {
    kind: 'availability' as const,
    availability: { state: 'unavailable' as const, reason: 'quality' },
  };

  it('changes it in place while it waits', () => {
    sender.live = false;
    const action = actions.record(salmon, OFF, before);
    expect(actions.adjust(action.id, quality)?.id).toBe(action.id);
    open();
    expect(actions.queue.map((it) => it.deed)).toEqual([quality]);
  });

  it('leaves a sent one alone', () => {
    const action = actions.record(salmon, OFF, before);
    expect(actions.adjust(action.id, quality)).toBeNull();
  });
});
