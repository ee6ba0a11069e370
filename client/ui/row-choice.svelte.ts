/** Which of many rows somebody chose, seen or not. */
export class RowChoice {
  #ids = $state.raw<ReadonlySet<string>>(new Set());
  /** Where a range starts from. */
  #from: string | null = null;

  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  get size(): number {
    return this.#ids.size;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** With `through`, the ids in their order: all from the one that was touched last to this one. */
  choose(id: string, isChosen: boolean, through?: readonly string[]): void {
    const next = new Set(this.#ids);
    for (const each of through ? rangeOf(through, this.#from, id) : [id]) {
      if (isChosen) next.add(each);
      else next.delete(each);
    }
    this.#from = id;
    this.#ids = next;
  }

  chooseAll(ids: Iterable<string>): void {
    this.#ids = new Set([...this.#ids, ...ids]);
  }

  clear(): void {
    this.#ids = new Set();
    this.#from = null;
  }
}

function rangeOf(ids: readonly string[], from: string | null, to: string): readonly string[] {
  const [a, b] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)];
  if (a < 0 || b < 0) return [to];
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}
