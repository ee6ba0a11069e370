/** What {@link file://./Chart.svelte} draws. */
export type ChartSeries = BarSeries | TimeSeries;

/** Bars of one kind, beside each other. */
export interface BarSeries {
  /** What the chart says, as a sentence. */
  title: string;
  /** What a bar counts: "lines". */
  unit: string;
  bars: readonly ChartBar[];
  /** Where the scale ends; the highest bar when absent. */
  max?: number;
  /** A level to compare with. */
  mark?: { value: number; label: string };
}

export interface ChartBar {
  label: string;
  value: number;
  /** Stands at the bar and in the table, where the value alone says too little: "82 %, 78 of 95". */
  words?: string;
  /** The state colour that the bar means. */
  tone: ChartTone;
}

export type ChartTone = 'off' | 'low' | 'limited' | 'backordered' | 'late' | 'back' | 'stale';

/** Lines and a band along time. */
export interface TimeSeries {
  title: string;
  /** What stands at the upright axis: "kg". */
  unit: string;
  /** In ms, as everything along the axis. */
  from: number;
  to: number;
  ticks: readonly { at: number; label: string }[];
  band?: { tone: ChartTone; points: readonly { at: number; low: number; high: number }[] };
  lines: readonly TimeLine[];
  /** Something at one instant, said above it, the most important first. */
  marks: readonly TimeMark[];
  /** What the looks stand for, in words. */
  key: readonly { look: ChartLook; tone: ChartTone; words: string }[];
  table: { heads: readonly string[]; rows: readonly (readonly string[])[] };
}

/** Nothing is told by its colour alone. */
export type ChartLook = 'line' | 'dash' | 'steps' | 'dots' | 'rings' | 'above' | 'below' | 'band';

export interface TimeLine {
  look: Exclude<ChartLook, 'band'>;
  tone: ChartTone;
  points: readonly { at: number; value: number }[];
}

export interface TimeMark {
  at: number;
  label: string;
  look: 'line' | 'dash' | 'strong';
  tone: ChartTone;
}
