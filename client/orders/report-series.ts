import type { BackorderReport } from '../../shared/orders/backorder.schema.ts';
import type { BarSeries } from '../ui/chart-series.ts';
import { counted } from './order-words.ts';

/** The date that customers are told should hold for so many of a hundred lines. */
const TOLD_PERCENT = 80;

/** How long lines have waited; null when none waits. */
export function ageingSeries({ ageing }: BackorderReport): BarSeries | null {
  const waiting = ageing.filter(({ lines }) => lines > 0);
  const oldest = waiting[waiting.length - 1];
  if (!oldest) return null;
  const isFresh = oldest === ageing[0];
  return {
    title: isFresh
      ? 'Everything that waits was ordered today'
      : `${counted(oldest.lines, 'line')} ${oldest.lines === 1 ? 'has' : 'have'} waited longest: ${oldest.days}`,
    unit: 'Lines',
    bars: ageing.map(({ days, lines }) => ({ label: days, value: lines, tone: 'backordered' })),
  };
}

/** How many promises held; null before the first of them came true or not. */
export function promiseSeries({ promises: { n, keptFirst, keptLast } }: BackorderReport): BarSeries | null {
  if (n === 0) return null;
  const percent = (kept: number): number => Math.round((100 * kept) / n);
  const bar = (label: string, kept: number): BarSeries['bars'][number] => ({
    label,
    value: percent(kept),
    words: `${percent(kept)} %, ${kept} of ${n}`,
    tone: percent(kept) >= TOLD_PERCENT ? 'back' : 'late',
  });
  return {
    title: `${keptFirst} of ${counted(n, 'line')} came by the date that was told first`,
    unit: 'Kept',
    bars: [bar('by the first date', keptFirst), bar('by the last date', keptLast)],
    max: 100,
    mark: { value: TOLD_PERCENT, label: `${TOLD_PERCENT} % is what a told date means` },
  };
}
