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
import { locale } from '../ui/language.ts';
import { words } from './figure-words.ts';
import { words as score } from './score-words.ts';

export interface FigureGroup {
  question: string;
  figures: readonly FigureName[];
}

/** The figures in the order in which somebody asks for them. */
export const FIGURE_GROUPS: readonly FigureGroup[] = [
  {
    question: words.questions.word,
    figures: ['otif', 'onTime', 'inFull', 'promiseSlips', 'lateTold', 'lateSilent'],
  },
  {
    question: words.questions.time,
    figures: [
      ...(['leadTimeP50', 'leadTimeP90', 'leadTimeMean', 'leadTimeSd'] as const),
      ...(['latenessP50', 'latenessP90', 'timeToAcknowledge'] as const),
    ],
  },
  { question: words.questions.agreed, figures: ['rejectRate', 'priceVariance'] },
];

export const FIGURE_NAMES_IN_WORDS: Readonly<Record<FigureName, string>> = words.names;

/** What each figure counts, so that whoever is measured by it can check it. `tolerated` says how much later is still on time. */
export function definitionOf(name: FigureName, tolerated: string): string {
  return words.definitions[name](tolerated);
}

export const INTERVAL_WORDS = words.intervals;

const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

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
  const span = spanWords(Math.abs(hours));
  if (Math.round(Math.abs(hours) * 60) === 0) return words.toTheMinute;
  return hours > 0 ? words.late(span) : words.early(span);
}

/** Hours in the unit that they are said in. */
function spanWords(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return words.minutes(minutes);
  return hours < 48 ? `${fine.format(hours)} h` : words.days(fine.format(hours / 24));
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
    : words.range(from, to);
}

/** "38 lines, 9 orders". */
export function basisWords({ n, orders }: Figure): string {
  if (n === 0) return words.nothingYet;
  if (n === orders) return words.orders(orders);
  return `${words.lines(n)}, ${words.orders(orders)}`;
}

export function toleranceWords(minutes: number): string {
  return minutes % 60 === 0 && minutes > 0 ? `${minutes / 60} h` : words.minutes(minutes);
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

export const PART_WORDS: Readonly<Record<ScorePart, { label: string; hint: string }>> = score.parts;

/** What follows from a standing, in words; nothing where nothing does. */
export function effectWords({ warn, drop, block }: { warn: boolean; drop: boolean; block: boolean }): string {
  const effects = [
    ...(block ? [score.effects.block] : []),
    ...(drop && !block ? [score.effects.drop] : []),
    ...(block ? [score.effects.pass] : []),
    ...(warn && !block ? [score.effects.warn] : []),
  ];
  return effects.join(', ');
}

/** What a card says at first sight. */
export function headline({
  score: { value },
  figures: { otif, lateSilent },
  standing: { tooFew },
}: Pick<Scorecard, 'score' | 'figures'> & { standing: Pick<Standing, 'tooFew'> }): string {
  if (value === null) return score.noOrder;
  const said = [
    score.kept(figureWords('otif', otif.value)),
    ...(lateSilent.value ? [score.silent(figureWords('lateSilent', lateSilent.value))] : []),
    ...(tooFew === undefined ? [] : [score.tooFew(tooFew)]),
  ];
  return `${said.join('; ')}.`;
}
