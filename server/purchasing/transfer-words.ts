import { inTransitOf, totalOf, type CameOf, type LineAmounts } from './transfer-rules.ts';

const linesWords = (count: number): string => `${count} ${count === 1 ? 'line' : 'lines'}`;
const noteWords = (note: string | undefined): string => (note?.trim() ? `: ${note.trim()}` : '');

export function askedWords(count: number, wantedBy: string | undefined, note: string | undefined): string {
  const by = wantedBy === undefined ? '' : `, by ${new Date(wantedBy).toISOString()}`;
  return `asked for ${linesWords(count)}${by}${noteWords(note)}`;
}

/** What left, and what of the wish it does not fulfil. */
export function sentWords(
  lines: readonly { sku: string; asked: number; sent: number }[],
  expectedAt: Date,
  note: string | undefined,
): string {
  const short = lines.filter(({ asked, sent }) => sent < asked).map(({ sku }) => sku);
  const said = [
    `sent ${linesWords(lines.filter(({ sent }) => sent > 0).length)}, expected ${expectedAt.toISOString()}`,
    ...(short.length > 0 ? [`less than was asked for of ${short.join(', ')}`] : []),
  ];
  return said.join('; ') + noteWords(note);
}

interface Arrived extends CameOf {
  line: LineAmounts & { sku: string; unit: string };
  reason: string | null;
}

/** What came, what is still to come, and what went another way. */
export function cameWords(arrivals: readonly Arrived[]): string {
  const short = arrivals.filter((arrival) => totalOf(arrival) < inTransitOf(arrival.line));
  const part = (amount: number, { sku, unit }: Arrived['line'], verb: string, why: string | null) =>
    amount > 0 ? [`${amount} ${unit} ${sku} ${verb} (${why})`] : [];
  const said = [
    `${linesWords(arrivals.length)} received`,
    ...(short.length > 0 ? [`more of ${short.map(({ line }) => line.sku).join(', ')} is to come`] : []),
    ...arrivals.flatMap(({ line, lost, returned, reason }) => [
      ...part(lost, line, 'lost', reason),
      ...part(returned, line, 'sent back', reason),
    ]),
  ];
  return said.join('; ');
}
