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
import { dayOf, type Day } from './day.ts';
import { Diary } from './diary.ts';
import { writeHistory } from './history/write-history.ts';
import type { House } from './house.ts';
import type { DemoOptions } from './options.ts';
import { OpenHouse } from './open-house.ts';
import { Outbox } from './outbox.ts';
import { Random } from './random.ts';
import { Cookbook } from './restaurant/cookbook.ts';
import { ITEMS } from './restaurant/restaurant.ts';
import { CASH_AND_CARRY } from './restaurant/suppliers.ts';
import { ApiClient } from './service/api-client.ts';
import { LiveKitchen } from './service/live-kitchen.ts';
import { playService } from './service/play-service.ts';
import { causeShortage } from './service/shortage.ts';
import { connectProgram } from './trade/connect-program.service.ts';
import { Market, PortalDoor } from './trade/market.ts';
import { OrderProgram } from './trade/order-program.ts';
import { Trade } from './trade/trade.ts';

/** By which the tills and the kitchen of the demo use the public API. */
const TILL: ApiKeyInput = {
  name: 'Till and kitchen',
  permissions: [
    ...(['stock:read', 'stock:write', 'availability:write', 'sales:write'] as const),
    ...(['orders:read', 'orders:write', 'backorders:write', 'deliveries:write'] as const),
    ...(['purchasing:read', 'purchasing:write', 'purchasing:approve', 'receipts:write'] as const),
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
  readonly program: OrderProgram;
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
    this.program = new OrderProgram(this.clock);
    this.#house = {
      seed,
      liveAt: start,
      liveDay: days,
      cookbook: new Cookbook(ITEMS),
      agenda: new Agenda(),
      bought: [],
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
    this.program.agree(await connectProgram(app.ctx));
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
    this.#openTrade(this.#api);
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
    new Counter(this.#house, new LiveCounter(api, this.store.id)).open(this.#today(), this.clock.now());
  }

  #openTrade(api: ApiClient): void {
    const portal = new PortalDoor(api);
    this.program.open(api);
    const doorOf = (supplier: string) => (supplier === CASH_AND_CARRY ? this.program : portal);
    new Trade(this.#house, new Market(api, this.store.id), doorOf).open(this.#today(), this.clock.now());
  }

  #today(): Day {
    return dayOf(this.clock.now(), this.store.timeZone, this.#house.liveDay);
  }

  #causeShortage(): Promise<DemoShortage> {
    return causeShortage(this.#house, this.#lookAtKitchen(), this.#shortages, this.clock.now());
  }

  #lookAtKitchen(): LiveKitchen {
    return new LiveKitchen(this.#api!, this.store.id);
  }
}
