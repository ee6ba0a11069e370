import { unreachable } from '../../shared/assert.ts';
import type { Problem } from '../../shared/errors.ts';
import type { ShiftPerson } from '../../shared/identity/person.schema.ts';
import type { Fetch } from '../identity/api.ts';
import { bearing } from '../identity/pairing-credentials.ts';
import type { Command } from './action.ts';
import type { PersonGate } from './person-gate.svelte.ts';
import { personWords } from './person-words.ts';
import type { SendAnswer, Sender } from './sender.ts';
import { timed } from './timed-fetch.ts';

type Gate = Pick<PersonGate, 'shiftOf' | 'ended' | 'refresh'>;

/**
 * Sends what a person did in that person's name, whoever works on the tablet by now: over HTTP with their session, while
 * the live connection stays the tablet's own. What nobody in particular did goes out as the tablet.
 */
export function personSender(
  live: Sender,
  gate: Gate,
  send: Fetch = (path, init) => fetch(path, init),
): Sender {
  return {
    isLive: () => live.isLive(),
    now: () => live.now(),
    stock: (itemId) => live.stock(itemId),
    seqOf: (id) => live.seqOf(id),
    send: async (command, by) => {
      if (by) return sendAs(by, command, gate, send);
      const answer = await live.send(command);
      // The store has got people with PINs meanwhile.
      if ('error' in answer && answer.error.code === 'forbidden') void gate.refresh();
      return answer;
    },
  };
}

async function sendAs(
  { id, name }: ShiftPerson,
  command: Command,
  gate: Gate,
  send: Fetch,
): Promise<SendAnswer> {
  const shift = gate.shiftOf(id);
  const response = shift && (await request(command, shift.token, send));
  if (response?.ok) return { ok: (await response.json()) as Extract<SendAnswer, { ok: unknown }>['ok'] };
  if (response && response.status !== 401) return { error: (await response.json()) as Problem };
  if (shift) gate.ended(shift);
  return { error: shiftOver(name) };
}

/** The same use case as the command over the socket, with the same key and answer. @throws when no answer comes */
async function request(command: Command, token: string, send: Fetch): Promise<Response> {
  const { storeId, idempotencyKey } = command.payload;
  const { method, path, body } = routeOf(command);
  const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
  const init = { method, headers, body: JSON.stringify(body) };
  return timed(send)(`/api/v1/stores/${storeId}${path}`, bearing(token, init));
}

function routeOf({ event, payload }: Command): { method: 'PUT' | 'POST'; path: string; body: unknown } {
  const { storeId, idempotencyKey, ...body } = payload;
  switch (event) {
    case 'availability.set': {
      const { itemId, availability } = payload;
      return { method: 'PUT', path: `/items/${itemId}/availability`, body: availability };
    }
    case 'movement.record':
      return { method: 'POST', path: '/movements', body };
    case 'receipt.record':
      return { method: 'POST', path: '/receipts', body };
    case 'delivery.receive': {
      const { poId, storeId: _, idempotencyKey: __, ...receipt } = payload;
      return { method: 'POST', path: `/purchase-orders/${poId}/receive`, body: receipt };
    }
    case 'delivery.undo': {
      const { poId, receiptId } = payload;
      return { method: 'POST', path: `/purchase-orders/${poId}/receipts/${receiptId}/undo`, body: {} };
    }
    case 'transfer.receive': {
      const { transferId, storeId: _, idempotencyKey: __, ...receipt } = payload;
      return { method: 'POST', path: `/transfers/${transferId}/receive`, body: receipt };
    }
    case 'transfer.undo': {
      const { transferId, receiptId } = payload;
      return { method: 'POST', path: `/transfers/${transferId}/receipts/${receiptId}/undo`, body: {} };
    }
    default:
      return unreachable(event);
  }
}

/** Not sent under another name by itself: who sends it again says so with their PIN. */
export function shiftOver(name: string): Problem {
  const detail = personWords.shiftOver(name);
  return { type: 'about:blank', title: personWords.notAllowed, status: 403, code: 'forbidden', detail };
}
