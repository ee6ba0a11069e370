/** What a drawing needs of the page it is on: a canvas follows no style sheet. */
export interface Palette {
  /** A token as the canvas takes it. */
  colour: (token: string) => string;
  /** The same, to be looked through. */
  faint: (token: string) => string;
  family: string;
  /** Of letters, in px. */
  size: number;
  /** Nothing is to move. */
  still: boolean;
}

/** As much of a drawn chart as is needed to write on it. */
export interface Drawn {
  ctx: CanvasRenderingContext2D;
  chartArea: { left: number; right: number; top: number; bottom: number };
  scales: Record<string, { getPixelForValue: (value: number) => number }>;
  getDatasetMeta: (index: number) => { data: readonly { x: number; y: number }[] };
}

/** Of the letters on a canvas. */
export function fontOf({ family, size }: Palette, weight = 400): string {
  return `${weight} ${size}px ${family}`;
}

export const DASH = [6, 4];
/** How wide a letter is on average, in em. */
const EM = 0.6;

/** Upright, however narrow: as many words in a line as there is room for. */
export function inLines(label: string, width: number, { size }: Palette): string[] {
  const most = width / size / EM;
  return label.split(' ').reduce<string[]>((lines, word) => {
    const last = lines[lines.length - 1];
    const longer = `${last} ${word}`;
    return last !== undefined && longer.length <= most ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []);
}

/** The upright axis: from nothing, with few lines. */
export function upright({ colour, family, size }: Palette) {
  return {
    beginAtZero: true,
    border: { display: false },
    grid: { color: colour('hairline') },
    ticks: { color: colour('muted'), font: { family, size }, maxTicksLimit: 5 },
  };
}
