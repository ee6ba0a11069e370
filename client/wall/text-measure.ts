import type { Measure } from './wrap.ts';

const MEASURED_AT_PX = 100;
/** Figures of equal width are a little wider than what a canvas measures. */
const TOLERANCE = 1.015;
/** A wall shows the same words for days, but must not gather them for weeks. */
const MAX_KNOWN = 5_000;

/** Measures text as the style sheets draw it, in em. */
export function createMeasure(root: HTMLElement): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const style = getComputedStyle(root);
  const fonts = [false, true].map((strong) => {
    const weight = style.getPropertyValue(strong ? '--weight-strong' : '--weight-text');
    return `${weight} ${MEASURED_AT_PX}px ${style.getPropertyValue('--font')}`;
  });
  const known = new Map<string, number>();
  return (text, strong) => {
    const key = `${strong ? 'b' : ' '}${text}`;
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    if (!context) return text.length * 0.6;
    context.font = fonts[strong ? 1 : 0] ?? '';
    const width = (context.measureText(text).width / MEASURED_AT_PX) * TOLERANCE;
    if (known.size > MAX_KNOWN) known.clear();
    known.set(key, width);
    return width;
  };
}
