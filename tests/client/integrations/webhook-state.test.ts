import { describe, expect, it } from 'vitest';
import { webhookState } from '../../../client/integrations/webhook-state.ts';
import { exchangeOf } from '../../../client/suppliers/program-exchange.ts';
import type { Message } from '../../../shared/notifications/message.schema.ts';
import type { InboxEntry } from '../../../shared/purchasing/supplier-message.schema.ts';

const times = { when: (at: Date | number) => new Date(at).toISOString().slice(11, 16) };
const at = (hour: string) => `2026-03-20T${hour}:00.000Z`;
const never = { url: 'https://x.example/', disabled: null, lastSuccessAt: null, lastFailure: null };
const failed = (hour: string) => ({ lastFailure: { at: at(hour), problem: 'it answered 500' } });

describe('how a program fares', () => {
  it.each([
    [{ ...never, url: null }, undefined, undefined],
    [never, 'Not tried yet.', 'Nothing was sent there so far.'],
    [{ ...never, lastSuccessAt: at('10:00') }, 'Works.', 'It last took something 10:00.'],
    [{ ...never, ...failed('09:00'), lastSuccessAt: at('10:00') }, 'Works.', 'It last took something 10:00.'],
    [{ ...never, ...failed('11:00'), lastSuccessAt: at('10:00') }, 'Failed', '11:00: it answered 500'],
    [
      { ...never, ...failed('11:00'), disabled: { at: at('12:00'), why: 'gone' } },
      'Switched off',
      'since 12:00: gone',
    ],
  ])('is said by what happened last', (fate, word, note) => {
    const look = webhookState(fate, times, 0);
    expect([look?.word, look?.note]).toEqual([word, note]);
  });
});

describe('what went between a program and Larder', () => {
  it('is one list, newest first, of that supplier and that way alone', () => {
    const message = {
      ...{ messageId: 'm1', supplier: 'Mill', channel: 'webhook', kind: 'purchase-order', state: 'sent' },
      ...{ purchaseOrderId: 'p1', purchaseOrderNumber: 7, createdAt: at('10:00') },
    } as Message;
    const others = [
      { ...message, channel: 'email' },
      { ...message, supplier: 'Mill & Sons' },
    ] as Message[];
    const entry: InboxEntry = {
      ...{ id: 'c1', via: 'api', at: at('10:01'), type: 'order.acknowledged', state: 'done' },
      ...{ order: '7-9F3A2B1C', poId: 'p1' },
    };
    const refused: InboxEntry = {
      ...{ id: 'c2', via: 'api', at: at('10:02'), type: 'prices.changed', state: 'refused' },
      problem: '/prices/0: what?',
    };
    const inbox = [refused, entry, { ...entry, id: 'f1', via: 'files' as const }];
    const list = exchangeOf({ id: 's1', name: 'Mill' }, [message, ...others], inbox);
    expect(list.map(({ words, problem, href }) => [words, problem, href])).toEqual([
      ['It sent new prices: refused', '/prices/0: what?', undefined],
      ['It confirmed order 7-9F3A2B1C', undefined, '#/purchase-orders/p1'],
      ['Purchase order #7: sent', undefined, '#/purchase-orders/p1'],
    ]);
  });
});
