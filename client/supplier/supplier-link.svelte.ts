import type {
  AcknowledgeInput,
  DelayInput,
  ShipmentInput,
} from '../../shared/purchasing/purchase-order.schema.ts';
import type { PriceListInput, SupplierPortalView } from '../../shared/purchasing/supplier-portal.schema.ts';
import { LinkedPage, type LinkEdges } from '../identity/linked-page.svelte.ts';

/** One purchase order as its link shows it to its supplier. */
export class SupplierLink extends LinkedPage<SupplierPortalView> {
  readonly #photos: string;

  constructor(token: string, edges: LinkEdges = {}) {
    const path = `/supplier-portal/${encodeURIComponent(token)}`;
    super(path, edges);
    this.#photos = `/api/v1${path}/photos`;
  }

  /** Where a picture of what was sent back is to be seen. */
  photoUrl(photoId: string): string {
    return `${this.#photos}/${photoId}`;
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

  /** @throws ApiProblem */
  price(input: PriceListInput, key: string): Promise<void> {
    return this.act('/prices', input, key);
  }
}
