import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Bars of the digits 0 to 9 left of the middle, with an odd number of dark ones. */
const LEFT = [13, 25, 19, 61, 35, 49, 47, 59, 55, 11].map((bars) => bars.toString(2).padStart(7, '0'));
/** Which of the six left digits are written the other way round tells the first digit. */
const TURNED = [0, 11, 13, 14, 19, 25, 28, 21, 22, 26].map((turned) => turned.toString(2).padStart(6, '0'));

const inverted = (bars: string): string => bars.replace(/./g, (bar) => (bar === '1' ? '0' : '1'));
const backwards = (bars: string): string => [...bars].reverse().join('');

/** The bars of an EAN-13, dark ones as 1. */
function barsOf(code: string): string {
  const [first, ...digits] = [...code].map(Number) as [number, ...number[]];
  const left = digits
    .slice(0, 6)
    .map((digit, at) => (TURNED[first]![at] === '1' ? backwards(inverted(LEFT[digit]!)) : LEFT[digit]!));
  const right = digits.slice(6).map((digit) => inverted(LEFT[digit]!));
  return `101${left.join('')}01010${right.join('')}101`;
}

const [WIDTH, HEIGHT, BAR] = [640, 480, 4];

/**
 * What Chromium is started with so that its camera sees a box with this code, and nobody asks for permission. Call at the
 * top of a file.
 */
export function cameraThatSees(code: string): string[] {
  const bars = barsOf(code);
  const start = (WIDTH - bars.length * BAR) / 2;
  const row = Buffer.alloc(WIDTH, 220);
  [...bars].forEach((bar, at) => bar === '1' && row.fill(20, start + at * BAR, start + (at + 1) * BAR));
  const white = Buffer.alloc((WIDTH * HEIGHT) / 4, 220);
  const picture = [white, ...Array.from({ length: HEIGHT / 2 }, () => row), white];
  const frame = [Buffer.from('FRAME\n'), ...picture, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)];
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  const folder = mkdtempSync(join(tmpdir(), 'larder-camera-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'code.y4m');
  writeFileSync(path, Buffer.concat([head, ...frame, ...frame]));
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${path}`,
  ];
}
