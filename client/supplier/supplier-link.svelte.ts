import type {
  AcknowledgeInput,
  DelayInput,
  ShipmentInput,
} from '../../shared/purchasing/purchase-order.schema.ts';
import type { SupplierPortalView } from '../../shared/purchasing/supplier-portal.schema.ts';
import { LinkedPage, type LinkEdges } from '../identity/linked-page.svelte.ts';

/** One purchase order as its link shows it to its supplier. */
export class SupplierLink extends LinkedPage<SupplierPortalView> {
  constructor(token: string, edges: LinkEdges = {}) {
    super(`/supplier-portal/${encodeURIComponent(token)}`, edges);
  }

  /** @throws ApiProblem */
  confirm(input: AcknowledgeInput, key: string): Promise<void> {
    return this.act('/acknowledge', input, key);
  }

  /** @throws ApiProblem */
  delay(input: DelayInput, key: string): Promise<void> {
    return this.act('/delay', input, key);
  }

  /** @throws ApiProblem */
  ship(input: ShipmentInput, key: string): Promise<void> {
    return this.act('/shipment', input, key);
  }
}
