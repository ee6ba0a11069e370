/** Larger means take longer to count up than to expand. */
const COUNTED_UP = 10;

/** Pseudo-random numbers from a seed, the same on every machine. */
export class Chance {
  #state: number;
  #spare: number | null = null;

  /** @param seed a number where many are needed one after the other */
  constructor(seed: string | number) {
    this.#state = typeof seed === 'number' ? seed | 0 : hashOf(seed);
  }

  /** Evenly spread in (0, 1): Tommy Ettinger's mulberry32. */
  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  }

  /** Of mean 0 and variance 1: Marsaglia's polar method. */
  normal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare;
      this.#spare = null;
      return spare;
    }
    for (;;) {
      const [u, v] = [2 * this.uniform() - 1, 2 * this.uniform() - 1];
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      this.#spare = v * scale;
      return u * scale;
    }
  }

  /** Of this shape and scale 1: G. Marsaglia and W. Tsang, A simple method for generating gamma variables (2000). */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * this.uniform() ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      const square = x * x;
      const u = this.uniform();
      // What is below this is below the rest too, and nearly all is: logarithms take long.
      if (u < 1 - 0.0331 * square * square) return d * v;
      if (Math.log(u) < 0.5 * square + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  /**
   * Counts up where the mean is small. Beyond, the normal deviate that the count stands for, by the expansion of the Poisson
   * quantile: M. B. Giles, Algorithm 955 (2016), Q_N2; a count is off by one in fewer than 1 of 100 cases.
   */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > COUNTED_UP) {
      const [z, root] = [this.normal(), Math.sqrt(mean)];
      return Math.max(
        0,
        Math.floor(mean + root * z + 1 / 3 + (z * z) / 6 - (z / 36 + (z * z * z) / 72) / root),
      );
    }
    let count = 0;
    for (let left = this.uniform(), term = Math.exp(-mean); left > term;) {
      left -= term;
      count++;
      term *= mean / count;
      if (count > 10 * mean + 60) break;
    }
    return count;
  }
}

/** FNV-1a. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
