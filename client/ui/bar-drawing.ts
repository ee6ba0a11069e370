import { DASH, fontOf, inLines, upright, type Drawn, type Palette } from './chart-drawing.ts';
import type { BarSeries } from './chart-series.ts';

/** Bars as Chart.js takes them. */
export function barDrawing({ bars, max, mark }: BarSeries, palette: Palette) {
  const { colour, family, size, still } = palette;
  const font = { family, size };
  return {
    type: 'bar' as const,
    data: {
      labels: bars.map(({ label }) => label),
      datasets: [
        {
          data: bars.map(({ value }) => value),
          backgroundColor: bars.map(({ tone }) => colour(`state-${tone}-fill`)),
          borderRadius: 4,
          maxBarThickness: 72,
        },
      ],
    },
    options: {
      maintainAspectRatio: false,
      animation: still ? (false as const) : { duration: 240 },
      events: [],
      layout: { padding: { top: 24 } },
      scales: {
        x: {
          grid: { display: false },
          border: { color: colour('hairline') },
          ticks: {
            ...{ color: colour('muted'), font, maxRotation: 0, autoSkip: false },
            callback(this: { width: number }, _: unknown, index: number) {
              return inLines(bars[index]?.label ?? '', this.width / bars.length, palette);
            },
          },
        },
        y: {
          ...upright(palette),
          ...(max !== undefined && { max }),
          ticks: { ...upright(palette).ticks, precision: 0 },
        },
      },
    },
    over: (chart: Drawn) => {
      writeFigures(chart, bars, palette);
      if (mark) drawMark(chart, mark.value, colour('muted'));
    },
  };
}

/** Figures at the bars themselves: nothing to look up beside the chart. */
function writeFigures(chart: Drawn, bars: BarSeries['bars'], palette: Palette): void {
  const { ctx } = chart;
  ctx.fillStyle = palette.colour('text');
  ctx.font = fontOf(palette, 600);
  ctx.textAlign = 'center';
  chart.getDatasetMeta(0).data.forEach(({ x, y }, i) => {
    const bar = bars[i];
    if (bar && bar.value > 0) ctx.fillText(bar.words ?? `${bar.value}`, x, y - 6);
  });
}

/** What it stands for is said above the chart, where no bar is in the way. */
function drawMark({ ctx, chartArea: { left, right }, scales }: Drawn, value: number, ink: string): void {
  const y = scales['y']?.getPixelForValue(value) ?? 0;
  ctx.save();
  ctx.strokeStyle = ink;
  ctx.setLineDash(DASH);
  ctx.beginPath();
  ctx.moveTo(left, y);
  ctx.lineTo(right, y);
  ctx.stroke();
  ctx.restore();
}
