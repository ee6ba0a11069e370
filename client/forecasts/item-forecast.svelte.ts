import type { ItemForecast } from '../../shared/forecasts/forecast.schema.ts';
import type { Change } from '../../shared/live/change.ts';
import type { Movement } from '../../shared/stock/movement.schema.ts';
import { Remote } from '../identity/remote.svelte.ts';
import type { Session } from '../identity/session.svelte.ts';
import { onStoreNews } from '../live/page-news.ts';
import { stockPast } from './stock-past.ts';
import type { Level } from './forecast-series.ts';

const WEEK = '168';
/** Enough for the hours before now, of what sells fast. */
const MOVEMENTS = 500;

/** Hours before now that go with so many after it. */
export const backOf = (horizon: number): number => (horizon > 48 ? 48 : 12);

interface Known {
  forecast: ItemForecast;
  /** The week to come, whatever stretch of it is looked at. */
  days: ItemForecast['days'];
  past: Level[];
}

/** What is foretold of one item, as far ahead as its reader wants to see. */
export class ItemForecastDesk {
  readonly #session: Session;
  readonly #itemId: string;
  readonly remote: Remote<Known>;
  hours = $state('24');

  constructor(session: Session, itemId: string) {
    this.#session = session;
    this.#itemId = itemId;
    this.remote = new Remote((signal) => this.#ask(signal));
  }

  /** Shows another stretch of time as soon as it is there. */
  lookAhead(hours: string): void {
    this.hours = hours;
    void this.remote.load();
  }

  get known(): Known | undefined {
    return this.remote.value;
  }

  async #ask(signal: AbortSignal): Promise<Known> {
    const { api, store } = this.#session;
    const path = `/stores/${store?.id ?? ''}`;
    const id = this.#itemId;
    const ask = (hours: string): Promise<ItemForecast> =>
      api.get<ItemForecast>(`${path}/items/${id}/forecast?horizon=${hours}`, signal);
    const near = ask(this.hours);
    const [forecast, { days }, { items }] = await Promise.all([
      near,
      this.hours === WEEK ? near : ask(WEEK),
      api.get<{ items: Movement[] }>(`${path}/stock/${id}/movements?limit=${MOVEMENTS}`, signal),
    ]);
    return { forecast, days, past: stockPast(items, forecast.available, Date.parse(forecast.at)) };
  }

  /** For `$effect`: asks now, and again when there is news of the item. */
  follow(): () => void {
    void this.remote.load();
    const storeId = this.#session.store?.id ?? '';
    const isNews = (changes: readonly Change[]): boolean => changes.some(({ id }) => id === this.#itemId);
    const stop = onStoreNews({ storeId, topics: ['depletion', 'stock'], isNews }, () => this.remote.load());
    return () => (stop(), this.remote.stop());
  }
}
