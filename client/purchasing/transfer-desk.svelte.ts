import type { Transfer } from '../../shared/purchasing/transfer.schema.ts';
import type { Api } from '../identity/api.ts';
import { Remote } from '../identity/remote.svelte.ts';
import { Submission } from '../identity/submission.svelte.ts';
import { OnceKey } from '../orders/once-key.ts';
import type { Purchaser } from './purchase-desk.svelte.ts';

/** One transfer as somebody of one of its stores works on it: every deed is answered with the transfer as it is then. */
export class TransferDesk {
  readonly remote: Remote<Transfer>;
  readonly submission = new Submission();
  readonly #api: Api;
  readonly #path: string;
  readonly #once = new OnceKey();

  constructor({ api, store }: Purchaser, transferId: string) {
    this.#api = api;
    this.#path = `/stores/${store?.id ?? ''}/transfers/${transferId}`;
    this.remote = new Remote((signal) => api.get<Transfer>(this.#path, signal));
  }

  get transfer(): Transfer | undefined {
    return this.remote.value;
  }

  async look(): Promise<void> {
    if (!this.submission.busy) await this.remote.load();
  }

  stop(): void {
    this.remote.stop();
  }

  /** `what` is the end of the route: "/send". True when it went through. */
  act(what: string, body: unknown): Promise<boolean> {
    return this.submission.run(async () => {
      const key = this.#once.keyFor(what, body);
      this.remote.set(await this.#api.postOnce<Transfer>(`${this.#path}${what}`, body, key));
      this.#once.done();
    });
  }
}
