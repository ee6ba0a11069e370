/** Where the picture stands against where it belongs, in wall units. */
export interface Shift {
  x: number;
  y: number;
}

const STEP = 0.2;
/** A slow walk around the middle; each place lasts a minute. */
const PLACES: readonly Shift[] = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
  { x: -1, y: 1 },
  { x: -1, y: 0 },
  { x: -1, y: -1 },
  { x: 0, y: -1 },
  { x: 1, y: -1 },
];

/** Moves a picture that stands for days, so that it does not burn into the screen. */
export function shiftAt(nowMs: number): Shift {
  const { x, y } = PLACES[Math.floor(nowMs / 60_000) % PLACES.length] ?? { x: 0, y: 0 };
  return { x: x * STEP, y: y * STEP };
}
