import type { PurchaseOrder } from '../../shared/purchasing/purchase-order.schema.ts';
import type { Api } from '../identity/api.ts';
import type { OnceKey } from '../orders/once-key.ts';
import { acceptInputOf, wantedLines } from '../purchasing/proposal-draft.ts';
import type { MatterDeed } from './today-matters.ts';

/** Does what a press on Today asks for, and says what came of it. @throws ApiProblem */
export async function doDeed(
  api: Pick<Api, 'postOnce'>,
  storeId: string,
  deed: MatterDeed,
  once: OnceKey,
): Promise<string> {
  const post = async <T>(path: string, body: unknown): Promise<T> => {
    const whole = `/stores/${storeId}${path}`;
    const answer = await api.postOnce<T>(whole, body, once.keyFor(whole, body));
    once.done();
    return answer;
  };
  if (deed.kind === 'order') {
    const input = acceptInputOf(deed.proposal, wantedLines(deed.proposal, {}), true);
    const { orders } = await post<{ orders: PurchaseOrder[] }>('/reorder-proposals/accept', input);
    return orders.map(orderedWords).join(' ');
  }
  if (deed.kind === 'retry') {
    for (const messageId of deed.messageIds) await post(`/messages/${messageId}/retry`, undefined);
    return deed.messageIds.length === 1 ? 'It is tried again.' : 'They are tried again.';
  }
  const order = `/purchase-orders/${deed.poId}`;
  if (deed.kind === 'approve') await post(`${order}/approve`, {});
  if (deed.kind === 'approve' && !deed.andSend) return `#${deed.number} is approved.`;
  await post(`${order}/send`, {});
  const what = deed.kind === 'approve' ? 'approved and sent' : 'sent';
  return `#${deed.number} is ${what} to ${deed.supplier}.`;
}

function orderedWords({ number, supplier, state }: PurchaseOrder): string {
  return `#${number} to ${supplier} ${state === 'sent' ? 'is sent' : 'waits for approval'}.`;
}
