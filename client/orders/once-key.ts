import { newActionId } from '../tablet/action-id.ts';

/** Keeps the Idempotency-Key of a request until it went through: whoever tries again after a lost answer does nothing twice. */
export class OnceKey {
  #request = '';
  #key = '';

  keyFor(path: string, body: unknown): string {
    const request = `${path} ${JSON.stringify(body)}`;
    if (request !== this.#request) {
      this.#request = request;
      this.#key = newActionId();
    }
    return this.#key;
  }

  /** It went through: the same again is meant to be done again. */
  done(): void {
    this.#request = '';
  }
}
