import type {
  AcknowledgeInput,
  DelayInput,
  PurchaseOrder,
  PurchaseOrderSummary,
  ReceiveInput,
  ShipmentInput,
} from '../../../shared/purchasing/purchase-order.schema.ts';
import type { ReorderProposal, ReorderProposals } from '../../../shared/purchasing/reorder.schema.ts';
import { ApiRefusal, type ApiClient } from '../service/api-client.ts';

/** What a supplier says of an order, whichever door it takes. */
export interface SupplierDoor {
  confirm(order: PurchaseOrder, input: AcknowledgeInput): Promise<void>;
  delay(order: PurchaseOrder, input: DelayInput): Promise<void>;
  ship(order: PurchaseOrder, input: ShipmentInput): Promise<void>;
}

/** The buying side of the house, seen and run through the public API. */
export class Market {
  readonly #api: ApiClient;
  readonly #path: string;

  constructor(api: ApiClient, storeId: string) {
    this.#api = api;
    this.#path = `/stores/${storeId}`;
  }

  async proposals(): Promise<ReorderProposal[]> {
    return (await this.#api.get<ReorderProposals>(`${this.#path}/reorder-proposals`)).proposals;
  }

  /** Orders what is proposed. Whoever plays along may have ordered it meanwhile. */
  async order(proposals: readonly ReorderProposal[]): Promise<void> {
    const wanted = proposals.map(({ supplierId, emergency, lines }) => ({
      ...{ supplierId, emergency },
      lines: lines.map(({ itemId, packs, basis }) => ({ itemId, packs, basis })),
    }));
    const path = `${this.#path}/reorder-proposals/accept`;
    await unlessChanged(this.#api.send('POST', path, { proposals: wanted, send: true }));
  }

  async openOrders(): Promise<PurchaseOrderSummary[]> {
    const path = `${this.#path}/purchase-orders?status=open&limit=100`;
    return (await this.#api.get<{ items: PurchaseOrderSummary[] }>(path)).items;
  }

  find(poId: string): Promise<PurchaseOrder> {
    return this.#api.get(`${this.#path}/purchase-orders/${poId}`);
  }

  receive({ poId }: PurchaseOrder, lines: NonNullable<ReceiveInput['lines']>, at: Date): Promise<boolean> {
    const body = { lines, at: at.toISOString() };
    return unlessChanged(this.#api.send('POST', `${this.#path}/purchase-orders/${poId}/receive`, body));
  }

  giveUp({ poId }: PurchaseOrder, lines: readonly string[], reason: string): Promise<boolean> {
    return unlessChanged(
      this.#api.send('POST', `${this.#path}/purchase-orders/${poId}/cancel`, { lines, reason }),
    );
  }
}

/** The door of suppliers that are sent a link. */
export class PortalDoor implements SupplierDoor {
  readonly #api: ApiClient;

  constructor(api: ApiClient) {
    this.#api = api;
  }

  async confirm(order: PurchaseOrder, input: AcknowledgeInput): Promise<void> {
    await this.#answer(order, 'acknowledge', input);
  }

  async delay(order: PurchaseOrder, input: DelayInput): Promise<void> {
    await this.#answer(order, 'delay', input);
  }

  async ship(order: PurchaseOrder, input: ShipmentInput): Promise<void> {
    await this.#answer(order, 'shipment', input);
  }

  async #answer({ portalUrl = '' }: PurchaseOrder, verb: string, input: object): Promise<void> {
    const token = portalUrl.slice(portalUrl.lastIndexOf('/') + 1);
    await unlessChanged(this.#api.send('POST', `/supplier-portal/${token}/${verb}`, input));
  }
}

const CHANGED = [404, 409, 422];

/** False where whoever plays along was faster: an order that came, was changed, or was cancelled meanwhile. */
export async function unlessChanged(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    if (error instanceof ApiRefusal && CHANGED.includes(error.status ?? 0)) return false;
    throw error;
  }
}
