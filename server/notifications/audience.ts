import type { Channel, MessageChannel } from '../../shared/notifications/message.schema.ts';
import type { Customer } from '../../shared/orders/order.schema.ts';

export interface Recipient {
  channel: Channel;
  /** An e-mail address, a phone number, or where a browser is reached. */
  recipient: string;
}

/** Every way in which a customer agreed to be told; none for one who wants to hear nothing more. */
export function audienceOf(
  { customerId, email, phone, toldBy, unsubscribed }: Customer,
  browsers: readonly { customerId: string; endpoint: string }[],
): Recipient[] {
  if (unsubscribed) return [];
  const ways: { channel: Channel; recipient: string | undefined }[] = [
    { channel: 'email', recipient: toldBy.includes('email') ? email : undefined },
    { channel: 'sms', recipient: toldBy.includes('sms') ? phone : undefined },
    ...browsers
      .filter((browser) => browser.customerId === customerId)
      .map(({ endpoint }) => ({ channel: 'push' as const, recipient: endpoint })),
  ];
  return ways.flatMap(({ channel, recipient }) => (recipient === undefined ? [] : [{ channel, recipient }]));
}

/** Whether this is still a way in which the customer wants to be told; browsers say so themselves. */
export function mayBeTold({ unsubscribed, toldBy }: Customer, channel: MessageChannel): boolean {
  return !unsubscribed && (channel === 'push' || toldBy.some((way) => way === channel));
}
