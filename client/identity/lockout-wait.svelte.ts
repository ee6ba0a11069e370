import { clockNow, secondHand } from '../ui/clock.svelte.ts';
import type { ApiProblem } from './api-problem.ts';

/** After too many wrong tries: how long until the next one counts. */
export class LockoutWait {
  #until = $state(0);

  /** Takes the waiting time from a refusal, if it has one. */
  heed(problem: ApiProblem | null): void {
    if (problem?.code === 'rate-limited' && problem.retryAfterSeconds !== null)
      this.#until = clockNow() + problem.retryAfterSeconds * 1000;
  }

  /** "0:42", or nothing when there is nothing to wait for. */
  get left(): string {
    if (this.#until === 0) return '';
    return countdown(this.#until - secondHand.now);
  }
}

export function countdown(ms: number): string {
  if (ms <= 0) return '';
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
