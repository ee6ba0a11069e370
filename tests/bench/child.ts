import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What a process of the bench can be asked for. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- verbs take what they like; callers are checked
export type Verbs = Record<string, (input: any) => unknown>;

export interface Child<V extends Verbs> {
  pid: number;
  ask<K extends keyof V & string>(verb: K, ...input: Parameters<V[K]>): Promise<Awaited<ReturnType<V[K]>>>;
  stop(): Promise<void>;
}

interface Question {
  id: number;
  verb: string;
  input: unknown;
}

type Answer = { id: number; value: unknown } | { id: number; error: string };

/** Starts `processes/<name>.ts` by itself, so that it has an event loop and a heap of its own. */
export function startChild<V extends Verbs>(name: string, execArgv: readonly string[] = []): Child<V> {
  const file = join(import.meta.dirname, 'processes', `${name}.ts`);
  const child = fork(file, { serialization: 'advanced', execArgv: [...execArgv] });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let asked = 0;
  const ended = once(child, 'exit').then(([code, signal]) => {
    for (const { reject } of waiting.values()) reject(new Error(`${name} ended (${String(code ?? signal)})`));
  });
  child.on('message', (answer: Answer) => {
    const question = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) question?.reject(new Error(`${name}: ${answer.error}`));
    else question?.resolve(answer.value);
  });
  const ask = (verb: string, input?: unknown): Promise<unknown> => {
    const question = Promise.withResolvers<unknown>();
    const id = ++asked;
    waiting.set(id, question);
    child.send({ id, verb, input } satisfies Question);
    return question.promise;
  };
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    await ended;
  };
  return { pid: child.pid!, ask: ask as Child<V>['ask'], stop };
}

/** The other end, called once by a process of the bench. It ends with the bench, however that ends. */
export function answer(verbs: Verbs): void {
  process.on('disconnect', () => process.exit());
  process.on('message', ({ id, verb, input }: Question) => {
    Promise.resolve()
      .then(() => verbs[verb]!(input as never))
      .then(
        (value) => process.send!({ id, value } satisfies Answer),
        (error: unknown) =>
          process.send!({
            id,
            error: error instanceof Error ? (error.stack ?? error.message) : String(error),
          } satisfies Answer),
      );
  });
}
