/**
 * Repeatable chance: the same seed and labels give the same numbers, whatever else was drawn elsewhere. Everything that
 * happens in the demo draws from a source of its own, so that one more event does not change all later ones.
 */
export class Random {
  #state: number;

  constructor(...labels: readonly (string | number)[]) {
    this.#state = hashOf(labels.join('/'));
  }

  /** Evenly spread in [0, 1): Tommy Ettinger's mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** Around 0, in units of its standard deviation (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** How many of something that comes by chance, `mean` on average (Knuth; fine for the dozens we need). */
  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count += 1;
    return count;
  }

  pick<T>(options: readonly T[]): T {
    return options[this.whole(0, options.length - 1)]!;
  }

  /** One option, the likelier the more it weighs; undefined when none weighs anything. */
  weighted<T>(options: readonly T[], weightOf: (option: T, index: number) => number): T | undefined {
    const weights = options.map(weightOf);
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    return options.find((_, index) => weights[index]! > 0 && (left -= weights[index]!) < 0);
  }
}

/** FNV-1a, mixed once more because neighbouring labels differ only in their last character. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) | 0;
}
