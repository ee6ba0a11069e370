import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StoreQueue } from '../../../server/platform/store-queue.ts';

/** Work that says when it starts and ends when told to. */
function aTask(log: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const work = async (): Promise<string> => {
    log.push(`${name} starts`);
    await promise;
    log.push(`${name} ends`);
    return name;
  };
  return { work, finish: resolve, fail: reject };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the queue of a store', () => {
  it('lets one use case at a time through, in the order of their arrival', async () => {
    const queue = new StoreQueue();
    const log: string[] = [];
    const [first, second] = [aTask(log, 'first'), aTask(log, 'second')];
    const results = [queue.run(['A'], first.work), queue.run(['A'], second.work)];
    second.finish();
    await turn();
    expect(log).toEqual(['first starts']);
    first.finish();
    expect(await Promise.all(results)).toEqual(['first', 'second']);
    expect(log).toEqual(['first starts', 'first ends', 'second starts', 'second ends']);
  });

  it('does not let one store wait for another', async () => {
    const queue = new StoreQueue();
    const slow = aTask([], 'slow');
    const waiting = queue.run(['A'], slow.work);
    expect(await queue.run(['B'], async () => 'quick')).toBe('quick');
    slow.finish();
    await waiting;
  });

  it('goes on after a failure, which only its own caller hears of', async () => {
    const queue = new StoreQueue();
    const failing = queue.run(['A'], async () => {
      throw new Error('refused');
    });
    const next = queue.run(['A'], async () => 'next');
    await expect(failing).rejects.toThrow('refused');
    expect(await next).toBe('next');
  });

  it('takes a store that is named twice once', async () => {
    expect(await new StoreQueue().run(['A', 'A'], async () => 'done')).toBe('done');
  });

  it('never locks up and never lets two into one store, whatever stores they share', async () => {
    const someStores = fc.array(fc.constantFrom('A', 'B', 'C', 'D'), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(someStores, { maxLength: 20 }), async (jobs) => {
        const queue = new StoreQueue();
        const inside = new Set<string>();
        const work = (stores: readonly string[]) => async (): Promise<void> => {
          for (const store of new Set(stores)) {
            expect(inside).not.toContain(store);
            inside.add(store);
          }
          await turn();
          for (const store of stores) inside.delete(store);
        };
        await Promise.all(jobs.map((stores) => queue.run(stores, work(stores))));
      }),
      { numRuns: 50 },
    );
  });
});
