import { startComposing } from './compose.job.ts';
import type { NotificationsContext } from './deliver.service.ts';
import { startSending } from './send.job.ts';

/** From what happened to what customers have read. */
export function startNotifications(
  ctx: NotificationsContext,
  onError: (error: unknown) => void,
): { stop: () => Promise<void> } {
  const sending = startSending(ctx, onError);
  const composing = startComposing(ctx, { onComposed: sending.wake, onError });
  return {
    stop: async () => {
      await composing.stop();
      await sending.stop();
    },
  };
}
