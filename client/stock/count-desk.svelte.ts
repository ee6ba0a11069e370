import type { CountSheet } from '../../shared/stock/count-sheet.schema.ts';
import type { MovementsAnswer } from '../../shared/stock/movement.schema.ts';
import { Remote } from '../identity/remote.svelte.ts';
import type { Session } from '../identity/session.svelte.ts';
import { Submission } from '../identity/submission.svelte.ts';
import { OnceKey } from '../orders/once-key.ts';
import { clockNow } from '../ui/clock.svelte.ts';
import { recall, remember } from '../ui/memory.ts';
import { toast } from '../ui/toast.svelte.ts';
import { countedOf, countInput, mistakesIn, shownShelves, undoInput } from './count-entry.ts';
import { words } from './count-words.ts';

/** A count on its way from paper into the ledger. What was typed outlives the page, until it is saved. */
export class CountDesk {
  readonly #session: Session;
  readonly #path: string;
  readonly #draft: string;
  readonly #once = new OnceKey();
  readonly sheet: Remote<CountSheet>;
  readonly submission = new Submission();
  texts = $state<Record<string, string>>({});
  /** Which shelf; '' for all. */
  shelf = $state('');
  onlyNeeded = $state(false);
  /** Null: now. */
  at = $state<string | null>(null);

  constructor(session: Session, onlyNeeded: boolean) {
    this.#session = session;
    this.#path = `/stores/${session.store?.id ?? ''}`;
    this.#draft = `count.${session.store?.id ?? ''}`;
    this.onlyNeeded = onlyNeeded;
    this.texts = JSON.parse(recall(this.#draft) ?? '{}') as Record<string, string>;
    this.sheet = new Remote<CountSheet>((signal) =>
      session.api.get(`${this.#path}/count-sheet${this.at === null ? '' : `?at=${this.at}`}`, signal),
    );
  }

  readonly shelves = $derived.by(() => this.sheet.value?.shelves ?? []);
  readonly shown = $derived.by(() => shownShelves(this.shelves, this));
  readonly counted = $derived.by(() => countedOf(this.shelves, this.texts));
  readonly mistakes = $derived.by(() => mistakesIn(this.shelves, this.texts));

  keep(): void {
    remember(this.#draft, JSON.stringify(this.texts));
  }

  clear(): void {
    this.texts = {};
    this.keep();
  }

  countedAt(minutesAgo: number): void {
    this.at = minutesAgo === 0 ? null : new Date(clockNow() - minutesAgo * 60_000).toISOString();
    void this.sheet.load();
  }

  /** All of it, or nothing. True when it is saved. */
  async save(): Promise<boolean> {
    const when = this.#session.times.clock(this.at === null ? clockNow() : Date.parse(this.at));
    const movements = countInput(this.counted, words.reason(when));
    const path = `${this.#path}/movements`;
    let answer: MovementsAnswer | undefined;
    const isSaved = await this.submission.run(async () => {
      const key = this.#once.keyFor(path, movements);
      answer = await this.#session.api.postOnce<MovementsAnswer>(path, { movements }, key);
      this.#once.done();
    });
    if (!isSaved || !answer) return false;
    const back = undoInput(answer.movements, words.undoReason);
    const typed = this.texts;
    this.clear();
    toast.say(words.saved(movements.length), back.length === 0 ? null : () => void this.#undo(back, typed));
    void this.sheet.load();
    return true;
  }

  async #undo(movements: ReturnType<typeof undoInput>, typed: Record<string, string>): Promise<void> {
    const path = `${this.#path}/movements`;
    const isDone = await this.submission.run(async () => {
      await this.#session.api.postOnce(path, { movements }, this.#once.keyFor(path, movements));
      this.#once.done();
    });
    if (!isDone) return;
    this.texts = typed;
    this.keep();
    toast.say(words.undone);
    void this.sheet.load();
  }
}
