import { unreachable } from '../../shared/assert.ts';
import type { ScreenCommand } from '../../shared/identity/device.schema.ts';
import type { Me } from '../../shared/identity/person.schema.ts';
import { callApi } from './api.ts';
import type { ScreenCredentials } from './pairing-credentials.ts';

/** Long enough to walk from the office to the pass. */
export const SHOWN_FOR_MS = 15_000;

interface Edges {
  reload: () => void;
}

/** What a manager makes a screen do from afar. */
export class ScreenSignal {
  readonly #screen: Pick<ScreenCredentials, 'pairing' | 'fetch'>;
  readonly #reload: () => void;
  #name = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    screen: Pick<ScreenCredentials, 'pairing' | 'fetch'>,
    { reload }: Edges = { reload: () => location.reload() },
  ) {
    this.#screen = screen;
    this.#reload = reload;
  }

  /** What to show over everything else: who this screen is. */
  get name(): string | null {
    return this.#name;
  }

  async run(command: ScreenCommand): Promise<void> {
    switch (command) {
      case 'reload':
        return this.#reload();
      case 'identify':
        return this.#identify();
      default:
        return unreachable(command);
    }
  }

  /** It may have been given another name since it last asked for a token. */
  async #identify(): Promise<void> {
    this.#show(this.#screen.pairing.name);
    const me = await callApi<Me>('GET', '/auth/me', undefined, { fetch: this.#screen.fetch }).catch(
      () => null,
    );
    if (me && this.#name !== null) this.#name = me.name;
  }

  #show(name: string): void {
    clearTimeout(this.#timer);
    this.#name = name;
    this.#timer = setTimeout(() => (this.#name = null), SHOWN_FOR_MS);
  }
}
