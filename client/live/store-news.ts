import type { Change, Topic } from '../../shared/live/change.ts';
import { Follower } from './follower.ts';

/** A store has few of these: to be told with them where its stream stands costs next to nothing. */
const FEW: Topic[] = ['notice'];

export interface StoreNewsOptions {
  storeId: string;
  topics: Topic[];
  url?: string;
  /** What changed since it was last called; nothing where that is not known. */
  heard: (changes: readonly Change[]) => void;
}

/** Hears what changes in a store without knowing what there was: for pages that ask for the part that they show. */
export class StoreNews {
  readonly #follower: Follower;
  #topics = FEW;

  constructor({ storeId, topics, url = '', heard }: StoreNewsOptions) {
    const ignore = (): void => {};
    this.#follower = new Follower(
      { storeId, topics: () => this.#topics, url, handshake: () => ({}) },
      {
        snapshot: () => {
          heard([]);
          if (this.#topics === topics) return;
          this.#topics = topics;
          queueMicrotask(() => this.#follower.subscribeAnew());
        },
        changes: (changes) => {
          if (changes.length > 0) heard(changes);
        },
        ...{ life: ignore, refused: ignore, dropped: ignore, command: ignore, language: ignore },
        ...{ connected: ignore, disconnected: ignore, looked: ignore },
      },
    );
  }

  /** Nothing goes by unheard at the moment. */
  get isFollowing(): boolean {
    return this.#follower.phase === 'following';
  }

  start(): void {
    this.#follower.start();
  }

  stop(): void {
    this.#follower.stop();
  }
}
