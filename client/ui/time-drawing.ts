import { DASH, fontOf, upright, type Drawn, type Palette } from './chart-drawing.ts';
import type { TimeLine, TimeMark, TimeSeries } from './chart-series.ts';

/** Labels of marks that come close to each other stand in so many rows. */
const ROWS = 3;
const LABEL_GAP = 8;

/** Lines and a band as Chart.js takes them. It is drawn at once: what is redrawn while somebody reads must not move. */
export function timeDrawing(series: TimeSeries, palette: Palette) {
  const { colour, family, size } = palette;
  const { from, to, ticks, marks } = series;
  const rows = Math.min(ROWS, marks.length);
  return {
    type: 'line' as const,
    data: { datasets: [...bandOf(series, palette), ...series.lines.map((line) => lineOf(line, palette))] },
    options: {
      maintainAspectRatio: false,
      animation: false as const,
      events: [],
      parsing: false as const,
      layout: { padding: { top: 8 + rows * rowHeight(palette) } },
      scales: {
        x: {
          type: 'linear' as const,
          ...{ min: from, max: to, grid: { color: colour('hairline') }, border: { display: false } },
          afterBuildTicks: (axis: { ticks: { value: number }[] }) =>
            (axis.ticks = ticks.map(({ at }) => ({ value: at }))),
          ticks: {
            ...{ color: colour('muted'), font: { family, size }, maxRotation: 0, autoSkipPadding: 16 },
            callback: (value: number | string) => ticks.find(({ at }) => at === value)?.label ?? '',
          },
        },
        y: upright(palette),
      },
    },
    over: (chart: Drawn) => drawMarks(chart, marks, palette),
  };
}

const isIn =
  ({ from, to }: TimeSeries) =>
  ({ at }: { at: number }) =>
    at >= from && at <= to;

function bandOf(series: TimeSeries, { colour, faint }: Palette) {
  if (!series.band) return [];
  const { tone } = series.band;
  const points = series.band.points.filter(isIn(series));
  const edge = { pointRadius: 0, borderWidth: 1, borderColor: colour(`state-${tone}`) };
  return [
    { ...edge, data: points.map(({ at, high }) => ({ x: at, y: high })), fill: false as const },
    {
      ...{ ...edge, data: points.map(({ at, low }) => ({ x: at, y: low })) },
      ...{ fill: '-1' as const, backgroundColor: faint(`state-${tone}`) },
    },
  ];
}

/** What stands for itself at its points; the others are lines. */
const POINTS = {
  dots: { pointRadius: 2.5, pointBorderWidth: 0, showLine: true },
  rings: { pointRadius: 5.5, pointBorderWidth: 2, showLine: false },
  above: { pointRadius: 6, pointBorderWidth: 0, showLine: false, pointStyle: 'triangle' as const },
  below: {
    ...{ pointRadius: 6, pointBorderWidth: 0, showLine: false, pointStyle: 'triangle' as const },
    pointRotation: 180,
  },
};

function lineOf({ look, tone, points }: TimeLine, { colour }: Palette) {
  const ink = colour(`state-${tone}`);
  const isLine = look === 'line' || look === 'dash' || look === 'steps';
  return {
    data: points.map(({ at, value }) => ({ x: at, y: value })),
    fill: false as const,
    borderColor: ink,
    borderWidth: isLine ? 2.5 : 1,
    stepped: look === 'steps' ? ('before' as const) : (false as const),
    borderDash: look === 'dash' ? DASH : [],
    pointBackgroundColor: look === 'rings' ? colour('surface') : ink,
    ...(isLine ? { pointRadius: 0 } : POINTS[look]),
  };
}

const rowHeight = ({ size }: Palette): number => Math.round(size * 1.5);

function drawMarks(chart: Drawn, marks: readonly TimeMark[], palette: Palette): void {
  const { ctx, chartArea, scales } = chart;
  const x = ({ at }: TimeMark) => scales['x']?.getPixelForValue(at) ?? 0;
  const inView = marks.filter((mark) => x(mark) >= chartArea.left && x(mark) <= chartArea.right);
  ctx.save();
  ctx.font = fontOf(palette, 600);
  ctx.textBaseline = 'middle';
  const labels = placeLabels(
    inView.map((mark) => ({ x: x(mark), width: ctx.measureText(mark.label).width })),
    chartArea,
  );
  const places = inView.map((mark, i) => {
    const label = labels[i] ?? null;
    return { mark, label, y: chartArea.top - ((label?.row ?? -0.4) + 0.6) * rowHeight(palette) };
  });
  for (const { mark, label, y } of places) {
    ctx.strokeStyle = palette.colour(`state-${mark.tone}`);
    ctx.lineWidth = mark.look === 'strong' ? 3 : 1.5;
    ctx.setLineDash(mark.look === 'dash' ? DASH : []);
    ctx.beginPath();
    ctx.moveTo(x(mark), label ? y + rowHeight(palette) / 2 : chartArea.top);
    ctx.lineTo(x(mark), chartArea.bottom);
    ctx.stroke();
  }
  writeLabels(ctx, places, palette);
  ctx.restore();
}

interface Place {
  mark: TimeMark;
  label: { left: number } | null;
  y: number;
}

/** On a ground of their own: lines of those above them go behind. */
function writeLabels(ctx: CanvasRenderingContext2D, places: readonly Place[], palette: Palette): void {
  const height = rowHeight(palette);
  const ground = palette.colour('surface');
  for (const { mark, label, y } of places) {
    if (!label) continue;
    const { width } = ctx.measureText(mark.label);
    ctx.fillStyle = ground;
    ctx.fillRect(label.left - 2, y - height / 2, width + 4, height);
    ctx.fillStyle = palette.colour(`state-${mark.tone}`);
    ctx.fillText(mark.label, label.left, y);
  }
}

/** Where each label stands: beside its line, in the lowest row that is free there; none where there is no room for it. */
export function placeLabels(
  labels: readonly { x: number; width: number }[],
  { left: first, right: last }: { left: number; right: number },
): ({ left: number; row: number } | null)[] {
  const taken: [number, number][][] = Array.from({ length: ROWS }, () => []);
  return labels.map(({ x, width }) => {
    const left = Math.max(first, Math.min(x - width / 2, last - width));
    const [from, to] = [left - LABEL_GAP, left + width + LABEL_GAP];
    const row = taken.findIndex((spans) => spans.every(([a, b]) => to <= a || from >= b));
    if (row < 0) return null;
    taken[row]?.push([from + LABEL_GAP, to - LABEL_GAP]);
    return { left, row };
  });
}
