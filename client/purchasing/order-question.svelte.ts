import type { OrderOutlook } from '../../shared/purchasing/reorder.schema.ts';
import { Remote } from '../identity/remote.svelte.ts';
import type { Session } from '../identity/session.svelte.ts';

const TYPING_MS = 150;

/** What would come of an order of one item. The last answer stays until the next one is there. */
export class OrderQuestion {
  packs = $state(0);
  lateDays = $state(0);
  readonly remote: Remote<OrderOutlook>;

  constructor(session: Session, of: { itemId: string; supplierId: string }, packs: number) {
    this.packs = packs;
    const path = `/stores/${session.store?.id ?? ''}/reorder-proposals/outlook`;
    this.remote = new Remote((signal) => {
      const asked = { ...of, packs: `${this.packs}`, lateDays: `${this.lateDays}` };
      return session.api.get<OrderOutlook>(`${path}?${new URLSearchParams(asked)}`, signal);
    });
  }

  get answer(): OrderOutlook | undefined {
    return this.remote.value;
  }

  /** For `$effect`: asks at once for the first time, then when whoever changes it pauses. */
  ask(): () => void {
    const timer = setTimeout(() => void this.remote.load(), this.remote.at === null ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }
}
