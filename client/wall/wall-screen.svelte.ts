import { untrack } from 'svelte';
import type { LiveStore } from '../live/live-store.svelte.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import { asideBlocks } from './aside-blocks.ts';
import { blockOf, type Block, type DetailOf, type Fullness, type Room } from './block.ts';
import { buildBoard, entriesByKey, isCalm, ZONES, type Board, type ZoneName } from './board.ts';
import { aftermathOf } from './aftermath.ts';
import { closestToLow, likelyStockOuts, type StockOut, type Watched } from './calm.ts';
import type { Entry } from './entry.ts';
import { dishesByComponent, type Kitchen } from './kitchen.ts';
import { layOut, type Layout, type Size } from './layout.ts';
import { NEW_ROUND, nextPage, roundFor, type Page, type Round } from './pages.ts';
import { PageTurner } from './page-turner.ts';
import type { News } from './recent-news.ts';
import { words } from './wall-words.ts';
import { detailParts } from './words.ts';
import type { Measure } from './wrap.ts';

/** What hangs on the wall until the next page turn. */
export interface Shown {
  layout: Layout;
  /** Of each zone in the layout. */
  pages: Partial<Record<ZoneName, Page>>;
  board: Board;
  news: News[];
  entries: ReadonlyMap<string, Entry>;
  /** Nothing to say: then what is closest to low is worth a look. */
  calm: boolean;
  watch: Watched[];
  /** What probably runs out today all the same, in the order of time. */
  stockOuts: StockOut[];
}

const WATCHED = 5;
/** Of one screen. */
const STOCK_OUTS = 7;
const ASIDES: Record<ZoneName, string> = {
  off: words.alsoOut,
  running: words.alsoLow,
  late: '',
  backorders: '',
  ready: '',
  back: '',
};
const NEW_ROUNDS = Object.fromEntries(ZONES.map((zone) => [zone, NEW_ROUND])) as Record<ZoneName, Round>;

/** Decides when what hangs on the wall changes: at a page turn, or at once when something new is 86. */
export class WallScreen {
  readonly live: LiveStore;
  #measure: Measure;
  readonly #times: () => StoreTimes;
  readonly #body: () => Size;
  readonly #turner = new PageTurner((urgent) => this.#turn(urgent));
  readonly #seen = new Map<string, string>();
  #rounds = NEW_ROUNDS;
  /** As they were before what hangs there was turned to. */
  #roundsBefore = this.#rounds;
  #knownOff: ReadonlySet<string> | null = null;
  #now = $state(0);
  #shown = $state.raw<Shown | null>(null);
  readonly #dishes = $derived.by(() => dishesByComponent(this.live.items));
  readonly #board = $derived.by(() => this.#buildBoard());
  readonly #entries = $derived.by(() => entriesByKey(this.#board));

  constructor(live: LiveStore, measure: Measure, times: () => StoreTimes, body: () => Size) {
    this.live = live;
    this.#measure = measure;
    this.#times = times;
    this.#body = body;
  }

  get measure(): Measure {
    return this.#measure;
  }

  /** Server time, moving once a second. */
  get now(): number {
    return this.#now;
  }

  get shown(): Shown | null {
    return this.#shown;
  }

  get kitchen(): Kitchen {
    const { items, stock, notices, orders, backorders, delays, depletions } = this.live;
    const [dishes, nowMs] = [this.#dishes, this.#now];
    return { items, stock, notices, orders, backorders, delays, depletions, dishes, nowMs };
  }

  /** What an entry on the wall says by now, or nothing when it is no longer so. */
  current(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  /** What to say of one that the board no longer has: {@link aftermathOf}. */
  aftermathOf(entry: Entry): ReturnType<typeof aftermathOf> {
    return aftermathOf(entry, this.kitchen);
  }

  readonly detailOf: DetailOf = (entry, fullness) => detailParts(entry, fullness, this.#times(), this.#now);

  /** True once for what a reader of this wall has not seen. */
  takeMark({ key, stamp }: Entry): boolean {
    const isNew = this.#seen.get(key) !== stamp;
    this.#seen.set(key, stamp);
    return isNew;
  }

  /** Call in an effect, which must not follow what is read here: it would start again with every change. */
  start(): () => void {
    const tick = setInterval(() => (this.#now = this.live.now()), 1_000);
    untrack(() => {
      this.#now = this.live.now();
      this.#seeAll();
      this.#turner.start();
    });
    return () => {
      clearInterval(tick);
      this.#turner.stop();
    };
  }

  /** Lays out again what is shown, because the room for it or the font changed. */
  refit(measure = this.#measure): void {
    this.#measure = measure;
    this.#rounds = this.#roundsBefore;
    this.#hang();
  }

  /** Call in an effect: turns the page early when the board has something newly 86. */
  watchUrgent(): void {
    const off = new Set(this.#board.zones.off.entries.map(({ key }) => key));
    const known = this.#knownOff;
    this.#knownOff = off;
    if (known && [...off].some((key) => !known.has(key))) this.#turner.hurry();
  }

  #buildBoard(): Board {
    void this.live.revision;
    const kitchen = { ...this.kitchen };
    return untrack(() => buildBoard(kitchen));
  }

  #turn(urgent: boolean): void {
    // What an urgent turn takes away too early comes again in this round.
    if (urgent) this.#rounds = this.#roundsBefore;
    else this.live.reloadIfOutdated();
    this.#hang();
  }

  #hang(): void {
    untrack(() => {
      const board = this.#board;
      const layout = this.#layOut(board);
      const pages = this.#nextPages(layout);
      this.#forgetGone();
      const news = board.news.filter(({ inBackZone }) => !(inBackZone && 'back' in pages));
      const calm = isCalm(board);
      const watch = calm ? closestToLow(this.kitchen, WATCHED) : [];
      const stockOuts = calm ? likelyStockOuts(this.kitchen, this.#times(), STOCK_OUTS) : [];
      this.#shown = { layout, pages, board, news, entries: this.#entries, calm, watch, stockOuts };
    });
  }

  #layOut(board: Board): Layout {
    const present = ZONES.filter(
      (zone) => board.zones[zone].entries.length + board.zones[zone].asides.length > 0,
    );
    return layOut(present, this.#body(), (zone, width, fullness) =>
      this.#blocks(board, zone, width, fullness),
    );
  }

  #nextPages({ stacks }: Layout): Shown['pages'] {
    const pages: Shown['pages'] = {};
    const before = { ...this.#rounds };
    const rounds = { ...this.#rounds };
    for (const { zone, blocks, columns, room } of stacks.flat()) {
      before[zone] = roundFor(blocks, before[zone]);
      const next = nextPage(blocks, { columns, height: room }, before[zone]);
      pages[zone] = next.page;
      rounds[zone] = next.round;
    }
    this.#roundsBefore = before;
    this.#rounds = rounds;
    return pages;
  }

  #blocks(board: Board, zone: ZoneName, width: number, fullness: Fullness): Block[] {
    const room: Room = { width, fullness, measure: this.#measure, detailOf: this.detailOf };
    const { entries, asides } = board.zones[zone];
    return [...entries.map((entry) => blockOf(entry, room)), ...asideBlocks(ASIDES[zone], asides, room)];
  }

  #seeAll(): void {
    for (const entry of this.#entries.values()) this.takeMark(entry);
  }

  #forgetGone(): void {
    for (const key of this.#seen.keys()) if (!this.#entries.has(key)) this.#seen.delete(key);
  }
}
