import type { TabletAction } from './action.ts';
import type { Sender, Wait } from './sender.ts';

/** `seq` is what the item, or the purchase order, was at when the action left. */
interface Settling {
  action: TabletAction;
  seq: number;
}

/** A change that moved nothing brings no frame; its mark must not stay on the tile for ever. */
const SETTLE_MS = 5000;

/**
 * Actions that are answered while the frame with their consequence is still on its way: without them a tile would jump
 * back for a blink.
 */
export class SettlingActions {
  readonly #sender: Sender;
  readonly #wait: Wait;
  #entries = $state.raw<readonly Settling[]>([]);

  constructor(sender: Sender, wait: Wait) {
    this.#sender = sender;
    this.#wait = wait;
  }

  get visible(): TabletAction[] {
    return this.#entries.filter((it) => this.seqOf(it.action.itemId) === it.seq).map((it) => it.action);
  }

  seqOf(itemId: string): number {
    return this.#sender.seqOf(itemId);
  }

  add(action: TabletAction, seq: number): void {
    const entry = { action, seq };
    this.#entries = [...this.#entries, entry];
    void this.#wait(SETTLE_MS).then(() => {
      this.#entries = this.#entries.filter((it) => it !== entry);
    });
  }
}
