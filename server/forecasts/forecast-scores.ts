/** The quantiles that are scored. */
export const QUANTILES = [0.1, 0.5, 0.9] as const;

/** What was foretold of one day, or of several together. */
export interface Foretold {
  mean: number;
  /** At {@link QUANTILES}. */
  quantiles: readonly number[];
}

/** What was foretold of an item from one morning on, and what came. */
export interface ForecastTask {
  days: readonly Foretold[];
  sum: Foretold;
  actual: readonly number[];
  /** How much days differ from the days before them: the mean of the differences, and of their squares. */
  scale: number;
  squareScale: number;
  /** For some stocks: the probability that it is used up by the end of each day. */
  depletion: readonly { stock: number; usedUp: readonly number[] }[];
}

/** Means over all tasks; see the fields. */
export interface Scores {
  tasks: number;
  /** Pinball loss at the three quantiles over the item's scale: of days, and of their sum (scale times √days). */
  spl: number;
  sumSpl: number;
  /** Root mean squared scaled error of the mean. */
  rmsse: number;
  /** Share of days, and of sums, between the 10 % and the 90 % quantile. */
  coverage80: number;
  sumCoverage80: number;
  /** Mean foretold less what came, over what came. */
  bias: number;
  /** Continuous ranked probability score of the day on which a stock is used up, in days. */
  depletionCrps: number;
}

/** Of what came, against what was said of it at a quantile. */
export function pinball(actual: number, quantile: number, said: number): number {
  return actual >= said ? quantile * (actual - said) : (1 - quantile) * (said - actual);
}

/** S. Makridakis et al., The M5 uncertainty competition (2022), for the scaled losses. */
export function scoresOf(tasks: readonly ForecastTask[]): Scores {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const days = tasks.flatMap(({ days: said, actual }) =>
    said.map(({ quantiles }, index) => isWithin(actual[index]!, quantiles)),
  );
  const said = tasks.flatMap((task) => task.days.map((day) => day.mean));
  const came = tasks.flatMap(({ actual }) => actual);
  return {
    tasks: tasks.length,
    spl: mean(
      tasks.map((task) => mean(task.days.map((day, index) => lossOf(day, task.actual[index]!) / task.scale))),
    ),
    sumSpl: mean(
      tasks.map(
        ({ sum, actual, scale }) => lossOf(sum, totalOf(actual)) / (scale * Math.sqrt(actual.length)),
      ),
    ),
    rmsse: mean(
      tasks.map(({ days: foretold, actual, squareScale }) =>
        Math.sqrt(mean(foretold.map((day, index) => (actual[index]! - day.mean) ** 2)) / squareScale),
      ),
    ),
    coverage80: mean(days),
    sumCoverage80: mean(tasks.map(({ sum, actual }) => isWithin(totalOf(actual), sum.quantiles))),
    bias: (totalOf(said) - totalOf(came)) / Math.max(1e-9, totalOf(came)),
    depletionCrps: mean(
      tasks.flatMap(({ depletion, actual }) => depletion.map((each) => crpsOf(each, actual))),
    ),
  };
}

function lossOf({ quantiles }: Foretold, actual: number): number {
  const losses = QUANTILES.map((quantile, index) => pinball(actual, quantile, quantiles[index]!));
  return totalOf(losses) / losses.length;
}

function isWithin(actual: number, quantiles: readonly number[]): number {
  return Number(actual >= quantiles[0]! && actual <= quantiles[quantiles.length - 1]!);
}

function crpsOf({ stock, usedUp }: ForecastTask['depletion'][number], actual: readonly number[]): number {
  let [score, sold] = [0, 0];
  usedUp.forEach((probability, day) => {
    sold += actual[day]!;
    score += (probability - Number(sold >= stock)) ** 2;
  });
  return score;
}

function totalOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
