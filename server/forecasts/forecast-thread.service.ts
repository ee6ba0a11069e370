import { Worker, type Transferable } from 'node:worker_threads';
import type { Answer, Request, Requests, Verb } from './fit-messages.ts';

interface Waiting {
  resolve: (answer: never) => void;
  reject: (error: Error) => void;
}

/** Who taps on a tablet goes before what is reckoned in the background. */
const BACKGROUND = 10;

/** The thread on which forecasts are reckoned, so that nobody waits for them. It starts with the first question. */
export class ForecastThread {
  readonly #priority: number;
  #worker: Worker | null = null;
  #last = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** @param priority as programs have it: 0 where somebody waits for the answers */
  constructor(priority = BACKGROUND) {
    this.#priority = priority;
  }

  /** @param transfer what is handed over instead of copied @throws Error when the thread failed or was stopped */
  ask<V extends Verb>(
    verb: V,
    ask: Requests[V]['ask'],
    transfer: readonly Transferable[] = [],
  ): Promise<Requests[V]['answer']> {
    const worker = (this.#worker ??= this.#start());
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, verb, ask } satisfies Request<V>, transfer);
    });
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#fail(new Error('The thread of forecasts was stopped.'));
    await worker?.terminate();
  }

  #start(): Worker {
    // What the process itself was started with is not for threads.
    const worker = new Worker(new URL('./fit-worker.service.ts', import.meta.url), {
      execArgv: [],
      workerData: this.#priority,
    });
    worker.unref();
    worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if ('error' in answer) waiting?.reject(new Error(answer.error));
      else waiting?.resolve(answer.answer as never);
    });
    worker.on('error', (error) => this.#lose(worker, error as Error));
    worker.on('exit', () => this.#lose(worker, new Error('The thread of forecasts ended.')));
    return worker;
  }

  #lose(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#fail(error);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
