import { ROLE_PERMISSIONS, type Permission, type Role } from '../../shared/identity/access.schema.ts';
import type { Me } from '../../shared/identity/person.schema.ts';
import type { Store } from '../../shared/identity/store.schema.ts';
import { StoreTimes } from '../stock/store-times.ts';
import { recall, remember } from '../ui/memory.ts';
import { asProblem } from './api-problem.ts';
import { Api, callApi, type Fetch } from './api.ts';

/** A store, and what the person is there. */
export interface MyStore extends Store {
  role: Role;
}

export type SessionState =
  | { kind: 'asking' }
  | { kind: 'unreachable' }
  /** Larder itself waits to be set up. */
  | { kind: 'not-set-up' }
  /** `ended`: somebody was signed in until just now. */
  | { kind: 'signed-out'; ended: boolean }
  | { kind: 'signed-in' };

const RETRY_MS = 5_000;
const LAST_STORE = 'manage.store';
const NOBODY: Me = { kind: 'person', id: '', name: '', organisation: '', isOwner: false, stores: [] };

/** Who is signed in on this page, in which of their stores they are looking around, and what they may do there. */
export class Session {
  readonly api: Api;
  readonly #fetch: { fetch?: Fetch };
  #state = $state.raw<SessionState>({ kind: 'asking' });
  #me = $state.raw<Me>(NOBODY);
  #stores = $state.raw<MyStore[]>([]);
  #storeId = $state<string | null>(recall(LAST_STORE));
  #confirming = $state.raw<((confirmed: boolean) => void) | null>(null);
  #confirmation: Promise<boolean> | null = null;

  constructor(fetchFrom?: Fetch) {
    this.#fetch = fetchFrom ? { fetch: fetchFrom } : {};
    this.api = new Api({
      signedOut: () => this.#leave({ kind: 'signed-out', ended: this.#state.kind === 'signed-in' }),
      confirm: () => this.#askToConfirm(),
      ...this.#fetch,
    });
  }

  get state(): SessionState {
    return this.#state;
  }

  get me(): Me {
    return this.#me;
  }

  get stores(): MyStore[] {
    return this.#stores;
  }

  /** The store that is looked at; undefined for somebody who has none. */
  get store(): MyStore | undefined {
    return this.#stores.find(({ id }) => id === this.#storeId) ?? this.#stores[0];
  }

  /** Times in the zone of the store that is looked at. */
  readonly times = $derived(new StoreTimes(this.store?.timeZone));

  /** In the store that is looked at. */
  may(permission: Permission): boolean {
    return this.store !== undefined && ROLE_PERMISSIONS[this.store.role].includes(permission);
  }

  storesWith(permission: Permission): MyStore[] {
    return this.#stores.filter(({ role }) => ROLE_PERMISSIONS[role].includes(permission));
  }

  storeName(storeId: string): string {
    return this.#stores.find(({ id }) => id === storeId)?.name ?? 'another store';
  }

  look(storeId: string): void {
    this.#storeId = storeId;
    remember(LAST_STORE, storeId);
  }

  /** Finds out whether somebody is signed in here; asks on until there is an answer. */
  async start(): Promise<void> {
    try {
      await this.enter(await callApi<Me>('GET', '/auth/me', undefined, this.#fetch));
    } catch (error) {
      if (asProblem(error).code === 'unauthenticated') return this.#askWhetherSetUp();
      this.#state = { kind: 'unreachable' };
      setTimeout(() => void this.start(), RETRY_MS);
    }
  }

  /** @throws ApiProblem `unauthenticated`; `rate-limited`, saying how long to wait */
  async signIn(email: string, password: string): Promise<void> {
    await this.enter(await callApi<Me>('POST', '/auth/login', { email, password }, this.#fetch));
  }

  /** Goes on as whoever a link or a password has just signed in. @throws ApiProblem */
  async enter(me: Me): Promise<void> {
    this.#me = me;
    await this.refreshStores();
    this.#state = { kind: 'signed-in' };
  }

  /** @throws ApiProblem */
  async refreshStores(): Promise<void> {
    const stores =
      this.#me.stores.length === 0 && !this.#me.isOwner ? [] : await this.api.all<Store>('/stores');
    const roles = new Map(this.#me.stores.map(({ id, role }) => [id, role]));
    const fallback = this.#me.isOwner ? 'owner' : undefined;
    this.#stores = stores.flatMap((store) => {
      const role = roles.get(store.id) ?? fallback;
      return role ? [{ ...store, role }] : [];
    });
  }

  /** @throws ApiProblem when the server was not told: the session would live on there. */
  async signOut(): Promise<void> {
    await this.api.post('/auth/logout');
    this.#leave({ kind: 'signed-out', ended: false });
  }

  /** Whether a change waits for the password. */
  get confirming(): boolean {
    return this.#confirming !== null;
  }

  /** Lets what waits go on. @throws ApiProblem `unauthenticated`; `rate-limited` */
  async confirm(password: string): Promise<void> {
    await callApi('POST', '/auth/confirm', { password }, this.#fetch);
    this.#settle(true);
  }

  cancelConfirmation(): void {
    this.#settle(false);
  }

  /** Changes that wait at the same time wait for the same answer. */
  #askToConfirm(): Promise<boolean> {
    this.#confirmation ??= new Promise((resolve) => (this.#confirming = resolve));
    return this.#confirmation;
  }

  #settle(confirmed: boolean): void {
    this.#confirming?.(confirmed);
    this.#confirming = null;
    this.#confirmation = null;
  }

  async #askWhetherSetUp(): Promise<void> {
    const { done } = await callApi<{ done: boolean }>('GET', '/setup', undefined, this.#fetch).catch(() => ({
      done: true,
    }));
    this.#state = done ? { kind: 'signed-out', ended: false } : { kind: 'not-set-up' };
  }

  #leave(state: SessionState): void {
    this.#settle(false);
    this.#state = state;
    this.#me = NOBODY;
    this.#stores = [];
  }
}
