import { median } from './statistics.ts';

export interface Target {
  atMost?: number;
  atLeast?: number;
}

/** One line of the table. Without a peer the target is about the product's own figure. */
export interface Row {
  id: string;
  what: string;
  unit: string;
  product: number;
  peer?: number;
  ratio?: number;
  /** The least and the greatest ratio of a round. */
  spread?: [number, number];
  target?: Target;
  met?: boolean;
  note?: string;
}

export interface Rounds {
  id: string;
  what: string;
  unit: string;
  /** One figure per round; the rounds of both sides took turns. */
  product: number[];
  peer?: number[];
  target?: Target;
  note?: string;
}

/** The medians of the rounds, and their ratio. */
export function rowOf({ product, peer, target, ...rest }: Rounds): Row {
  const own = median(product);
  if (!peer) return { ...rest, product: own, ...judged(own, target) };
  const ratios = product.map((value, round) => value / peer[round]!);
  const ratio = own / median(peer);
  return {
    ...rest,
    product: own,
    peer: median(peer),
    ratio,
    spread: [Math.min(...ratios), Math.max(...ratios)],
    ...judged(ratio, target),
  };
}

function judged(value: number, target: Target | undefined): Pick<Row, 'target' | 'met'> {
  if (!target) return {};
  return { target, met: value <= (target.atMost ?? Infinity) && value >= (target.atLeast ?? -Infinity) };
}

const HEADINGS = ['id', 'what', 'product', 'peer', 'ratio', 'rounds', 'target', 'met?'];

export function tableOf(rows: readonly Row[]): string {
  const cells = [HEADINGS, ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  '),
  );
  const notes = rows.flatMap(({ id, note }) => (note ? [`${id}: ${note}`] : []));
  return [lines[0], widths.map((width) => '─'.repeat(width)).join('  '), ...lines.slice(1), ...notes].join(
    '\n',
  );
}

function cellsOf({ id, what, unit, product, peer, ratio, spread, target, met }: Row): string[] {
  const figure = (value: number | undefined) => (value === undefined ? '' : `${short(value)} ${unit}`);
  const times = (value: number) => `${short(value)}×`;
  const bound = (limit: number) => (ratio === undefined ? figure(limit) : times(limit));
  const wanted =
    target?.atMost !== undefined
      ? `≤ ${bound(target.atMost)}`
      : target?.atLeast !== undefined
        ? `≥ ${bound(target.atLeast)}`
        : '';
  const rounds = spread ? `${short(spread[0])}–${short(spread[1])}` : '';
  return [
    id,
    what,
    figure(product),
    figure(peer),
    ratio === undefined ? '' : times(ratio),
    rounds,
    wanted,
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
}

/** Three digits are as many as a benchmark can vouch for. */
function short(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
