import type { ImportKind, ImportReport } from '../../shared/integrations/import.schema.ts';
import { asProblem, type ApiProblem } from '../identity/api-problem.ts';
import type { Session } from '../identity/session.svelte.ts';
import { sendImport } from './send-import.ts';

export type ImportStep = 'choose' | 'checking' | 'checked' | 'importing' | 'imported';

/** One file on its way in: first a dry run, then, once it has no mistake, for good. */
export class ImportRun {
  readonly #session: Session;
  kind = $state<ImportKind>('items');
  #file = $state.raw<File | null>(null);
  #step = $state<ImportStep>('choose');
  #report = $state.raw<ImportReport | null>(null);
  #problem = $state.raw<ApiProblem | null>(null);
  #sending: AbortController | null = null;

  constructor(session: Session, kind: ImportKind = 'items') {
    this.#session = session;
    this.kind = kind;
  }

  get file(): File | null {
    return this.#file;
  }

  get step(): ImportStep {
    return this.#step;
  }

  get report(): ImportReport | null {
    return this.#report;
  }

  get problem(): ApiProblem | null {
    return this.#problem;
  }

  get isSending(): boolean {
    return this.#step === 'checking' || this.#step === 'importing';
  }

  get isClean(): boolean {
    return this.#step === 'checked' && this.#report?.mistakes === 0 && this.#report.rows > 0;
  }

  /** Starts over, with another kind of file. */
  choose(kind: ImportKind): void {
    this.cancel();
    this.kind = kind;
    this.#file = null;
    this.#report = null;
    this.#problem = null;
    this.#step = 'choose';
  }

  check(file: File): Promise<boolean> {
    this.#file = file;
    this.#report = null;
    return this.#send('checking', 'checked');
  }

  /** True when it is in. */
  commit(): Promise<boolean> {
    return this.#send('importing', 'imported');
  }

  cancel(): void {
    this.#sending?.abort();
  }

  async #send(during: 'checking' | 'importing', after: 'checked' | 'imported'): Promise<boolean> {
    const file = this.#file;
    if (!file) return false;
    const back = this.#step === 'checked' ? 'checked' : 'choose';
    const sending = new AbortController();
    this.#sending = sending;
    this.#problem = null;
    this.#step = during;
    try {
      const sent = { kind: this.kind, file, commit: after === 'imported' };
      this.#report = await sendImport(this.#session, sent, sending.signal);
      this.#step = after;
      return true;
    } catch (error) {
      this.#problem = asProblem(error);
      this.#step = during === 'importing' ? back : 'choose';
      return false;
    }
  }
}
