import type { Problem } from '../../shared/errors.ts';
import type { ShiftPerson } from '../../shared/identity/person.schema.ts';
import type { Before, Deed, TabletAction } from './action.ts';
import { commandOf } from './action.ts';
import { newActionId } from './action-id.ts';
import type { ActionLog } from './action-log.svelte.ts';
import * as rules from './action-queue.ts';
import type { ActionStorage } from './action-storage.ts';
import { frameWords } from './frame-words.ts';
import { nextTry } from './retry.ts';
import { realWait, type SendAnswer, type Sender, type Wait } from './sender.ts';
import { SettlingActions } from './settling-actions.svelte.ts';
import { undoDeed } from './undo.ts';
import { WaitingActions } from './waiting-actions.svelte.ts';

export type Subject = Pick<TabletAction, 'itemId' | 'sku' | 'name' | 'unit'>;

interface Options {
  storeId: string;
  sender: Sender;
  storage: ActionStorage;
  log: ActionLog;
  /** Who is working on the tablet. */
  who?: () => ShiftPerson | null;
  wait?: Wait;
}

/** Actions of this tablet on their way: kept on disk, sent oldest first, one at a time, whenever the store is live. */
export class PendingActions {
  readonly #storeId: string;
  readonly #sender: Sender;
  readonly #log: ActionLog;
  readonly #who: () => ShiftPerson | null;
  readonly #wait: Wait;
  readonly #waiting: WaitingActions;
  readonly #settling: SettlingActions;
  #pumping = false;

  constructor({ storeId, sender, storage, log, who = () => null, wait = realWait }: Options) {
    this.#storeId = storeId;
    this.#sender = sender;
    this.#log = log;
    this.#who = who;
    this.#wait = wait;
    this.#waiting = new WaitingActions(storage);
    this.#settling = new SettlingActions(sender, wait);
  }

  get queue(): rules.Queue {
    return this.#waiting.queue;
  }

  get unkept(): boolean {
    return this.#waiting.unkept;
  }

  /** What the screen lays over the server's state, in order. */
  get visible(): TabletAction[] {
    return [...this.#settling.visible, ...this.#waiting.queue];
  }

  record(
    subject: Subject,
    deed: Deed,
    before: Before,
    link: Pick<TabletAction, 'undoes' | 'adjusts'> = {},
  ): TabletAction {
    const { itemId, sku, name, unit } = subject;
    const now = this.#sender.now();
    const at = new Date(now).toISOString();
    const head = { id: newActionId(), order: this.#waiting.nextOrder(now), at, itemId, sku, name, unit };
    const by = this.#who();
    const action = { ...head, deed, before, attempted: false, ...(by && { by }), ...link };
    this.#waiting.append(action);
    void this.pump();
    return action;
  }

  /**
   * Changes a mark that has not left yet in place; null when it has, or when it is somebody else's, and the caller records
   * another one.
   */
  adjust(id: string, deed: Deed): TabletAction | null {
    if (this.queue.find((it) => it.id === id)?.by?.id !== this.#who()?.id) return null;
    const queue = rules.adjusted(this.queue, id, deed);
    if (queue !== null) this.#waiting.replace(queue);
    return queue?.find((it) => it.id === id) ?? null;
  }

  /** Takes an action back: an unsent one is simply not sent, any other gets a counter-action behind it. */
  undo(action: TabletAction): 'unsent' | 'queued' | 'nothing' {
    if (rules.isUnsent(this.queue, action.id)) {
      this.#waiting.remove(action.id);
      return 'unsent';
    }
    const deed = undoDeed(action, new Date(this.#sender.now()), this.#log.find(action.id)?.moved);
    if (deed === null) return 'nothing';
    const now = this.#sender.stock(action.itemId);
    const before = now ? { availability: now.availability, onHand: now.onHand } : action.before;
    this.#log.markUndone(action.id, true);
    this.record(action, deed, before, { undoes: action.id });
    return 'queued';
  }

  /** Sends what waits, as long as the store is live. Safe to call at any time. */
  async pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    let tries = 1;
    while (this.#sender.isLive() && this.queue[0]) tries = await this.#sendHead(this.queue[0], tries);
    this.#pumping = false;
  }

  /** The number of the next try: 1 once this one was answered for good. */
  async #sendHead(head: TabletAction, tries: number): Promise<number> {
    const seq = this.#settling.seqOf(head.itemId);
    this.#waiting.replace(rules.markAttempted(this.queue, head.id));
    const action = { ...head, attempted: true };
    const answer = await this.#answerTo(action);
    const delay = 'error' in answer ? nextTry(answer.error.code, tries) : null;
    if (delay !== null) {
      await this.#wait(delay);
      return tries + 1;
    }
    if ('ok' in answer) this.#taken(action, seq, answer.ok);
    else this.#notTaken(action, answer.error);
    return 1;
  }

  /** A connection given up on in the middle says nothing: the action stays, with its id, for the next time. */
  async #answerTo(action: TabletAction): Promise<SendAnswer> {
    try {
      return await this.#sender.send(commandOf(action, this.#storeId), action.by);
    } catch {
      return {
        error: { type: 'about:blank', title: frameWords.noConnection, status: 503, code: 'unavailable' },
      };
    }
  }

  #taken(action: TabletAction, seq: number, ok: Extract<SendAnswer, { ok: unknown }>['ok']): void {
    this.#settling.add(action, seq);
    this.#waiting.remove(action.id);
    if (action.undoes !== undefined) return;
    const moved =
      'movements' in ok ? ok.movements.map(({ itemId, sku, quantity }) => ({ itemId, sku, quantity })) : [];
    this.#log.addDone({ action, moved, undone: this.queue.some((it) => it.undoes === action.id) });
    this.#waiting.replace(rules.withRealMoves(this.queue, action, moved));
  }

  #notTaken(action: TabletAction, problem: Problem): void {
    const stock = this.#sender.stock(action.itemId);
    const board = stock ? { onHand: stock.onHand, availability: stock.availability } : null;
    if (action.undoes !== undefined) this.#log.markUndone(action.undoes, false);
    this.#log.addRefused({ action, problem, board });
    this.#waiting.replace(rules.withoutRefused(this.queue, action.id));
  }
}
