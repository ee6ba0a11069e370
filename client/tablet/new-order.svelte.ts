import type { ItemState } from '../../shared/live/change.ts';
import type { Order } from '../../shared/orders/order.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import { ApiProblem } from '../identity/api-problem.ts';
import { Submission } from '../identity/submission.svelte.ts';
import { anEmptyDraft, anEmptyLine, orderInputOf, type OrderDraft } from '../orders/order-draft.ts';
import type { OrderClerk } from '../orders/order-desk.svelte.ts';
import { newActionId } from './action-id.ts';
import { takingWords } from './counter-words.ts';

type Sold = Pick<ItemState, 'itemId' | 'sku'>;

const anOrder = (): OrderDraft => ({
  ...anEmptyDraft(navigator.language.startsWith('de') ? 'de' : 'en'),
  lines: [],
});

/** An order that is being taken at the counter. It stays until it is placed or dropped, whatever else is opened meanwhile. */
export class NewOrder {
  readonly submission = new Submission();
  readonly #clerk: OrderClerk & { store: { id: string; timeZone: string } };
  readonly #placed: (order: Order) => void;
  /** One for all tries: changed after an answer that got lost, the order must not be placed a second time. */
  #key = newActionId();
  #answer = $state.raw<Order | null>(null);
  draft = $state(anOrder());

  constructor(
    clerk: OrderClerk & { store: { id: string; timeZone: string } },
    placed: (order: Order) => void,
  ) {
    this.#clerk = clerk;
    this.#placed = placed;
  }

  /** What the server said to it, line by line. */
  get answer(): Order | null {
    return this.#answer;
  }

  get isEmpty(): boolean {
    return this.draft.lines.length === 0;
  }

  quantityOf({ sku }: Pick<Sold, 'sku'>): number {
    return Number(this.draft.lines.find((line) => line.sku === sku)?.quantity ?? 0);
  }

  /** By how much more, or less; nothing less than nothing. */
  add(item: Pick<Sold, 'sku'>, more: number): void {
    this.set(item, fromThousandths(toThousandths(this.quantityOf(item)) + toThousandths(more)));
  }

  set({ sku }: Pick<Sold, 'sku'>, quantity: number): void {
    const line = this.draft.lines.find((it) => it.sku === sku);
    if (quantity <= 0) this.draft.lines = this.draft.lines.filter((it) => it.sku !== sku);
    else if (line) line.quantity = `${quantity}`;
    else this.draft.lines.push({ ...anEmptyLine(), sku, quantity: `${quantity}` });
  }

  place(): Promise<boolean> {
    const { api, store } = this.#clerk;
    return this.submission.run(async () => {
      const input = orderInputOf(this.draft, store.timeZone);
      const order = await api
        .postOnce<Order>(`/stores/${store.id}/orders`, input, this.#key)
        .catch(takenBefore);
      this.#answer = order;
      this.#placed(order);
    });
  }

  /** Begins another one. */
  next(): void {
    this.#key = newActionId();
    this.#answer = null;
    this.submission.clear();
    this.draft = anOrder();
  }
}

function takenBefore(error: unknown): never {
  if (!(error instanceof ApiProblem) || error.code !== 'idempotency-key-reused') throw error;
  throw new ApiProblem(error.code, takingWords.takenBefore);
}
