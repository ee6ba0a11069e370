import { inTransitOf, totalOf, type CameOf, type LineAmounts } from './transfer-rules.ts';

interface Named {
  name: string;
  unit: string;
}

/** More goods than this are told as lines: their amounts stand in the transfer itself. */
const NAMED = 3;
const linesWords = (count: number): string => `${count} ${count === 1 ? 'line' : 'lines'}`;
const noteWords = (note: string | undefined): string => (note?.trim() ? `: ${note.trim()}` : '');
const amountWords = (amount: number, { name, unit }: Named): string =>
  unit === 'each' ? `${amount} × ${name}` : `${amount} ${unit} ${name}`;

function goodsWords(goods: readonly (readonly [amount: number, of: Named])[]): string {
  if (goods.length > NAMED) return linesWords(goods.length);
  return goods.map(([amount, of]) => amountWords(amount, of)).join(', ');
}

export function askedWords(
  lines: readonly (Named & { asked: number })[],
  wantedBy: string | undefined,
  note: string | undefined,
): string {
  const by = wantedBy === undefined ? '' : `, by ${new Date(wantedBy).toISOString()}`;
  const goods = goodsWords(lines.map((line) => [line.asked, line] as const));
  return `asked for ${goods}${by}${noteWords(note)}`;
}

/** What left, and what of the wish it does not fulfil. */
export function sentWords(
  lines: readonly (Named & { asked: number; sent: number })[],
  expectedAt: Date,
  note: string | undefined,
): string {
  const sent = lines.filter((line) => line.sent > 0).map((line) => [line.sent, line] as const);
  const short = lines.filter((line) => line.sent < line.asked).map(({ name }) => name);
  const said = [
    `sent ${goodsWords(sent)}, expected ${expectedAt.toISOString()}`,
    ...(short.length > 0 ? [`less ${short.join(', ')} than was asked for`] : []),
  ];
  return said.join('; ') + noteWords(note);
}

interface Arrived extends CameOf {
  line: LineAmounts & Named;
  reason: string | null;
}

/** What came, what is still to come, and what went another way. */
export function cameWords(arrivals: readonly Arrived[]): string {
  const kept = arrivals.filter(({ received }) => received > 0);
  const short = arrivals.filter((arrival) => totalOf(arrival) < inTransitOf(arrival.line));
  const part = (amount: number, line: Named, verb: string, why: string | null): string[] =>
    amount > 0 ? [`${amountWords(amount, line)} ${verb} (${why})`] : [];
  const said = [
    ...(kept.length > 0
      ? [`${goodsWords(kept.map(({ received, line }) => [received, line] as const))} received`]
      : []),
    ...arrivals.flatMap(({ line, lost, returned, reason }) => [
      ...part(lost, line, 'lost', reason),
      ...part(returned, line, 'sent back', reason),
    ]),
    ...(short.length > 0 ? [`more ${short.map(({ line }) => line.name).join(', ')} is to come`] : []),
  ];
  return said.join('; ');
}
