import type { SetupInput } from '../../shared/identity/person.schema.ts';
import { asProblem, type ApiProblem } from '../identity/api-problem.ts';
import { callApi, type Fetch } from '../identity/api.ts';
import { Submission } from '../identity/submission.svelte.ts';
import { currencyOf, regionOf } from './currency-guess.ts';

export interface StartEdges {
  /** Another page takes this one's place. */
  go: (path: string) => void;
  fetch?: Fetch;
  timeZone?: string;
  locale?: string;
}

const HOME = '/manage#/';

/** The first start as it is filled in: what is guessed stays a guess until somebody chooses. */
export class FirstStart {
  readonly submission = new Submission();
  readonly #edges: StartEdges;
  readonly #send: { fetch?: Fetch };
  readonly #locale: string;
  #state = $state<'asking' | 'open'>('asking');
  #trouble = $state.raw<ApiProblem | null>(null);
  #storeName = $state<string | null>(null);
  #currency = $state<string | null>(null);
  #sentPassword = $state<string | null>(null);
  organisation = $state('');
  timeZone = $state('');
  ownerName = $state('');
  email = $state('');
  password = $state('');

  constructor(edges: StartEdges) {
    this.#edges = edges;
    this.#send = edges.fetch ? { fetch: edges.fetch } : {};
    this.timeZone = edges.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.#locale = edges.locale ?? navigator.language;
  }

  /** `open`: Larder waits to be set up. */
  get state(): 'asking' | 'open' {
    return this.#state;
  }

  /** Why it cannot be told whether Larder is set up. */
  get trouble(): ApiProblem | null {
    return this.#trouble;
  }

  /** Most have one, by the same name. */
  get storeName(): string {
    return this.#storeName ?? this.organisation;
  }

  set storeName(name: string) {
    this.#storeName = name;
  }

  /** Of where the store is, else of the browser's language. */
  get currency(): string {
    return this.#currency ?? currencyOf(regionOf(this.timeZone, this.#locale)) ?? '';
  }

  set currency(code: string) {
    this.#currency = code;
  }

  /** Leaves when Larder is set up already. */
  async check(): Promise<void> {
    this.#trouble = null;
    try {
      const { done } = await callApi<{ done: boolean }>('GET', '/setup', undefined, this.#send);
      if (done) this.#edges.go(HOME);
      else this.#state = 'open';
    } catch (error) {
      this.#trouble = asProblem(error);
    }
  }

  /** What is wrong with the password as it was sent; it is not said of what is typed since. */
  get passwordError(): string | undefined {
    return this.password === this.#sentPassword ? this.submission.errorAt('/owner/password') : undefined;
  }

  async submit(): Promise<void> {
    this.#sentPassword = this.password;
    const done = await this.submission.run(() => callApi('POST', '/setup', this.#input(), this.#send));
    if (done) this.#edges.go(HOME);
  }

  #input(): SetupInput {
    const { organisation, storeName, timeZone, currency, ownerName, email, password } = this;
    return {
      organisation: organisation.trim(),
      store: { name: storeName.trim(), timeZone, currency },
      owner: { name: ownerName.trim(), email: email.trim(), password },
    };
  }
}
