import type { BackorderRisk } from '../../shared/forecasts/backorder-risk.schema.ts';
import type { BackorderPage } from '../../shared/orders/backorder.schema.ts';
import type { Permission } from '../../shared/identity/access.schema.ts';
import type { Device } from '../../shared/identity/device.schema.ts';
import type { Change, Topic } from '../../shared/live/change.ts';
import type { Message } from '../../shared/notifications/message.schema.ts';
import type { ExpectedDelivery } from '../../shared/purchasing/expected-delivery.schema.ts';
import type { PurchaseOrderSummary } from '../../shared/purchasing/purchase-order.schema.ts';
import type {
  NextDelivery,
  ReorderProposal,
  ReorderProposals,
} from '../../shared/purchasing/reorder.schema.ts';
import type { ScorecardList, ScorecardSummary } from '../../shared/purchasing/scorecard.schema.ts';
import type { TransferSummary } from '../../shared/purchasing/transfer.schema.ts';
import type { RefusedFiles } from '../../shared/suppliers/supplier-exchange.schema.ts';
import { RiskList } from '../forecasts/risk-list.svelte.ts';
import { Remote } from '../identity/remote.svelte.ts';
import type { Session } from '../identity/session.svelte.ts';
import { onStoreNews } from '../live/page-news.ts';
import { needsApproval } from '../purchasing/purchase-words.ts';
import { clockNow } from '../ui/clock.svelte.ts';
import { attentionOf, fetchStockRows, type StockRow } from '../stock/stock-rows.ts';
import {
  backorderMatters,
  countMatters,
  fileMatters,
  messageMatters,
  screenMatters,
  supplierMatters,
} from './house-matters.ts';
import {
  approvalMatters,
  askedMatters,
  lateMatters,
  proposalMatters,
  riskKey,
  riskMatters,
} from './supply-matters.ts';
import { byUrgency, type Matter } from './today-matters.ts';

/** Enough to count what is open. */
const MOST = 1_000;
/** As many are told apart. */
const MOST_MESSAGES = 50;
/** The cut-offs of so many suppliers are looked up. */
const MOST_CUT_OFFS = 5;
/** What no news tells of. */
const REFRESH_MS = 30_000;
/** Standings change by the day. */
const SELDOM_MS = 10 * 60_000;

interface Buying {
  proposals: ReorderProposal[];
  orders: PurchaseOrderSummary[];
  /** By supplier: what an order that is sent now makes. */
  next: Map<string, NextDelivery>;
  transfers: TransferSummary[];
}

interface Troubles {
  failed: Message[];
  screens: Device[];
  refused: RefusedFiles[];
}

interface Part {
  remote: Remote<unknown>;
  /** What is news to it. */
  topics: readonly Topic[];
}

/** Some of it changes by the clock alone. */
const isOld = ({ at }: Remote<unknown>): boolean => at === null || clockNow() - at > REFRESH_MS;

/** What of one store is looked at on Today, each part asked for again when there is news of it. */
export class TodayDesk {
  readonly #session: Session;
  readonly #store: string;
  readonly #storeId: string;
  readonly stock: Remote<StockRow[]>;
  readonly risks: RiskList;
  readonly #buying: Remote<Buying>;
  readonly #deliveries: Remote<ExpectedDelivery[]>;
  readonly #late: Remote<number>;
  readonly #troubles: Remote<Troubles>;
  readonly #cards: Remote<ScorecardSummary[]>;
  readonly #parts: Part[];

  constructor(session: Session) {
    this.#session = session;
    this.#storeId = session.store?.id ?? '';
    this.#store = `/stores/${this.#storeId}`;
    this.stock = new Remote((signal) => fetchStockRows(session.api, this.#storeId, signal));
    this.risks = new RiskList(session, { withForecasts: false });
    this.#buying = new Remote((signal) => this.#askBuying(signal));
    this.#deliveries = new Remote(async (signal) => {
      if (!session.may('purchasing:read')) return [];
      return this.#items<ExpectedDelivery>(`${this.#store}/expected-deliveries?limit=${MOST}`, signal);
    });
    this.#late = new Remote((signal) => this.#askLate(signal));
    this.#troubles = new Remote((signal) => this.#askTroubles(signal));
    this.#cards = new Remote(async (signal) => {
      const mayRead = session.may('purchasing:read');
      return mayRead ? (await session.api.get<ScorecardList>('/suppliers/scorecards', signal)).items : [];
    });
    this.#parts = [
      { remote: this.stock, topics: ['stock', 'item'] },
      { remote: this.risks.remote, topics: ['depletion'] },
      { remote: this.#buying, topics: ['stock', 'purchase-order', 'transfer'] },
      { remote: this.#deliveries, topics: ['purchase-order', 'supplier-delay', 'transfer', 'backorder'] },
      { remote: this.#late, topics: ['backorder', 'order'] },
    ];
  }

  /** Whether every part was asked for once, so that nothing is said before it is known. */
  get isKnown(): boolean {
    return this.#all.every(({ value, problem }) => value !== undefined || problem !== null);
  }

  /** A part that could not be asked for. */
  get failing(): Remote<unknown> | undefined {
    return this.#all.find(({ problem }) => problem !== null);
  }

  get #all(): Remote<unknown>[] {
    return [...this.#parts.map(({ remote }) => remote), this.#troubles];
  }

  /** All that needs somebody, most urgent first. */
  matters(nowMs: number): Matter[] {
    const { times, store } = this.#session;
    const reading = {
      ...{ times, nowMs, approvalAbove: store?.approvalAbove },
      mayWrite: this.#session.may('purchasing:write'),
      mayApprove: this.#session.may('purchasing:approve'),
    };
    const buying = this.#buying.value;
    const troubles = this.#troubles.value;
    const risks = (this.risks.risks ?? []).map(({ risk }) => risk);
    return byUrgency(
      [
        ...riskMatters(risks, buying?.proposals ?? [], reading),
        ...proposalMatters(buying?.proposals ?? [], reading),
        ...approvalMatters(buying?.orders ?? [], buying?.next ?? new Map(), reading),
        ...lateMatters(this.#deliveries.value ?? [], risks, reading),
        ...askedMatters(buying?.transfers ?? [], reading),
        ...backorderMatters(this.#late.value ?? 0),
        ...countMatters(attentionOf(this.stock.value ?? []).uncounted, nowMs),
        ...messageMatters(troubles?.failed ?? [], nowMs),
        ...screenMatters(troubles?.screens ?? [], this.#storeId, reading),
        ...fileMatters(troubles?.refused ?? [], nowMs),
        ...supplierMatters(this.#cards.value ?? [], reading),
      ],
      nowMs,
    );
  }

  /** Items that are to run out, as is told one way or the other. */
  get atRisk(): ReadonlySet<string> {
    return new Set((this.risks.risks ?? []).map(({ risk }) => risk.itemId));
  }

  /** What may run out as well, but is not among those. */
  otherRisks(nowMs: number): BackorderRisk[] {
    const told = new Set(this.matters(nowMs).map(({ key }) => key));
    return (this.risks.risks ?? []).map(({ risk }) => risk).filter((risk) => !told.has(riskKey(risk)));
  }

  /** Asks for everything again: something was done. */
  async look(): Promise<void> {
    await Promise.all(this.#all.map((remote) => remote.load()));
  }

  /** For `$effect`: asks now, and again for the parts of which there is news. Returns what ends it. */
  follow(): () => void {
    const due = new Set(this.#parts);
    const isNews = (changes: readonly Change[]): boolean => {
      for (const part of this.#parts)
        if (changes.length === 0 || changes.some(({ type }) => part.topics.includes(type))) due.add(part);
      return due.size > 0;
    };
    const refresh = (): Promise<unknown> => {
      // Without news of anything it is the clock that asks, or a stream that was lost: then for everything.
      const isDue = (part: Part): boolean => due.size === 0 || due.has(part) || isOld(part.remote);
      const asked = this.#parts.filter(isDue);
      due.clear();
      return Promise.all(asked.map(({ remote }) => remote.load()));
    };
    const topics = [...new Set(this.#parts.flatMap((part) => part.topics))];
    void refresh();
    const ends = [
      onStoreNews({ storeId: this.#storeId, topics, isNews }, refresh),
      this.#troubles.follow(REFRESH_MS),
      this.#cards.follow(SELDOM_MS),
      () => this.#parts.forEach(({ remote }) => remote.stop()),
    ];
    return () => ends.forEach((end) => end());
  }

  async #items<T>(path: string, signal: AbortSignal): Promise<T[]> {
    return (await this.#session.api.get<{ items: T[] }>(path, signal)).items;
  }

  async #askBuying(signal: AbortSignal): Promise<Buying> {
    if (!this.#session.may('purchasing:read'))
      return { proposals: [], orders: [], next: new Map(), transfers: [] };
    const [{ proposals }, orders, transfers] = await Promise.all([
      this.#session.api.get<ReorderProposals>(`${this.#store}/reorder-proposals`, signal),
      this.#items<PurchaseOrderSummary>(`${this.#store}/purchase-orders?status=open&limit=${MOST}`, signal),
      this.#items<TransferSummary>(`${this.#store}/transfers?status=open&side=sender&limit=${MOST}`, signal),
    ]);
    return { proposals, orders, transfers, next: await this.#askCutOffs(orders, signal) };
  }

  async #askCutOffs(
    orders: readonly PurchaseOrderSummary[],
    signal: AbortSignal,
  ): Promise<Map<string, NextDelivery>> {
    const above = this.#session.store?.approvalAbove;
    const waiting = orders.filter(
      ({ state, total }) => state === 'approved' || (state === 'draft' && needsApproval(total, above)),
    );
    const suppliers = [...new Set(waiting.map(({ supplierId }) => supplierId))].slice(0, MOST_CUT_OFFS);
    const path = `${this.#store}/suppliers`;
    const ask = (id: string): Promise<NextDelivery> =>
      this.#session.api.get<NextDelivery>(`${path}/${id}/next-delivery`, signal);
    return new Map(await Promise.all(suppliers.map(async (id) => [id, await ask(id)] as const)));
  }

  async #askLate(signal: AbortSignal): Promise<number> {
    if (!this.#session.may('orders:read')) return 0;
    const path = `${this.#store}/backorders?late=true&limit=1`;
    return (await this.#session.api.get<BackorderPage>(path, signal)).matching;
  }

  async #askTroubles(signal: AbortSignal): Promise<Troubles> {
    const may = (what: Permission): boolean => this.#session.may(what);
    const messages = `${this.#store}/messages?state=failed&limit=${MOST_MESSAGES}`;
    const [failed, screens, refused] = await Promise.all([
      may('messages:write') ? this.#items<Message>(messages, signal) : [],
      may('screens:write') ? this.#items<Device>('/devices', signal) : [],
      may('suppliers:write') ? this.#items<RefusedFiles>('/refused-files', signal) : [],
    ]);
    return { failed, screens, refused };
  }
}
