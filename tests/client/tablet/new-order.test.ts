import { beforeEach, describe, expect, it } from 'vitest';
import { Api } from '../../../client/identity/api.ts';
import { NewOrder } from '../../../client/tablet/new-order.svelte.ts';
import type { Order } from '../../../shared/orders/order.schema.ts';
import { refusal, ScriptedServer } from '../../support/scripted-server.ts';
import { STORE } from '../live/builders.ts';
import { anOrderOf } from './order-builders.ts';

const TORTE = { itemId: 'torte', sku: 'TORTE' };
const BUTTER = { itemId: 'butter', sku: 'BUTTER' };

let server: ScriptedServer;
let placed: Order[];
let taking: NewOrder;

beforeEach(() => {
  server = new ScriptedServer(() => ({ status: 201, body: anOrderOf('Ben', 7) }));
  placed = [];
  const edges = { signedOut: () => undefined, confirm: async () => false, fetch: server.fetch };
  taking = new NewOrder({ api: new Api(edges), store: STORE }, (order) => placed.push(order));
});

function fill(): void {
  taking.add(TORTE, 1);
  taking.add(TORTE, 1);
  taking.set(BUTTER, 0.25);
  taking.draft.name = ' Ben ';
  taking.draft.phone = '+43 1 234567';
}

describe('an order at the counter', () => {
  it('grows with every tap, and a line without anything goes', () => {
    fill();
    expect(taking.quantityOf(TORTE)).toBe(2);
    taking.add(BUTTER, -1);
    expect(taking.quantityOf(BUTTER)).toBe(0);
    expect(taking.draft.lines.map(({ sku }) => sku)).toEqual(['TORTE']);
  });

  it('adds up without binary crumbs', () => {
    taking.set(BUTTER, 0.1);
    taking.add(BUTTER, 0.2);
    expect(taking.quantityOf(BUTTER)).toBe(0.3);
  });

  it('is placed with the time of the store, and answered line by line', async () => {
    fill();
    taking.draft.neededBy = '2026-11-27T14:00';
    expect(await taking.place()).toBe(true);
    expect(server.asked[0]).toMatchObject({
      path: `/api/v1/stores/${STORE.id}/orders`,
      body: {
        customer: { name: 'Ben', phone: '+43 1 234567' },
        neededBy: '2026-11-27T13:00:00.000Z',
        lines: [
          { sku: 'TORTE', quantity: 2 },
          { sku: 'BUTTER', quantity: 0.25 },
        ],
      },
    });
    expect(taking.answer?.number).toBe(7);
    expect(placed).toHaveLength(1);
    taking.next();
    expect([taking.answer, taking.isEmpty, taking.draft.name]).toEqual([null, true, '']);
  });

  it('stays as it was typed when it is not taken, with the mistake at its field', async () => {
    fill();
    const errors = [{ pointer: '/lines/1/quantity', detail: 'sold whole' }];
    const problem = { type: 'about:blank', title: 'Mistakes', status: 422, code: 'invalid', errors };
    server.reply = () => ({ status: 422, body: problem });
    expect(await taking.place()).toBe(false);
    expect(taking.submission.errorAt('/lines/1')).toBe('Sold whole.');
    expect(taking.quantityOf(TORTE)).toBe(2);
    expect(taking.answer).toBe(null);
  });

  it('has one key for all its tries, and the next order another', async () => {
    fill();
    server.reply = () => 'away';
    await taking.place();
    expect(taking.submission.problem?.code).toBe('unreachable');
    taking.add(TORTE, 1);
    server.reply = () => refusal(422, 'idempotency-key-reused');
    await taking.place();
    expect(taking.submission.problem?.message).toContain('It was taken before you changed it');
    taking.next();
    fill();
    server.reply = () => ({ body: anOrderOf('Ben', 8) });
    await taking.place();
    const [first, second, third] = server.asked.map(({ headers }) => headers['idempotency-key']);
    expect(first).toBe(second);
    expect(third).not.toBe(second);
  });
});
