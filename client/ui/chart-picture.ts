import { DASH, fontOf, inLines, type Palette } from './chart-drawing.ts';
import type { ChartLook, ChartSeries, TimeSeries } from './chart-series.ts';

const MARGIN = 24;
const SWATCH = 24;
const GAP = 8;

/** A chart as a picture that says by itself what it shows: its names above, what its looks stand for, on the ground of the page. */
export function pictureOf(
  drawn: HTMLCanvasElement,
  series: ChartSeries,
  { palette, name }: { palette: Palette; name: string | undefined },
): HTMLCanvasElement {
  const scale = drawn.width / Math.max(1, drawn.clientWidth);
  const [width, height] = [drawn.clientWidth, drawn.clientHeight];
  const { colour, size } = palette;
  const title = [...(name === undefined ? [] : [name]), ...inLines(series.title, width, palette)];
  const line = Math.round(size * 1.5);
  const picture = document.createElement('canvas');
  const ctx = picture.getContext('2d')!;
  const rows = keyRows(ctx, series, width, palette);
  const head = MARGIN + (title.length + rows.length) * line + GAP;
  picture.width = Math.round((width + 2 * MARGIN) * scale);
  picture.height = Math.round((head + height + MARGIN) * scale);
  ctx.scale(scale, scale);
  ctx.fillStyle = colour('surface');
  ctx.fillRect(0, 0, width + 2 * MARGIN, head + height + MARGIN);
  ctx.textBaseline = 'middle';
  ctx.font = fontOf(palette, 600);
  ctx.fillStyle = colour('text');
  title.forEach((words, row) => ctx.fillText(words, MARGIN, MARGIN + (row + 0.5) * line));
  ctx.font = fontOf(palette);
  rows.forEach((row, index) =>
    row.forEach((entry) => drawEntry(ctx, entry, MARGIN + (title.length + index + 0.5) * line, palette)),
  );
  ctx.drawImage(drawn, MARGIN, head, width, height);
  return picture;
}

interface Entry {
  x: number;
  words: string;
  look?: ChartLook;
  tone?: TimeSeries['key'][number]['tone'];
}

/** What the looks stand for, in as many rows as that takes. */
function keyRows(
  ctx: CanvasRenderingContext2D,
  series: ChartSeries,
  width: number,
  palette: Palette,
): Entry[][] {
  ctx.font = fontOf(palette);
  const entries: Omit<Entry, 'x'>[] =
    'bars' in series
      ? series.mark
        ? [{ words: series.mark.label, look: 'dash' }]
        : []
      : [{ words: series.unit }, ...series.key];
  const rows: Entry[][] = [];
  let x = width;
  for (const entry of entries) {
    const long = ctx.measureText(entry.words).width + (entry.look ? SWATCH + GAP : 0) + 2 * GAP;
    if (x + long > width) {
      rows.push([]);
      x = 0;
    }
    rows[rows.length - 1]!.push({ ...entry, x: MARGIN + x });
    x += long;
  }
  return rows;
}

function drawEntry(
  ctx: CanvasRenderingContext2D,
  { x, words, look, tone }: Entry,
  y: number,
  { colour, faint }: Palette,
): void {
  const token = tone === undefined ? 'muted' : `state-${tone}`;
  if (look) drawSwatch(ctx, look, { x, y, ink: colour(token), wash: faint(token) });
  ctx.fillStyle = colour('muted');
  ctx.fillText(words, x + (look ? SWATCH + GAP : 0), y);
}

interface Place {
  x: number;
  y: number;
  ink: string;
  wash: string;
}

function drawSwatch(ctx: CanvasRenderingContext2D, look: ChartLook, { x, y, ink, wash }: Place): void {
  const middle = x + SWATCH / 2;
  ctx.save();
  ctx.fillStyle = look === 'band' ? wash : ink;
  ctx.strokeStyle = ink;
  ctx.lineWidth = 2;
  ctx.beginPath();
  if (look === 'band') ctx.fillRect(x, y - 6, SWATCH, 12);
  else if (look === 'dots' || look === 'rings') ctx.arc(middle, y, look === 'dots' ? 3 : 5, 0, 2 * Math.PI);
  else if (look === 'above' || look === 'below') {
    const tip = look === 'above' ? -5 : 5;
    ctx.moveTo(middle, y + tip);
    ctx.lineTo(middle + 6, y - tip);
    ctx.lineTo(middle - 6, y - tip);
    ctx.closePath();
  } else {
    if (look === 'dash') ctx.setLineDash(DASH);
    ctx.moveTo(x, y);
    ctx.lineTo(x + SWATCH, y);
  }
  if (look === 'dots' || look === 'above' || look === 'below') ctx.fill();
  else if (look !== 'band') ctx.stroke();
  ctx.restore();
}
