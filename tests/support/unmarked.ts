import type { Page } from 'playwright-core';

/** How days, months, clocks and measures are written, in whatever language. */
const WRITTEN = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'Mar', 'kg', 'g', 'l', 'ml', 'EUR'];

/**
 * What a page in the pseudo language shows or reads out without the marks of a catalogue, other than what was entered in a
 * store: names, codes and reasons, which are `data`.
 */
export async function findUnmarked(page: Page, data: readonly string[]): Promise<string[]> {
  const said = await page.evaluate(readAll);
  const known = [...data, ...WRITTEN].sort((a, b) => b.length - a.length);
  return said.filter((text) => {
    const rest = known.reduce((left, word) => left.replaceAll(word, ''), withoutMarked(text));
    return /\p{L}/u.test(rest);
  });
}

/** Runs on the page. */
function readAll(): string[] {
  const texts: string[] = [];
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode())
    if (node.parentElement?.checkVisibility()) texts.push(node.textContent?.trim() ?? '');
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility()) continue;
    for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
      texts.push(element.getAttribute(name) ?? '');
  }
  return texts.filter((text) => text !== '');
}

/** Marks stand in one another where words are put together. */
export function withoutMarked(text: string): string {
  const rest = text.replaceAll(/⟦[^⟦⟧]*⟧/g, '');
  return rest === text ? rest : withoutMarked(rest);
}
