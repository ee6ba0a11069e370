import type { Depletion, DepletionList, ItemForecast } from '../../shared/forecasts/forecast.schema.ts';
import type { Item } from '../../shared/items/item.schema.ts';
import { Remote } from '../identity/remote.svelte.ts';
import type { Session } from '../identity/session.svelte.ts';
import { onStoreNews } from '../live/page-news.ts';

export interface Risk {
  depletion: Depletion;
  forecast: ItemForecast;
}

const MOST = 10;
/** Less than that is no news. */
const LEAST_CHANCE = 0.1;
const HOURS = 48;

/** What may run out before the next delivery, most likely first: stocked items, since their dishes go with them. */
export function riskiest(depletions: readonly Depletion[], stocked: ReadonlySet<string>): Depletion[] {
  const outMs = ({ p50 }: Depletion): number => (p50 === undefined ? Infinity : Date.parse(p50));
  return depletions
    .filter((it) => stocked.has(it.itemId) && chanceOf(it) >= LEAST_CHANCE)
    .sort((a, b) => tenth(b) - tenth(a) || (outMs(a) === outMs(b) ? 0 : outMs(a) - outMs(b)))
    .slice(0, MOST);
}

/** Of running out before the next delivery; within a week where none is on its way. */
export const chanceOf = ({ beforeDelivery, probability }: Depletion): number => beforeDelivery ?? probability;

/** So that rows do not change places over nothing. */
const tenth = (depletion: Depletion): number => Math.round(chanceOf(depletion) * 10);

/** The riskiest items of a store with what is foretold of them; asks again only for those of which there is news. */
export class RiskList {
  readonly #session: Session;
  readonly #forecasts = new Map<string, { told: string; forecast: ItemForecast }>();
  #stocked: ReadonlySet<string> | null = null;
  readonly remote: Remote<Risk[]>;

  constructor(session: Session) {
    this.#session = session;
    this.remote = new Remote((signal) => this.#ask(signal));
  }

  get risks(): Risk[] | undefined {
    return this.remote.value;
  }

  async #ask(signal: AbortSignal): Promise<Risk[]> {
    const { api } = this.#session;
    const store = `/stores/${this.#session.store?.id ?? ''}`;
    const { items } = await api.get<DepletionList>(`${store}/depletion`, signal);
    if (items.length > 0) this.#stocked ??= await this.#askStocked(signal);
    const risks = riskiest(items, this.#stocked ?? new Set());
    const found = await Promise.all(
      risks.map(async (depletion) => ({
        depletion,
        forecast: await this.#forecastOf(`${store}/items`, depletion, signal),
      })),
    );
    return found.filter(({ forecast }) => forecast.available === null || forecast.available > 0);
  }

  async #askStocked(signal: AbortSignal): Promise<ReadonlySet<string>> {
    const items = await this.#session.api.all<Item>('/items', signal);
    return new Set(items.filter(({ stocked }) => stocked).map(({ id }) => id));
  }

  async #forecastOf(path: string, { itemId, at }: Depletion, signal: AbortSignal): Promise<ItemForecast> {
    const known = this.#forecasts.get(itemId);
    if (known?.told === at) return known.forecast;
    const url = `${path}/${itemId}/forecast?horizon=${HOURS}`;
    const forecast = await this.#session.api.get<ItemForecast>(url, signal);
    this.#forecasts.set(itemId, { told: at, forecast });
    return forecast;
  }

  /** For `$effect`: asks now, and again when something runs out sooner or later than was told. */
  follow(): () => void {
    void this.remote.load();
    const storeId = this.#session.store?.id ?? '';
    const stop = onStoreNews({ storeId, topics: ['depletion'] }, () => this.remote.load());
    return () => (stop(), this.remote.stop());
  }
}
