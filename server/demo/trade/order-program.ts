import type {
  AcknowledgeInput,
  DelayInput,
  PurchaseOrder,
  ShipmentInput,
} from '../../../shared/purchasing/purchase-order.schema.ts';
import type {
  OpenOrders,
  OrderedGoods,
  OrderEvent,
} from '../../../shared/purchasing/supplier-event.schema.ts';
import type { SupplierMessage } from '../../../shared/purchasing/supplier-message.schema.ts';
import type { Clock } from '../../platform/clock.ts';
import type { PostAnswer } from '../../platform/public-post.ts';
import type { Webhook, WebhookSender } from '../../platform/webhook-sender.ts';
import { isSignedWith, webhookHeaders } from '../../platform/webhook-signature.ts';
import type { ApiClient } from '../service/api-client.ts';
import { unlessChanged, type SupplierDoor } from './market.ts';

/** Where the program of a supplier would be on the internet; nothing of the demo goes there. */
export const PROGRAM_URL = 'https://orders.zentral-market.example/larder';

/** The program of a supplier: is sent orders by signed webhooks, and answers through the API. */
export class OrderProgram implements WebhookSender, SupplierDoor {
  readonly #clock: Clock;
  readonly #orders = new Map<number, OrderedGoods>();
  #api: ApiClient | undefined;
  #supplierId = '';
  #secret = '';
  #said = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What its supplier and we agreed on. */
  agree({ supplierId, secret }: { supplierId: string; secret: string }): void {
    this.#supplierId = supplierId;
    this.#secret = secret;
  }

  open(api: ApiClient): void {
    this.#api = api;
  }

  /** Webhooks of the demo end here. */
  async send({ url, secrets, id, at, body }: Webhook): Promise<PostAnswer> {
    if (url !== PROGRAM_URL) return { status: 404, words: 'Nobody is there in the demo' };
    const signed = { id, timestamp: Math.floor(at.getTime() / 1000), body };
    const { 'webhook-signature': signature = '' } = webhookHeaders(secrets, signed);
    if (!isSignedWith([this.#secret], signature, signed)) return { status: 401, words: 'wrong signature' };
    const { type, data } = JSON.parse(body) as OrderEvent;
    if (type.startsWith('order.')) this.#orders.set(data.number, data);
    return { status: 200, words: 'taken' };
  }

  async confirm(order: PurchaseOrder, { lines }: AcknowledgeInput): Promise<void> {
    const codes = codesOf(order);
    const named = lines?.map(({ lineId, quantity }) => ({
      supplierSku: codes.get(lineId)!,
      ...(quantity !== undefined && { quantity }),
    }));
    await this.#say(order, { type: 'order.acknowledged', ...(named && { lines: named }) });
  }

  async delay(order: PurchaseOrder, { expectedAt, reason, lines }: DelayInput): Promise<void> {
    const codes = codesOf(order);
    const supplierSkus = lines?.map((lineId) => codes.get(lineId)!);
    await this.#say(order, {
      ...{ type: 'order.delayed', expectedAt },
      ...(reason !== undefined && { reason }),
      ...(supplierSkus && { supplierSkus }),
    });
  }

  async ship(order: PurchaseOrder, { expectedAt }: ShipmentInput): Promise<void> {
    await this.#say(order, { type: 'order.shipped', expectedAt });
  }

  async #say({ number }: PurchaseOrder, message: Unnamed<SupplierMessage>): Promise<void> {
    const known = this.#orders.get(number) ?? (await this.#ask(number));
    if (!known) return;
    const text = JSON.stringify({ ...message, order: known.order });
    const path = `/suppliers/${this.#supplierId}/messages`;
    await unlessChanged(this.#api!.post(path, text, this.#sign(text)));
  }

  /** What it was not sent, as it was not there yet, it asks for. */
  async #ask(number: number): Promise<OrderedGoods | undefined> {
    const path = `/suppliers/${this.#supplierId}/purchase-orders`;
    const { items } = await this.#api!.get<OpenOrders>(path, this.#sign(''));
    return items.find(({ data }) => data.number === number)?.data;
  }

  #sign(body: string): Record<string, string> {
    const timestamp = Math.floor(this.#clock.now().getTime() / 1000);
    return webhookHeaders([this.#secret], { id: `zentral-${++this.#said}`, timestamp, body });
  }
}

type Unnamed<M> = M extends { order: string } ? Omit<M, 'order'> : never;

const codesOf = ({ lines }: PurchaseOrder) => new Map(lines.map((line) => [line.lineId, line.supplierSku]));
