import type { Backorder, BackorderPage } from '../../shared/orders/backorder.schema.ts';
import { asProblem, type ApiProblem } from '../identity/api-problem.ts';

/** What has to be known of a line to do something to it. */
export type ChosenLine = Pick<Backorder, 'lineId' | 'orderId' | 'number' | 'name' | 'quantity'>;

/** As many can be chosen at once. */
export const MOST_CHOSEN = 10_000;
const PAGE = 1_000;

type AskPage = (more: Record<string, string>, signal: AbortSignal) => Promise<BackorderPage>;

/** The lines of the queue that somebody chose, seen or not. */
export class QueueChoice {
  #lines = $state.raw<ReadonlyMap<string, ChosenLine>>(new Map());
  #problem = $state.raw<ApiProblem | null>(null);
  #gathering = $state.raw<AbortController | null>(null);

  /** By id. */
  get lines(): ReadonlyMap<string, ChosenLine> {
    return this.#lines;
  }

  /** All that match are being asked for. */
  get busy(): boolean {
    return this.#gathering !== null;
  }

  get problem(): ApiProblem | null {
    return this.#problem;
  }

  choose(line: Backorder, isChosen: boolean): void {
    const next = new Map(this.#lines);
    if (isChosen) next.set(line.lineId, toChosen(line));
    else next.delete(line.lineId);
    this.#lines = next;
  }

  /** Chooses everything that a question finds, page by page, up to {@link MOST_CHOSEN}. */
  async chooseAll(ask: AskPage): Promise<void> {
    this.clear();
    const gathering = new AbortController();
    this.#gathering = gathering;
    try {
      let cursor: string | null | undefined;
      while (cursor !== null && this.#lines.size < MOST_CHOSEN) {
        const page = await ask({ limit: `${PAGE}`, ...(cursor && { cursor }) }, gathering.signal);
        if (gathering.signal.aborted) return;
        this.#lines = new Map([
          ...this.#lines,
          ...page.items.map((line) => [line.lineId, toChosen(line)] as const),
        ]);
        cursor = page.nextCursor;
      }
    } catch (error) {
      if (!gathering.signal.aborted) this.#problem = asProblem(error);
    } finally {
      if (this.#gathering === gathering) this.#gathering = null;
    }
  }

  clear(): void {
    this.#gathering?.abort();
    this.#gathering = null;
    this.#problem = null;
    this.#lines = new Map();
  }
}

function toChosen({ lineId, orderId, number, name, quantity }: Backorder): ChosenLine {
  return { lineId, orderId, number, name, quantity };
}
