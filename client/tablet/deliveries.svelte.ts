import type { SupplierDelay } from '../../shared/purchasing/purchase-order.schema.ts';
import type { ReceivableLine } from '../../shared/purchasing/receipt.schema.ts';
import type { LiveStore } from '../live/live-store.svelte.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import type { ActionStorage } from './action-storage.ts';
import { comingTransfers, type Coming } from './coming-transfers.ts';
import {
  asOrdered,
  dueMs,
  findByCode,
  isDelayOf,
  openLines,
  type LineDraft,
  type OpenLine,
} from './delivery-lines.ts';
import { deliveryWords } from './delivery-words.ts';
import type { PendingActions } from './pending-actions.svelte.ts';

/** What is ticked, by purchase order and line. */
type Drafts = Readonly<Record<string, Readonly<Record<string, LineDraft>>>>;

type KnownLines = Readonly<Record<string, ReceivableLine>>;

export interface Delivery {
  po: Coming;
  lines: OpenLine[];
  dueMs: number;
  /** The most telling delay of it. */
  delay: SupplierDelay | undefined;
  when: 'late' | 'today' | 'later';
  /** Something of it was received here and is not known to the server yet. */
  isSending: boolean;
}

interface Options {
  live: LiveStore;
  actions: PendingActions;
  storage: ActionStorage;
  times: StoreTimes;
  nowMs: () => number;
}

const NAME = 'deliveries';
const KNOWN = 'receivable-lines';

/** What comes in at the back door of a store: what is due, and what of it is ticked here until it is received. */
export class Deliveries {
  readonly #options: Options;
  readonly #list = $derived.by(() => this.#listed());
  #drafts = $state.raw<Drafts>({});
  /** By line: kept, so that prices can be checked without a connection too. */
  #known = $state.raw<KnownLines>({});
  #asked = '';
  #isShown = $state(false);
  #openId = $state<string | null>(null);

  constructor(options: Options) {
    this.#options = options;
    this.#drafts = options.storage.load<Drafts>(NAME) ?? {};
    this.#known = options.storage.load<KnownLines>(KNOWN) ?? {};
  }

  /** The agreed price of a line and what may come instead, where that is known. */
  knownOf(lineId: string): ReceivableLine | undefined {
    return this.#known[lineId];
  }

  /** Asks what is to know of the lines that are to come, once for each set of them. What was known stays without an answer. */
  async learn(ask: () => Promise<{ lines: ReceivableLine[] }>): Promise<void> {
    const asked = this.#list.flatMap(({ lines }) => lines.map(({ lineId }) => lineId)).join();
    if (asked === '' || asked === this.#asked) return;
    this.#asked = asked;
    const answer = await ask().catch(() => null);
    if (!answer) return void (this.#asked = '');
    this.#known = Object.fromEntries(answer.lines.map((line) => [line.lineId, line]));
    this.#options.storage.save(KNOWN, this.#known);
  }

  /** The tablet shows them instead of its items. */
  get isShown(): boolean {
    return this.#isShown;
  }

  set isShown(isShown: boolean) {
    this.#isShown = isShown;
    if (!isShown) this.#openId = null;
  }

  /** Late ones first, then by when they come. */
  get list(): readonly Delivery[] {
    return this.#list;
  }

  get openId(): string | null {
    return this.#openId;
  }

  /** Nothing while none is open, or once nothing of it is to come any more. */
  get open(): Delivery | undefined {
    return this.#list.find(({ po }) => po.poId === this.#openId);
  }

  show(poId: string | null): void {
    this.#openId = poId;
  }

  draftsOf(poId: string): Readonly<Record<string, LineDraft>> {
    return this.#drafts[poId] ?? {};
  }

  /** Ids of pictures of what is not received yet. */
  get draftedPhotos(): string[] {
    const drafts = Object.values(this.#drafts).flatMap((lines) => Object.values(lines));
    return drafts.flatMap(({ photos = [] }) => photos);
  }

  /** Says what came of a line; null: nothing was said of it. */
  set(poId: string, lineId: string, draft: LineDraft | null): void {
    const { [lineId]: _, ...others } = this.draftsOf(poId);
    this.#keep({ ...this.#drafts, [poId]: draft ? { ...others, [lineId]: draft } : others });
  }

  /** Everything that nothing was said of came as ordered. */
  acceptAll({ po, lines }: Delivery): void {
    const rest = Object.fromEntries(lines.map((line) => [line.lineId, asOrdered(line)]));
    this.#keep({ ...this.#drafts, [po.poId]: { ...rest, ...this.draftsOf(po.poId) } });
  }

  /** The delivery that has something with this code, and the line that is meant. */
  findByCode(code: string): { delivery: Delivery; line: OpenLine } | undefined {
    return this.#list
      .map((delivery) => ({ delivery, line: findByCode(delivery.lines, code) }))
      .find((found): found is { delivery: Delivery; line: OpenLine } => found.line !== undefined);
  }

  /** What has a code was found: it came as ordered, unless something else was said of it. Says what it was. */
  tick(poId: string, line: OpenLine): string {
    if (!this.draftsOf(poId)[line.lineId]) this.set(poId, line.lineId, asOrdered(line));
    return deliveryWords.found(line.name, line.ordered);
  }

  forget(poId: string): void {
    const { [poId]: _, ...others } = this.#drafts;
    this.#keep(others);
  }

  /** Those of orders that are over are not kept. */
  #keep(drafts: Drafts): void {
    const { live, storage } = this.#options;
    const known = Object.entries(drafts).filter(
      ([poId]) => !live.ready || live.purchaseOrders.has(poId) || live.transfers.has(poId),
    );
    this.#drafts = Object.fromEntries(known);
    storage.save(NAME, this.#drafts);
  }

  #listed(): Delivery[] {
    const { live, actions } = this.#options;
    void live.revision;
    const underWay = actions.visible;
    const all = [...live.delays.values()];
    const coming: Coming[] = [...live.purchaseOrders.values(), ...comingTransfers(live.transfers.values())];
    return coming
      .map((po): Delivery => {
        const delay = all.filter((it) => isDelayOf(it, po)).sort(byUnknown)[0];
        const isSending = underWay.some(({ deed }) => 'poId' in deed && deed.poId === po.poId);
        const lines = openLines(po, (id) => live.items.get(id), underWay);
        const due = dueMs(po, all);
        return { po, lines, dueMs: due, delay, when: this.#whenOf(due, delay), isSending };
      })
      .filter(({ lines, isSending }) => lines.length > 0 || isSending)
      .sort((a, b) => RANK[a.when] - RANK[b.when] || a.dueMs - b.dueMs || a.po.number - b.po.number);
  }

  #whenOf(due: number, delay: SupplierDelay | undefined): Delivery['when'] {
    const { times, nowMs } = this.#options;
    if (delay) return 'late';
    return due <= nowMs() || times.isSameDay(due, nowMs()) ? 'today' : 'later';
  }
}

const RANK = { late: 0, today: 1, later: 2 } as const;

const byUnknown = (a: SupplierDelay, b: SupplierDelay): number =>
  Number(a.now !== undefined) - Number(b.now !== undefined) ||
  Date.parse(b.now ?? b.was) - Date.parse(a.now ?? a.was);
