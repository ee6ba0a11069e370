import type { LiveStore } from '../live/live-store.svelte.ts';
import type { Command } from './action.ts';
import type { SendAnswer, Sender } from './sender.ts';

export function liveSender(live: LiveStore): Sender {
  return {
    isLive: () => live.status.kind === 'live',
    now: () => live.now(),
    stock: (itemId) => live.stock.get(itemId),
    seqOf: (id) =>
      [live.stock, live.purchaseOrders, live.transfers].map((of) => of.get(id)?.seq).find(Boolean) ?? 0,
    send: (command) => sendOver(live, command),
  };
}

/** One call per event: the union of commands does not tell the compiler that event and payload belong together. */
function sendOver(live: LiveStore, command: Command): Promise<SendAnswer> {
  switch (command.event) {
    case 'availability.set':
      return live.send(command.event, command.payload);
    case 'movement.record':
      return live.send(command.event, command.payload);
    case 'receipt.record':
      return live.send(command.event, command.payload);
    case 'delivery.receive':
      return live.send(command.event, command.payload);
    case 'delivery.undo':
      return live.send(command.event, command.payload);
    case 'transfer.receive':
      return live.send(command.event, command.payload);
    case 'transfer.undo':
      return live.send(command.event, command.payload);
  }
}
