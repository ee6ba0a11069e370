import type { AuditEntry } from '../../shared/identity/audit.schema.ts';
import { asProblem, type ApiProblem } from './api-problem.ts';
import { auditPath, type AuditFilter } from './audit-filter.ts';
import type { Session } from './session.svelte.ts';

interface Page {
  items: AuditEntry[];
  nextCursor: string | null;
}

const PAGE = '50';

/** The record as far as it was read, newest first. */
export class AuditList {
  readonly #session: Session;
  #entries = $state.raw<AuditEntry[] | null>(null);
  #cursor = $state.raw<string | null>(null);
  #problem = $state.raw<ApiProblem | null>(null);
  #busy = $state(false);
  #filter: AuditFilter | null = null;
  #asking: AbortController | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Null until the first page is there. */
  get entries(): AuditEntry[] | null {
    return this.#entries;
  }

  get problem(): ApiProblem | null {
    return this.#problem;
  }

  get busy(): boolean {
    return this.#busy;
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  /** Starts anew with what the filter finds. */
  async find(filter: AuditFilter): Promise<void> {
    this.#filter = filter;
    await this.#ask({}, (items) => items);
  }

  async more(): Promise<void> {
    if (this.#cursor === null) return;
    await this.#ask({ cursor: this.#cursor }, (items) => [...(this.#entries ?? []), ...items]);
  }

  stop(): void {
    this.#asking?.abort();
  }

  async #ask(more: Record<string, string>, join: (items: AuditEntry[]) => AuditEntry[]): Promise<void> {
    this.stop();
    const asking = new AbortController();
    this.#asking = asking;
    if (!this.#filter) return;
    this.#busy = true;
    try {
      const path = auditPath(this.#filter, this.#session.store?.timeZone ?? 'UTC', { limit: PAGE, ...more });
      const { items, nextCursor } = await this.#session.api.get<Page>(path, asking.signal);
      if (asking.signal.aborted) return;
      this.#entries = join(items);
      this.#cursor = nextCursor;
      this.#problem = null;
    } catch (error) {
      if (!asking.signal.aborted) this.#problem = asProblem(error);
    } finally {
      if (this.#asking === asking) this.#busy = false;
    }
  }
}
