/** The dark squares of a QR code as one SVG path, a run of squares at a time; one unit is one square. */
export function qrPath(rows: readonly (readonly boolean[])[]): string {
  return rows
    .map((row, y) =>
      runsOf(row)
        .map(({ x, length }) => `M${x} ${y}h${length}v1h-${length}z`)
        .join(''),
    )
    .join('');
}

function runsOf(row: readonly boolean[]): { x: number; length: number }[] {
  const runs: { x: number; length: number }[] = [];
  row.forEach((dark, x) => {
    const last = runs[runs.length - 1];
    if (dark && last && last.x + last.length === x) last.length++;
    else if (dark) runs.push({ x, length: 1 });
  });
  return runs;
}
