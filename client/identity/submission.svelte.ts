import { tick } from 'svelte';
import { asProblem, sentence, type ApiProblem } from './api-problem.ts';

/** One form on its way to the server: that it is being sent, and what was wrong with it, field by field. */
export class Submission {
  #busy = $state(false);
  #problem = $state.raw<ApiProblem | null>(null);

  get busy(): boolean {
    return this.#busy;
  }

  get problem(): ApiProblem | null {
    return this.#problem;
  }

  /** What is wrong with the field at this pointer, or in something below it. */
  errorAt(pointer: string): string | undefined {
    const error = this.#problem?.fields.find(
      (field) => field.pointer === pointer || field.pointer.startsWith(`${pointer}/`),
    );
    return error && sentence(error.detail);
  }

  /** What no field of the form shows: the form names those it has. */
  leftOver(...pointers: string[]): ApiProblem | null {
    const problem = this.#problem;
    if (!problem || problem.code === 'called-off') return null;
    const isShown = ({ pointer }: { pointer: string }): boolean =>
      pointers.some((known) => pointer === known || pointer.startsWith(`${known}/`));
    return problem.fields.length > 0 && problem.fields.every(isShown) ? null : problem;
  }

  clear(): void {
    this.#problem = null;
  }

  /** True when it went through. A form that is on its way is not sent twice. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    this.#problem = null;
    try {
      await work();
      return true;
    } catch (error) {
      this.#problem = asProblem(error);
      void focusFirstMistake();
      return false;
    } finally {
      this.#busy = false;
    }
  }
}

async function focusFirstMistake(): Promise<void> {
  await tick();
  if (typeof document === 'undefined') return;
  globalThis.document?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
