import type { Channel } from '../../shared/notifications/message.schema.ts';
import type { WebhookContext } from '../identity/webhooks.service.ts';
import type { LinkContext } from '../orders/links.service.ts';
import type { Mailer } from '../platform/mailer.ts';
import type { Pusher } from '../platform/pusher.ts';
import type { Texter } from '../platform/texter.ts';
import type { ExchangeContext } from '../suppliers/supplier-exchange.service.ts';
import type { Delivery, Outcome } from './delivery.ts';
import { sendEmail } from './email.service.ts';
import { sendPush } from './push.service.ts';
import { sendSms } from './sms.service.ts';

/** What use cases need that tell customers something. */
export interface NotificationsContext extends LinkContext, WebhookContext, ExchangeContext {
  /** Absent without an SMTP server. */
  mailer: Mailer | undefined;
  /** Absent without an SMS service. */
  texter: Texter | undefined;
  pusher: Pusher;
}

/** One try on one channel. */
export function deliver(
  ctx: NotificationsContext,
  { storeId, channel }: { storeId: string; channel: Channel },
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  switch (channel) {
    case 'email':
      return sendEmail(ctx.mailer, delivery, signal);
    case 'sms':
      return sendSms(ctx.texter, delivery, signal);
    case 'push':
      return sendPush(ctx, storeId, delivery, signal);
  }
}
