/** What {@link file://./Chart.svelte} draws: bars of one kind, beside each other. */
export interface ChartSeries {
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
  tone: 'limited' | 'backordered' | 'late' | 'back' | 'stale';
}
