import type {
  Figure,
  FigureName,
  Scorecard,
  ScorePart,
  Standing,
  StandingTone,
} from '../../shared/purchasing/scorecard.schema.ts';
import type { ChartTone } from '../ui/chart-series.ts';
import type { GlyphName } from '../ui/glyphs.ts';

export interface FigureGroup {
  question: string;
  figures: readonly FigureName[];
}

/** The figures in the order in which somebody asks for them. */
export const FIGURE_GROUPS: readonly FigureGroup[] = [
  {
    question: 'Does it keep its word?',
    figures: ['otif', 'onTime', 'inFull', 'promiseSlips', 'lateTold', 'lateSilent'],
  },
  {
    question: 'How long does it take?',
    figures: [
      ...(['leadTimeP50', 'leadTimeP90', 'leadTimeMean', 'leadTimeSd'] as const),
      ...(['latenessP50', 'latenessP90', 'timeToAcknowledge'] as const),
    ],
  },
  { question: 'Is it what was agreed?', figures: ['rejectRate', 'priceVariance'] },
];

export const FIGURE_NAMES_IN_WORDS: Readonly<Record<FigureName, string>> = {
  onTime: 'On time',
  inFull: 'In full',
  otif: 'On time and in full',
  promiseSlips: 'Moved its date',
  lateTold: 'Late, but told in time',
  lateSilent: 'Late in silence',
  rejectRate: 'Sent back',
  priceVariance: 'Price above what was agreed',
  leadTimeMean: 'Lead time on average',
  leadTimeSd: 'Lead time varies by',
  leadTimeP50: 'Lead time, usually',
  leadTimeP90: 'Lead time, nine of ten',
  latenessP50: 'Lateness, usually',
  latenessP90: 'Lateness, nine of ten',
  timeToAcknowledge: 'Confirms within',
};

/** What each figure counts, so that whoever is measured by it can check it. `late` says how much later is still on time. */
export function definitionOf(name: FigureName, tolerated: string): string {
  return DEFINITIONS[name].replace('{tolerated}', tolerated);
}

const DEFINITIONS: Readonly<Record<FigureName, string>> = {
  onTime:
    'Lines that were received complete by the date first confirmed, or at most {tolerated} later. A date that is moved afterwards does not count.',
  inFull:
    'Lines of which as much good came as was ordered. What you called off before it was due is not held against it.',
  otif: 'Lines that were both. Lines still open after their date count as neither.',
  promiseSlips: 'Lines whose date it moved to a later one after it had confirmed.',
  lateTold: 'Lines that were late, and it had said so before they were due.',
  lateSilent: 'Lines that were late, and nobody had said so before they were due.',
  rejectRate: 'The part of what came that was sent back, averaged over the lines.',
  priceVariance:
    'What the delivery notes charged beyond the agreed prices, in parts of these. Only lines whose note had a price.',
  leadTimeMean: 'From sending the order until the last of a line came.',
  leadTimeSd: 'The standard deviation of the lead time: the smaller, the better you can plan.',
  leadTimeP50: 'Half of the lines came within this, from sending the order.',
  leadTimeP90: 'Nine of ten lines came within this.',
  latenessP50: 'Half of the lines came at most this much later than first confirmed.',
  latenessP90: 'Nine of ten lines came at most this much later than first confirmed.',
  timeToAcknowledge: 'Half of the confirmed orders were confirmed within this, from sending them.',
};

export const INTERVAL_WORDS =
  'The truth is within the range in 95 of 100 cases. Ranges count orders, not lines: lines of one order come on the same truck. Shares are by Wilson’s formula, averages by Student’s t, quantiles by Woodruff’s method.';

const percent = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** "82 %", "2.6 days", "3 h late", "25 min early"; a dash where nothing is known. */
export function figureWords(name: FigureName, value: number | null): string {
  if (value === null) return '–';
  if (name === 'priceVariance') return `${value > 0.0005 ? '+' : ''}${fine.format(value * 100)} %`;
  if (name === 'rejectRate') return `${fine.format(value * 100)} %`;
  if (name.startsWith('leadTime')) return spanWords(value * 24);
  if (name.startsWith('lateness')) return latenessWords(value);
  if (name === 'timeToAcknowledge') return spanWords(value);
  return `${percent.format(value * 100)} %`;
}

export function latenessWords(hours: number): string {
  const words = spanWords(Math.abs(hours));
  if (words === '0 min') return 'to the minute';
  return `${words} ${hours > 0 ? 'late' : 'early'}`;
}

/** Hours in the unit that they are said in. */
function spanWords(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return `${minutes} min`;
  return hours < 48 ? `${fine.format(hours)} h` : `${fine.format(hours / 24)} days`;
}

/** "68–76 %", "2.5–2.7 days"; nothing where it cannot be said. */
export function intervalWords(name: FigureName, { low, high }: Figure): string {
  if (low === null || high === null) return '';
  const [from, to] = [figureWords(name, low), figureWords(name, high)];
  if (from === to) return from;
  const unit = / ?[^\d.,+-]+$/;
  const [fromUnit, toUnit] = [unit.exec(from)?.[0], unit.exec(to)?.[0]];
  return fromUnit !== undefined && fromUnit === toUnit
    ? `${from.replace(unit, '')}–${to}`
    : `${from} to ${to}`;
}

/** "38 lines, 9 orders". */
export function basisWords({ n, orders }: Figure): string {
  if (n === 0) return 'nothing to go by yet';
  if (n === orders) return countWords(orders, 'order');
  return `${countWords(n, 'line')}, ${countWords(orders, 'order')}`;
}

export function countWords(count: number, noun: string): string {
  return `${new Intl.NumberFormat().format(count)} ${noun}${count === 1 ? '' : 's'}`;
}

export function toleranceWords(minutes: number): string {
  return minutes % 60 === 0 && minutes > 0 ? `${minutes / 60} h` : `${minutes} min`;
}

/** How a standing looks: never by its colour alone. */
export const STANDING_LOOKS: Readonly<Record<StandingTone | 'none', { tone: ChartTone; glyph: GlyphName }>> =
  {
    good: { tone: 'back', glyph: 'check' },
    fair: { tone: 'limited', glyph: 'eye' },
    poor: { tone: 'low', glyph: 'warning' },
    bad: { tone: 'off', glyph: 'close' },
    none: { tone: 'stale', glyph: 'clock' },
  };

export const PART_WORDS: Readonly<Record<ScorePart, { label: string; hint: string }>> = {
  onTime: { label: 'On time', hint: 'Share of lines on time' },
  inFull: { label: 'In full', hint: 'Share of lines in full' },
  told: { label: 'Says when it is late', hint: '1 less the share late in silence' },
  accepted: { label: 'Nothing sent back', hint: '1 less what was sent back' },
  price: { label: 'Agreed price', hint: '10 % above it is worth nothing' },
  acknowledge: { label: 'Confirms quickly', hint: 'After 48 h it is worth nothing' },
};

/** What follows from a standing, in words; nothing where nothing does. */
export function effectWords({ warn, drop, block }: { warn: boolean; drop: boolean; block: boolean }): string {
  const effects = [
    ...(block ? ['no new orders'] : []),
    ...(drop && !block ? ['asked only where nobody else sells the item'] : []),
    ...(block ? ['passed over where somebody else sells the item'] : []),
    ...(warn && !block ? ['a warning when you order'] : []),
  ];
  return effects.join(', ');
}

/** What a card says at first sight. */
export function headline({
  score,
  figures,
  standing,
}: Pick<Scorecard, 'score' | 'figures'> & { standing: Pick<Standing, 'tooFew'> }): string {
  if (score.value === null) return 'No order was due in this time.';
  const { otif, lateSilent } = figures;
  const kept = `${figureWords('otif', otif.value)} of its lines came on time and in full`;
  const silent = lateSilent.value
    ? `; ${figureWords('lateSilent', lateSilent.value)} were late in silence`
    : '';
  const few =
    standing.tooFew === undefined
      ? ''
      : `; ${countWords(standing.tooFew, 'more order')} and it has a standing`;
  return `${kept}${silent}${few}.`;
}
