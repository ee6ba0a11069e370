import type { Page } from 'playwright-core';

/** Of the shorter edge, in percent: what reasons and times need at 5 m, and what names and states need. */
const SMALLEST = 3.5;
const SMALLEST_NAME = 6;

/** Texts of a wall that are too small to be read from where cooks stand. */
export function findSmallText(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ smallest, smallestName }) => {
      const unit = Math.min(innerWidth, innerHeight) / 100;
      return ownTexts().flatMap(({ element, text }) => {
        const box = element instanceof SVGElement ? element.getBoundingClientRect() : null;
        const drawn = box ? svgScale(element) : 1;
        const size = (parseFloat(getComputedStyle(element).fontSize) * drawn) / unit;
        const isName = element.matches(
          '.name, .figure:not(text), section.zone h2 > span:not(.marks, .count)',
        );
        return size + 0.01 >= (isName ? smallestName : smallest) ? [] : [`${text}: ${size.toFixed(2)} vh`];
      });

      function svgScale(element: Element): number {
        const svg = element.closest('svg')!;
        return svg.getBoundingClientRect().height / svg.viewBox.baseVal.height;
      }

      function ownTexts(): { element: Element; text: string }[] {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const texts: { element: Element; text: string }[] = [];
        while (walker.nextNode()) {
          const text = walker.currentNode.textContent?.trim();
          const element = walker.currentNode.parentElement;
          if (text && element && !element.closest('noscript, script, style')) texts.push({ element, text });
        }
        return texts;
      }
    },
    { smallest: SMALLEST, smallestName: SMALLEST_NAME },
  );
}

/** Texts of a wall that stick out of the screen or of what clips them, and anything that could scroll. */
export function findSpilledText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** Half a pixel of rounding at either side. */
    const tolerance = 1;
    const spilled: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const text = node.textContent?.trim();
      const element = node.parentElement;
      if (!text || !element || element.closest('noscript, script, style')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      for (let around: Element | null = element; around; around = around.parentElement) {
        const style = getComputedStyle(around);
        if (style.textOverflow === 'ellipsis') break;
        if (style.overflow === 'visible') continue;
        const clip = around === document.documentElement ? screenBox() : around.getBoundingClientRect();
        const inside =
          box.left >= clip.left - tolerance &&
          box.right <= clip.right + tolerance &&
          // What hangs below the line of a glyph may be clipped with the line's own leading.
          box.top + box.height / 2 >= clip.top &&
          box.bottom - box.height / 4 <= clip.bottom + tolerance;
        if (!inside) spilled.push(`${text} sticks out of ${around.className || around.tagName}`);
      }
    }
    const { scrollHeight, scrollWidth } = document.documentElement;
    if (scrollHeight > innerHeight || scrollWidth > innerWidth) spilled.push('the page scrolls');
    return spilled;

    function screenBox() {
      return { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    }
  });
}
