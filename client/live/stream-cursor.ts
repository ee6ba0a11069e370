import type { Frame, SubscribeAnswer, SubscribeInput } from '../../shared/live/socket.ts';
import { judgeFrame } from './apply-frame.ts';

/** The head of the stream may be told a moment before the frame that leads to it arrives. */
const BEHIND_FOR_MS = 1_500;

/** Up to which change this screen knows the stream, and whether it has heard of later ones that do not come. */
export class StreamCursor {
  #at: { epoch: string; last: number } | null = null;
  #told: { head: number; atMs: number } | null = null;

  /** From where to go on; nothing at the very first time. */
  get resumePoint(): Pick<SubscribeInput, 'since' | 'epoch'> {
    return this.#at ? { since: this.#at.last, epoch: this.#at.epoch } : {};
  }

  answered(answer: Exclude<SubscribeAnswer, { error: unknown }>): void {
    this.#at = { epoch: answer.epoch, last: answer.mode === 'snapshot' ? answer.seq : answer.to };
    this.#told = null;
  }

  take(frame: Frame): 'next' | 'old' | 'gap' {
    if (!this.#at) return 'old';
    const verdict = judgeFrame(this.#at.last, frame);
    if (verdict === 'next') this.#at.last = frame.to;
    return verdict;
  }

  hearHead(head: number, nowMs: number): void {
    this.#told = this.#isBefore(head) ? { head, atMs: this.#told?.atMs ?? nowMs } : null;
  }

  isBehind(nowMs: number): boolean {
    const told = this.#told;
    return told !== null && this.#isBefore(told.head) && nowMs - told.atMs > BEHIND_FOR_MS;
  }

  #isBefore(head: number): boolean {
    return this.#at !== null && this.#at.last < head;
  }
}
