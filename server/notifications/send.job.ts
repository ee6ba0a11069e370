import { MESSAGE_CHANNELS } from '../../shared/notifications/message.schema.ts';
import { Lane } from '../platform/lane.ts';
import type { NotificationsContext } from './deliver.service.ts';
import { claimMessages, sendMessage } from './send.service.ts';

const EVERY_MS = 1_000;
/** At once on each channel. */
const CAPACITY = 16;

export interface Sending {
  /** There is something to send. */
  wake: () => void;
  stop: () => Promise<void>;
}

/**
 * Sends messages that are due. Any number of processes may run it: each takes what no other has. The channels know nothing
 * of each other.
 */
export function startSending(ctx: NotificationsContext, onError: (error: unknown) => void): Sending {
  const lanes = MESSAGE_CHANNELS.map(
    (channel) =>
      new Lane({
        capacity: CAPACITY,
        claim: (limit) => claimMessages(ctx, channel, limit),
        work: (message, stopped) => sendMessage(ctx, message, stopped),
        onError,
      }),
  );
  const wake = (): void => lanes.forEach((lane) => lane.fill());
  const timer = setInterval(wake, EVERY_MS);
  return {
    wake,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
  };
}
