import type { Change, Topic } from '../../shared/live/change.ts';

/** What happens together is shown together. */
const TOGETHER_MS = 300;
/** A busy store is looked at no more often than this, and less often where to look takes long. */
const SPACING_MS = 2_000;
/** Times as long as the last look took. */
const REST = 5;
/** Some of what a page shows changes by the clock alone: about once a minute is enough for that. */
const AT_LEAST_EVERY_MS = 55_000;
/** As often while the stream cannot be followed. */
const INSTEAD_MS = 15_000;

/** Something that tells when there is news, as long as it is following. */
export interface NewsSource {
  readonly isFollowing: boolean;
  start: () => void;
  stop: () => void;
}

/** Refreshes what a page shows when there is news of it: soon, not too often, one at a time, and only while somebody looks. */
export class PageNews {
  readonly #refresh: () => unknown;
  #source: NewsSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #fallback: ReturnType<typeof setInterval>;
  #isMissed = false;
  #isBusy = false;
  #refreshedAt = performance.now();
  #restMs = SPACING_MS;
  #isOver = false;

  constructor(refresh: () => unknown) {
    this.#refresh = refresh;
    this.#fallback = setInterval(() => this.#lookAround(), INSTEAD_MS);
    document.addEventListener('visibilitychange', this.#catchUp);
  }

  follow(source: NewsSource): void {
    if (this.#isOver) return;
    this.#source = source;
    source.start();
  }

  readonly hear = (): void => {
    this.#isMissed = true;
    this.#catchUp();
  };

  stop(): void {
    this.#isOver = true;
    this.#source?.stop();
    clearInterval(this.#fallback);
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#catchUp);
  }

  readonly #catchUp = (): void => {
    if (!this.#isMissed || this.#isBusy || this.#timer !== undefined || this.#isOver) return;
    if (document.visibilityState !== 'visible') return;
    const wait = Math.max(TOGETHER_MS, this.#restMs - (performance.now() - this.#refreshedAt));
    this.#timer = setTimeout(() => void this.#run(), wait);
  };

  async #run(): Promise<void> {
    this.#timer = undefined;
    this.#isMissed = false;
    this.#isBusy = true;
    const startedAt = performance.now();
    await this.#refresh();
    this.#isBusy = false;
    this.#refreshedAt = performance.now();
    this.#restMs = Math.max(SPACING_MS, REST * (this.#refreshedAt - startedAt));
    this.#catchUp();
  }

  #lookAround(): void {
    const isLong = performance.now() - this.#refreshedAt >= AT_LEAST_EVERY_MS;
    if (isLong || !this.#source?.isFollowing) this.hear();
  }
}

export interface PageNewsOptions {
  storeId: string;
  topics: Topic[];
  /** Whether any of this is news to the page; no changes stand for everything. */
  isNews?: (changes: readonly Change[]) => boolean;
}

/** For `$effect`: calls `refresh` when something of these topics changes in a store. Returns what ends it. */
export function onStoreNews(
  { storeId, topics, isNews = () => true }: PageNewsOptions,
  refresh: () => unknown,
): () => void {
  const news = new PageNews(refresh);
  const heard = (changes: readonly Change[]): void => {
    if (changes.length === 0 || isNews(changes)) news.hear();
  };
  // Comes after what the page shows first; without it, the page is looked after all the same.
  import('./store-news.ts').then(
    ({ StoreNews }) => news.follow(new StoreNews({ storeId, topics, heard })),
    (error: unknown) => console.error(error),
  );
  return () => news.stop();
}
