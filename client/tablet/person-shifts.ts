import type { PinAnswer } from '../../shared/identity/person.schema.ts';
import type { Fetch } from '../identity/api.ts';
import { bearing } from '../identity/pairing-credentials.ts';
import type { ActionStorage } from './action-storage.ts';

/** Somebody's session on this tablet, opened with their PIN. */
export type Shift = PinAnswer;

/**
 * The sessions that are open here. They are on disk because what somebody did offline is sent in their name later, even
 * after a reload; each is ended as soon as nobody needs it any more.
 */
export class Shifts {
  readonly #storage: ActionStorage;
  readonly #fetch: Fetch;
  readonly #ending = new Set<string>();
  /** Newest first. */
  #open: readonly Shift[];

  constructor(storage: ActionStorage, send: Fetch = (path, init) => fetch(path, init)) {
    this.#storage = storage;
    this.#fetch = send;
    this.#open = storage.load<Shift[]>('shifts') ?? [];
  }

  find(personId: string): Shift | undefined {
    return this.#open.find(({ person }) => person.id === personId);
  }

  add(shift: Shift): void {
    this.#keep([shift, ...this.#open]);
  }

  /** Forgets this very session; one that the same person opened since stays. */
  drop({ token }: Shift): void {
    this.#keep(this.#open.filter((it) => it.token !== token));
  }

  /** Ends the sessions of those who are not needed, and those that a newer one replaced. */
  async endUnneeded(isNeeded: (personId: string) => boolean): Promise<void> {
    const unneeded = this.#open.filter((it) => this.find(it.person.id) !== it || !isNeeded(it.person.id));
    await Promise.all(unneeded.map((shift) => this.#end(shift)));
  }

  async #end(shift: Shift): Promise<void> {
    if (this.#ending.has(shift.token)) return;
    this.#ending.add(shift.token);
    try {
      const { ok, status } = await this.#fetch(
        '/api/v1/auth/logout',
        bearing(shift.token, { method: 'POST' }),
      );
      if (ok || status === 401) this.drop(shift);
    } catch {
      // The server cannot be told now: it stays for the next look.
    } finally {
      this.#ending.delete(shift.token);
    }
  }

  #keep(open: readonly Shift[]): void {
    this.#open = open;
    this.#storage.save('shifts', open);
  }
}
