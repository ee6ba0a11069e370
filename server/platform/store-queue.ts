/**
 * Lets the use cases of one store wait for each other in memory. They would otherwise wait for the store's row, each
 * holding a database connection that reads and screens could use.
 */
export class StoreQueue {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Runs `work` once everything that came before it in any of these stores is through. */
  run<T>(storeIds: readonly string[], work: () => Promise<T>): Promise<T> {
    // Always in the same order, so that two that share several stores cannot wait for each other.
    return this.#enter([...new Set(storeIds)].sort(), work);
  }

  #enter<T>([storeId, ...others]: string[], work: () => Promise<T>): Promise<T> {
    if (storeId === undefined) return work();
    const before = this.#tails.get(storeId) ?? Promise.resolve();
    const result = before.then(() => this.#enter(others, work));
    const tail = result.then(
      () => undefined,
      () => undefined,
    );
    this.#tails.set(storeId, tail);
    void tail.then(() => {
      if (this.#tails.get(storeId) === tail) this.#tails.delete(storeId);
    });
    return result;
  }
}
