/** Rows are made as the reader comes near them: a list of 2,000 opens as fast as one of 20. */
export class GrowingList {
  readonly #step: number;
  #shown = $state(0);

  constructor(step = 100) {
    this.#step = step;
    this.#shown = step;
  }

  /** The part of the list that is there so far. */
  part<T>(list: readonly T[]): readonly T[] {
    return list.slice(0, this.#shown);
  }

  /** For another list, which starts at its top. */
  restart(): void {
    this.#shown = this.#step;
  }

  /** Attach to what stands below the rows, anew after each growth. */
  readonly growNear = (node: Element): (() => void) => {
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.#shown += this.#step;
      },
      { rootMargin: '800px' },
    );
    watch.observe(node);
    return () => watch.disconnect();
  };

  get shown(): number {
    return this.#shown;
  }
}
