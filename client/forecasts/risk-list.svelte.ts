import type { BackorderRisk } from '../../shared/forecasts/backorder-risk.schema.ts';
import type { ItemForecast } from '../../shared/forecasts/forecast.schema.ts';
import { Remote } from '../identity/remote.svelte.ts';
import type { Session } from '../identity/session.svelte.ts';
import { onStoreNews } from '../live/page-news.ts';

export interface Risk {
  risk: BackorderRisk;
  /** Where it was asked for. */
  forecast?: ItemForecast;
}

const MOST = 10;
/** So many are looked at: what is out already is listed elsewhere. */
const ASKED = 60;
/** Less than that is no news. */
const LEAST_CHANCE = 0.1;
const HOURS = 48;

/**
 * What may run out before more can come, most likely first, of these what runs out first. What is made in the house comes after
 * what has to be ordered: kitchens make it anew every day.
 */
export function riskiest(risks: readonly BackorderRisk[]): BackorderRisk[] {
  const outMs = ({ p50 }: BackorderRisk): number => (p50 === undefined ? Infinity : Date.parse(p50));
  return risks
    .filter(({ available, chance }) => available > 0 && chance >= LEAST_CHANCE)
    .sort(
      (a, b) => made(a) - made(b) || tenth(b) - tenth(a) || (outMs(a) === outMs(b) ? 0 : outMs(a) - outMs(b)),
    )
    .slice(0, MOST);
}

const made = (risk: BackorderRisk): number => Number(risk.made ?? false);

/** So that rows do not change places over nothing. */
const tenth = ({ chance }: BackorderRisk): number => Math.round(chance * 10);

/** The riskiest items of a store, with what is foretold of them where that is wanted; asked again only for those with news. */
export class RiskList {
  readonly #session: Session;
  readonly #forecasts = new Map<string, { told: string; forecast: ItemForecast }>();
  readonly remote: Remote<Risk[]>;

  constructor(session: Session, { withForecasts }: { withForecasts: boolean }) {
    this.#session = session;
    this.remote = new Remote((signal) => this.#ask(withForecasts, signal));
  }

  get risks(): Risk[] | undefined {
    return this.remote.value;
  }

  async #ask(withForecasts: boolean, signal: AbortSignal): Promise<Risk[]> {
    const store = `/stores/${this.#session.store?.id ?? ''}`;
    const path = `${store}/backorder-risks?limit=${ASKED}`;
    const { items } = await this.#session.api.get<{ items: BackorderRisk[] }>(path, signal);
    const risks = riskiest(items);
    if (!withForecasts) return risks.map((risk) => ({ risk }));
    return Promise.all(
      risks.map(async (risk) => ({ risk, forecast: await this.#forecastOf(`${store}/items`, risk, signal) })),
    );
  }

  async #forecastOf(path: string, risk: BackorderRisk, signal: AbortSignal): Promise<ItemForecast> {
    const { itemId } = risk;
    const told = `${risk.at} ${risk.available} ${risk.p50}`;
    const known = this.#forecasts.get(itemId);
    if (known?.told === told) return known.forecast;
    const url = `${path}/${itemId}/forecast?horizon=${HOURS}`;
    const forecast = await this.#session.api.get<ItemForecast>(url, signal);
    this.#forecasts.set(itemId, { told, forecast });
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
