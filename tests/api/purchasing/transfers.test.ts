import { beforeEach, describe, expect, it } from 'vitest';
import { noteOverdue } from '../../../server/purchasing/overdue.service.ts';
import type { Backorder } from '../../../shared/orders/backorder.schema.ts';
import type { ExpectedDelivery } from '../../../shared/purchasing/expected-delivery.schema.ts';
import type { Transfer, TransferInput } from '../../../shared/purchasing/transfer.schema.ts';
import type { Movement } from '../../../shared/stock/movement.schema.ts';
import { aDish, anOrder } from '../../support/builders.ts';
import { followStore } from '../../support/live-screen.ts';
import { openTwoStores, type Side, type TwoStores } from '../../support/two-stores.ts';

type Page = { items: Transfer[]; nextCursor: string | null };

const FOUR = '2026-03-20T15:00:00.000Z';
const SIX = '2026-03-20T17:00:00.000Z';

let two: TwoStores;
let central: Side;
let branch: Side;

beforeEach(async () => {
  two = await openTwoStores();
  ({ central, branch } = two);
});

const lineOf = (transfer: Transfer, sku: string) => transfer.lines.find((line) => line.sku === sku)!;
const figures = (transfer: Transfer) =>
  Object.fromEntries(
    transfer.lines.map(({ sku, sent, received, lost, returned, inTransit }) => [
      sku,
      [sent, received, lost, returned, inTransit],
    ]),
  );

const salmon = (quantity: number): TransferInput => ({
  ...{ toStoreId: branch.id, expectedAt: FOUR, lines: [{ sku: 'SALMON', quantity }] },
});

/** Every change of on hand by transfers, oldest first. */
async function transferred(side: Side, sku: string): Promise<number[]> {
  const { itemId } = await side.stockOf(sku);
  const { items } = await side.done<{ items: Movement[] }>(`stock/${itemId}/movements`);
  return items
    .filter(({ type }) => type === 'transfer')
    .map(({ quantity }) => quantity)
    .reverse();
}

describe('goods between stores', () => {
  it('are asked for, sent, late, received in part, lost and sent back, and both stores see each step', async () => {
    const wall = await followStore(await two.app.url(), branch.id);
    const sender = await followStore(await two.app.url(), central.id);
    await two.app.expectOk('POST', `/stores/${branch.id}/orders`, anOrder({ SALMON: 4 }));
    const promised = async () => {
      const { items } = await branch.done<{ items: Backorder[] }>('backorders');
      return items[0]!.promise?.likely;
    };
    expect(await promised()).toBeUndefined();

    const asked = await branch.start({
      ...{ fromStoreId: central.id, wantedBy: FOUR, note: 'for the wedding' },
      lines: [
        { sku: 'SALMON', quantity: 1, unit: 'case' },
        { sku: 'CAKE', quantity: 6 },
      ],
    });
    expect(asked).toMatchObject({ number: 1, side: 'receiver', otherStore: 'Central', state: 'asked' });
    expect(asked.lines.map((line) => line.asked)).toEqual([10, 6]);
    expect(await branch.stockOf('SALMON')).toMatchObject({ onOrder: 0 });
    await sender.until(() => sender.tables.transfer.get(asked.transferId)?.state === 'asked');

    const body = { lines: [{ sku: 'SALMON', quantity: 7.5 }] };
    const sent = await central.move(asked, 'send', body);
    expect(sent).toMatchObject({ side: 'sender', otherStore: 'Branch', state: 'sent', expectedAt: FOUR });
    expect(figures(sent)).toEqual({ SALMON: [7.5, 0, 0, 0, 7.5], CAKE: [0, 0, 0, 0, 0] });
    expect(await central.stockOf('SALMON')).toMatchObject({ onHand: 32.5 });
    expect(await branch.stockOf('SALMON')).toMatchObject({ onHand: 0, onOrder: 7.5, projected: 3.5 });
    expect(await promised()).toBe(FOUR);
    const { items: expected } = await branch.done<{ items: ExpectedDelivery[] }>('expected-deliveries');
    expect(expected).toMatchObject([
      {
        supplier: 'Central',
        sku: 'SALMON',
        transfer: { transferId: asked.transferId, number: 1 },
        waiting: 1,
      },
    ]);

    await central.move(asked, 'delay', { expectedAt: SIX, reason: 'van broke down' });
    expect(await promised()).toBe(SIX);
    const delays = () => [...wall.tables['supplier-delay'].values()];
    await wall.until(() => delays().length === 1);
    expect(delays()).toMatchObject([
      { kind: 'reported', supplier: 'Central', transferId: asked.transferId, number: 1, was: FOUR, now: SIX },
    ]);
    two.clock.set('2026-03-20T17:00:01Z');
    await noteOverdue(two.app.app.ctx);
    await wall.until(() => delays()[0]?.kind === 'overdue');
    expect((await central.see(asked)).isLate).toBe(true);

    // Goods that come in without a word are not those of another store, which has to know what became of them.
    await two.app.receive(branch.id, { SALMON: 1 });
    expect(await branch.stockOf('SALMON')).toMatchObject({ onHand: 1, onOrder: 7.5 });

    const { lineId } = lineOf(sent, 'SALMON');
    const part = [{ lineId, quantity: 5, lost: 0.5, returned: 1, reason: 'too warm' }];
    const received = await branch.move(asked, 'receive', { lines: part });
    expect(received.state).toBe('partially-received');
    expect(figures(received)['SALMON']).toEqual([7.5, 5, 0.5, 1, 1]);
    expect(await branch.stockOf('SALMON')).toMatchObject({ onHand: 6, allocated: 4, onOrder: 1 });
    expect(await central.stockOf('SALMON')).toMatchObject({ onHand: 33.5 });
    const over = { lines: [{ lineId, quantity: 1.001 }] };
    expect(await branch.ask(`transfers/${asked.transferId}/receive`, over)).toMatchObject({
      status: 422,
      body: {
        errors: [
          { pointer: '/lines/0/quantity', detail: expect.stringContaining('only 1 kg SALMON') as string },
        ],
      },
    });
    const rest = await branch.move(asked, 'receive');
    expect(rest).toMatchObject({
      state: 'received',
      receipts: [{ lines: [{ received: 1 }] }, { by: 'Ada' }],
    });
    await wall.until(() => delays().length === 0 && wall.tables.transfer.size === 0);
    await sender.until(() => sender.tables.transfer.size === 0);
    expect([await transferred(central, 'SALMON'), await transferred(branch, 'SALMON')]).toEqual([
      [-7.5, 1],
      [5, 1],
    ]);

    const { events, ...theirs } = await central.see(asked);
    expect(events.map(({ kind, store }) => [kind, store])).toEqual([
      ['asked', 'Branch'],
      ['sent', 'Central'],
      ['delayed', 'Central'],
      ['received', 'Branch'],
      ['received', 'Branch'],
    ]);
    expect(figures(theirs as Transfer)).toEqual(figures(rest));
    for (const { id } of [central, branch]) {
      const { items } = await two.app.expectOk<{ items: { action: string; entityName: string }[] }>(
        'GET',
        `/stores/${id}/audit`,
      );
      const deeds = items.filter(({ action }) => action.startsWith('transfer.'));
      expect(deeds.map(({ action }) => action.slice(9)).reverse()).toEqual([
        ...['ask', 'send', 'delay', 'receive', 'receive'],
      ]);
    }
  });

  it('go back when the sender cancels, and a receipt that was undone is on its way again', async () => {
    const sent = await central.start(salmon(10));
    expect(sent).toMatchObject({ number: 1, state: 'sent', lines: [{ asked: 0, sent: 10 }] });
    const { lineId } = sent.lines[0]!;
    const receipt = await branch.move(sent, 'receive', {
      lines: [{ lineId, quantity: 3, returned: 2, reason: 'too much' }],
    });
    const [{ receiptId } = { receiptId: '' }] = receipt.receipts;
    const undone = await branch.move(sent, `receipts/${receiptId}/undo`);
    expect(undone).toMatchObject({ state: 'sent', receipts: [{ undone: true }], lines: [{ inTransit: 10 }] });
    expect(await central.stockOf('SALMON')).toMatchObject({ onHand: 30 });
    expect(await branch.stockOf('SALMON')).toMatchObject({ onHand: 0, onOrder: 10 });
    const again = await branch.ask(`transfers/${sent.transferId}/receipts/${receiptId}/undo`, {});
    expect(again.status).toBe(409);

    await branch.move(sent, 'receive', { lines: [{ lineId, quantity: 4 }] });
    const rest = await central.move(sent, 'cancel', { reason: 'forgotten on the ramp' });
    expect(rest).toMatchObject({ state: 'received', reason: 'forgotten on the ramp' });
    expect(rest.lines).toMatchObject([{ received: 4, returned: 6, inTransit: 0 }]);
    expect(await central.stockOf('SALMON')).toMatchObject({ onHand: 36 });
    expect(await branch.stockOf('SALMON')).toMatchObject({ onHand: 4, onOrder: 0 });

    const whole = await central.start(salmon(5));
    expect(await central.move(whole, 'cancel')).toMatchObject({ number: 2, state: 'cancelled' });
    expect(await central.stockOf('SALMON')).toMatchObject({ onHand: 36 });
    const closed = await central.done<Page>('transfers?status=closed&limit=1');
    expect(closed).toMatchObject({ items: [{ number: 2 }] });
    const next = await central.done<Page>(`transfers?limit=1&cursor=${closed.nextCursor}`);
    expect(next).toMatchObject({ items: [{ number: 1 }] });
    expect(await central.done<Page>('transfers?status=open&side=sender')).toMatchObject({ items: [] });
  });

  it('may be more than is there: they went, and a count is needed', async () => {
    await central.start(salmon(45));
    expect(await central.stockOf('SALMON')).toMatchObject({ onHand: -5 });
  });
});

describe('whoever asks for too much', () => {
  it('is told what is wrong with it, and nothing is half done', async () => {
    await two.app.createItem(aDish('SUSHI', { SALMON: 1 }));
    const NOBODY = '019c8a4e-0000-7000-8000-000000000000';
    const lines = [{ sku: 'SALMON', quantity: 1 }];
    const refusals: [object, string, string][] = [
      [{ fromStoreId: branch.id, lines }, '/fromStoreId', 'is this store itself'],
      [{ fromStoreId: NOBODY, lines }, '/fromStoreId', 'no store has this id'],
      [{ fromStoreId: central.id, toStoreId: central.id, lines }, '/toStoreId', 'give either'],
      [{ lines }, '/toStoreId', 'give either'],
      [{ toStoreId: central.id, lines }, '/expectedAt', 'is missing; say when it arrives'],
      [{ toStoreId: central.id, expectedAt: '2026-03-01T00:00:00Z', lines }, '/expectedAt', 'is past'],
      [{ fromStoreId: central.id, expectedAt: FOUR, lines }, '/expectedAt', 'give wantedBy instead'],
      [{ fromStoreId: central.id, lines: [{ sku: 'NONE', quantity: 1 }] }, '/lines/0/sku', 'no item has SKU'],
      [{ fromStoreId: central.id, lines: [{ sku: 'SUSHI', quantity: 1 }] }, '/lines/0/sku', 'made to order'],
      [{ fromStoreId: central.id, lines: [...lines, ...lines] }, '/lines/1/sku', 'listed twice'],
      [
        { fromStoreId: central.id, lines: [{ sku: 'CAKE', quantity: 1, unit: 'kg' }] },
        '/lines/0/unit',
        'cannot be turned into each',
      ],
    ];
    for (const [input, pointer, detail] of refusals) {
      const { status, body } = await branch.ask<{ errors: object[] }>('transfers', input);
      expect([status, body], detail).toMatchObject([
        422,
        { errors: [{ pointer, detail: expect.stringContaining(detail) as string }] },
      ]);
    }
    expect(await branch.done('transfers')).toEqual({ items: [], nextCursor: null });
  });

  it('in the wrong store, or too late, hears whose turn it is', async () => {
    const asked = await branch.start({ fromStoreId: central.id, lines: [{ sku: 'CAKE', quantity: 2 }] });
    const path = (verb: string) => `transfers/${asked.transferId}/${verb}`;
    const refused = async (side: Side, verb: string, body: object, words: string) =>
      expect(await side.ask(path(verb), body), verb).toMatchObject({
        ...{ status: 409, body: { detail: expect.stringContaining(words) as string } },
      });
    await refused(branch, 'send', { expectedAt: FOUR }, 'sent by Central');
    await refused(branch, 'decline', { reason: 'no' }, 'sent by Central');
    await refused(central, 'receive', {}, 'received by Branch');
    await refused(central, 'cancel', {}, 'decline it instead');
    await refused(central, 'delay', { expectedAt: FOUR }, 'not sent yet');
    expect(await central.ask(path('send'), {})).toMatchObject({
      ...{ status: 422, body: { errors: [{ pointer: '/expectedAt' }] } },
    });
    // Nobody acts for a store that is not theirs, and no third store knows of it.
    for (const verb of ['send', 'decline', 'receive', 'delay', 'cancel']) {
      const answer = await two.app.requestAs(
        branch.staff.headers,
        'POST',
        `/stores/${central.id}/${path(verb)}`,
        { expectedAt: FOUR, reason: 'x' },
      );
      expect(answer.status, verb).toBe(403);
    }
    const { id: third } = await two.app.createStore({ name: 'Third' });
    expect((await two.app.request('GET', `/stores/${third}/${path('')}`.slice(0, -1))).status).toBe(404);

    await central.move(asked, 'decline', { reason: 'we need them' });
    expect(await branch.see(asked)).toMatchObject({ state: 'declined', reason: 'we need them' });
    await refused(central, 'send', { expectedAt: FOUR }, 'is declined already');
    await refused(branch, 'cancel', {}, 'is declined already');
    expect(await branch.done('transfer-stores')).toEqual({
      stores: [
        { storeId: central.id, name: 'Central' },
        { storeId: third, name: 'Third' },
      ],
    });
  });
});

describe('two stores at once', () => {
  it('one of them wins, nobody waits for each other, and a repetition is answered, not done again', async () => {
    const sent = await central.start(salmon(10));
    const answers = await Promise.all([
      branch.ask(`transfers/${sent.transferId}/receive`, {}),
      central.ask(`transfers/${sent.transferId}/cancel`, {}),
      branch.ask(`transfers/${sent.transferId}/receive`, {}),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const onHand = async () =>
      ((await central.stockOf('SALMON')).onHand ?? 0) + ((await branch.stockOf('SALMON')).onHand ?? 0);
    expect(await onHand()).toBe(40);

    const key = { 'idempotency-key': 'send-once' };
    const same = await Promise.all(Array.from({ length: 4 }, () => central.ask('transfers', salmon(1), key)));
    for (const { status, body } of same) expect([status, body]).toEqual([201, same[0]!.body]);
    expect((await central.ask('transfers', salmon(2), key)).status).toBe(422);

    const toAndFro = Array.from({ length: 12 }, (_, n) =>
      n % 2 ? central.start(salmon(1)) : branch.start({ ...salmon(1), toStoreId: central.id }),
    );
    const transfers = await Promise.all(toAndFro);
    await Promise.all(transfers.map((each, n) => (n % 2 ? branch : central).move(each, 'receive')));
    expect(await onHand()).toBe(39);
    expect(new Set(transfers.map(({ side, number }) => `${side} ${number}`)).size).toBeGreaterThan(1);
  });
});
