import { onTestFinished, vi } from 'vitest';
import { applyChanges, applySnapshot, emptyTables } from '../../client/live/apply-frame.ts';
import { Follower } from '../../client/live/follower.ts';
import { TOPICS, type Change } from '../../shared/live/change.ts';

const DEADLINE = { timeout: 60_000, interval: 20 };

/** A screen that finds its way back by itself: what the pages' live client does, without the pages. */
export class RecoveringScreen {
  readonly tables = emptyTables();
  /** The last change it knows. */
  seq = 0;
  /** How often it was told something. */
  told = 0;
  /** How often it came back. */
  returns = -1;
  readonly #follower: Follower;

  constructor(url: string, storeId: string, token: string) {
    this.#follower = new Follower(
      { url, storeId, topics: () => [...TOPICS], handshake: () => ({ token }) },
      {
        snapshot: (state) => {
          applySnapshot(this.tables, state);
          this.#know(Object.values(state).flat());
        },
        changes: (changes) => {
          applyChanges(this.tables, changes);
          this.#know(changes);
        },
        life: () => (this.returns += 1),
        refused: () => {},
        dropped: () => {},
        command: () => {},
        language: () => {},
        connected: () => {},
        disconnected: () => {},
        looked: () => {},
      },
    );
    this.#follower.start();
    onTestFinished(() => this.#follower.stop());
  }

  until(condition: () => boolean): Promise<void> {
    return vi.waitFor(() => {
      if (!condition()) throw new Error(`in vain: ${condition.toString()}, at change ${this.seq}`);
    }, DEADLINE);
  }

  #know(changes: readonly Change[]): void {
    this.told += 1;
    for (const { seq } of changes) this.seq = Math.max(this.seq, seq);
  }
}
