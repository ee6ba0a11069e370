import type { Clock } from './clock.ts';
import type { Database } from './database.ts';

/** What a use case needs besides its input. */
export interface Context {
  db: Database;
  clock: Clock;
  /** Called after a commit that moved a store's change stream. Only a hint: the feed also looks by itself. */
  announce: (storeId: string) => void;
}
