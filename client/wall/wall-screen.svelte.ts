import { untrack } from 'svelte';
import type { LiveStore } from '../live/live-store.svelte.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import { asideBlocks, blockOf, type Block, type Fullness, type Room } from './block.ts';
import { buildBoard, entriesByKey, isCalm, type Board, type ZoneName } from './board.ts';
import type { Aside, Entry } from './entry.ts';
import { closestToLow } from './calm.ts';
import { dishesByComponent, type Kitchen } from './kitchen.ts';
import { layOut, type Layout, type Size } from './layout.ts';
import { NEW_ROUND, nextPage, type Page, type Round } from './pages.ts';
import { PageTurner } from './page-turner.ts';
import { detailParts } from './words.ts';
import type { Measure } from './wrap.ts';

/** What hangs on the wall until the next page turn. */
export interface Shown {
  layout: Layout;
  pages: Record<ZoneName, Page>;
  board: Board;
  entries: ReadonlyMap<string, Entry>;
  /** Nothing to say: then what is closest to low is worth a look. */
  calm: boolean;
  watch: Aside[];
}

const ZONES: readonly ZoneName[] = ['off', 'running', 'back'];
const WATCHED = 5;
const ASIDES: Record<ZoneName, string> = { off: 'Also out', running: 'Also low', back: '' };

/** Decides when what hangs on the wall changes: at a page turn, or at once when something new is 86. */
export class WallScreen {
  readonly live: LiveStore;
  #measure: Measure;
  readonly #times: () => StoreTimes;
  readonly #body: () => Size;
  readonly #turner = new PageTurner((urgent) => this.#turn(urgent));
  readonly #seen = new Map<string, string>();
  #rounds: Record<ZoneName, Round> = { off: NEW_ROUND, running: NEW_ROUND, back: NEW_ROUND };
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
    const { items, stock, notices } = this.live;
    return { items, stock, notices, dishes: this.#dishes, nowMs: this.#now };
  }

  /** What an entry on the wall says by now, or nothing when it is no longer so. */
  current(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  detailOf(entry: Entry): string[] {
    return detailParts(entry, this.#times(), this.#now);
  }

  /** True once for what a reader of this wall has not seen. */
  takeMark({ key, stamp }: Entry): boolean {
    const isNew = this.#seen.get(key) !== stamp;
    this.#seen.set(key, stamp);
    return isNew;
  }

  /** Call inside an effect root; returns how to stop. */
  start(): () => void {
    const tick = setInterval(() => (this.#now = this.live.now()), 1_000);
    this.#now = this.live.now();
    this.#seeAll();
    this.#turner.start();
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
    this.#roundsBefore = this.#rounds;
    this.#hang();
  }

  #hang(): void {
    untrack(() => {
      const board = this.#board;
      const present = ZONES.filter(
        (zone) => board.zones[zone].entries.length + board.zones[zone].asides.length > 0,
      );
      const layout = layOut(present, this.#body(), (zone, width, fullness) =>
        this.#blocks(board, zone, width, fullness),
      );
      const pages: Partial<Record<ZoneName, Page>> = {};
      const rounds = { ...this.#rounds };
      for (const { zone, blocks, columns, room } of layout.stacks.flat()) {
        const next = nextPage(blocks, { columns, height: room }, rounds[zone]);
        pages[zone] = next.page;
        rounds[zone] = next.round;
      }
      this.#rounds = rounds;
      this.#forgetGone();
      const calm = isCalm(board);
      const watch = calm ? closestToLow(this.kitchen, WATCHED) : [];
      this.#shown = {
        layout,
        pages: pages as Record<ZoneName, Page>,
        board,
        entries: this.#entries,
        calm,
        watch,
      };
    });
  }

  #blocks(board: Board, zone: ZoneName, width: number, fullness: Fullness): Block[] {
    const room: Room = { width, fullness, measure: this.#measure, detailOf: (entry) => this.detailOf(entry) };
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
