import type { DemoShortage } from '../../shared/demo.schema.ts';
import type { ApiKeyInput } from '../../shared/identity/api-key.schema.ts';
import type { Store } from '../../shared/identity/store.schema.ts';
import type { App } from '../app.ts';
import { createApiKey } from '../identity/api-keys.service.ts';
import { CLIENT_DIR } from '../run-server.ts';
import { Agenda } from './agenda.ts';
import { DemoClock } from './clock.ts';
import { controlRoutes } from './control.routes.ts';
import { Counter } from './counter/counter.ts';
import { LiveCounter } from './counter/live-counter.ts';
import { dayOf } from './day.ts';
import { Diary } from './diary.ts';
import { writeHistory } from './history/write-history.ts';
import type { House } from './house.ts';
import type { DemoOptions } from './options.ts';
import { OpenHouse } from './open-house.ts';
import { Outbox } from './outbox.ts';
import { Random } from './random.ts';
import { Cookbook } from './restaurant/cookbook.ts';
import { ITEMS } from './restaurant/restaurant.ts';
import { ApiClient } from './service/api-client.ts';
import { LiveKitchen } from './service/live-kitchen.ts';
import { playService } from './service/play-service.ts';
import { causeShortage } from './service/shortage.ts';

/** By which the tills and the kitchen of the demo use the public API. */
const TILL: ApiKeyInput = {
  name: 'Till and kitchen',
  permissions: [
    ...(['stock:read', 'stock:write', 'availability:write', 'sales:write'] as const),
    ...(['orders:read', 'orders:write', 'backorders:write', 'deliveries:write'] as const),
  ],
};

export interface BistroDeps {
  options: DemoOptions;
  /** Told what is being done. */
  say: (line: string) => void;
  /** Told what went wrong; the service goes on, as a restaurant does. */
  onError: (error: unknown) => void;
}

/** The restaurant of the demo, from its past to its live service on a running server. */
export class Bistro {
  readonly clock: DemoClock;
  readonly outbox: Outbox;
  readonly #deps: BistroDeps;
  readonly #house: House;
  readonly #shortages: Random;
  readonly #closing = new AbortController();
  #store: Store | undefined;
  #api: ApiClient | undefined;
  #key = '';
  #service: Promise<void> = Promise.resolve();

  constructor(deps: BistroDeps) {
    const { start, speed, seed, days } = deps.options;
    this.#deps = deps;
    this.clock = new DemoClock(start, speed);
    this.outbox = new Outbox(this.clock);
    this.#house = {
      seed,
      liveDay: days,
      cookbook: new Cookbook(ITEMS),
      agenda: new Agenda(),
      diary: new Diary(),
    };
    this.#shortages = new Random(seed, 'shortages');
  }

  /** Known once it is furnished. */
  get store(): Store {
    return this.#store!;
  }

  /** Gives an empty database the restaurant and its past, and the app the control strip; `signal` gives it up. */
  async furnish(app: App, signal: AbortSignal): Promise<void> {
    const { say, options } = this.#deps;
    const { store, owner } = await writeHistory(app.ctx, this.#house, {
      ...options,
      until: options.start,
      signal,
      say,
    });
    signal.throwIfAborted();
    this.#store = store;
    this.#key = (await createApiKey(app.ctx, TILL)).key;
    const house = new OpenHouse(app, owner);
    house.open();
    this.clock.onChange(() => app.tellTime());
    const { clock, outbox } = this;
    const { diary } = this.#house;
    controlRoutes(
      app.server,
      { store, clock, diary, house, outbox, causeShortage: () => this.#causeShortage() },
      CLIENT_DIR,
    );
  }

  /** Lets time run, and acts on the server from outside, as tills, scales and tablets do. */
  open(url: string): void {
    const { signal } = this.#closing;
    this.#api = new ApiClient(url, this.#key, signal);
    this.#openCounter(this.#api);
    this.clock.resume();
    this.#service = playService({
      agenda: this.#house.agenda,
      kitchen: this.#lookAtKitchen(),
      clock: this.clock,
      signal,
      onError: this.#deps.onError,
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#service;
  }

  #openCounter(api: ApiClient): void {
    const { id, timeZone } = this.store;
    const now = this.clock.now();
    const today = dayOf(now, timeZone, this.#house.liveDay);
    new Counter(this.#house, new LiveCounter(api, id)).open(today, now);
  }

  #causeShortage(): Promise<DemoShortage> {
    return causeShortage(this.#house, this.#lookAtKitchen(), this.#shortages, this.clock.now());
  }

  #lookAtKitchen(): LiveKitchen {
    return new LiveKitchen(this.#api!, this.store.id);
  }
}
