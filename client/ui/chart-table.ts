import type { ChartSeries } from './chart-series.ts';

export interface Table {
  heads: readonly string[];
  rows: readonly (readonly string[])[];
}

/** What a chart shows, in words and figures. */
export function tableOf(series: ChartSeries): Table {
  if (!('bars' in series)) return series.table;
  return {
    heads: ['', series.unit],
    rows: series.bars.map(({ label, value, words }) => [label, words ?? `${value}`]),
  };
}

/** Programs that open the file would take these for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
/** What is below nothing begins so too, and does nothing. */
const NUMBER = /^-?\d+(\.\d+)?$/;
const TO_QUOTE = /[",\r\n]/;
/** Without it, some programs take it for another alphabet. */
const MARK = '\uFEFF';

/** A table as a file of comma-separated values (RFC 4180); nothing in it is a formula to whoever opens it. */
export function csvOf({ heads, rows }: Table): string {
  return MARK + [heads, ...rows].map((row) => row.map(cellOf).join(',') + '\r\n').join('');
}

function cellOf(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return TO_QUOTE.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const LONGEST = 60;

/** As a chart is called when it is kept as a file: "runs-out-20-15.png". */
export function fileNameOf(title: string, ending: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const kept: string[] = [];
  for (const word of words) if ([...kept, word].join('-').length <= LONGEST) kept.push(word);
  return `${kept.join('-') || 'chart'}.${ending}`;
}
