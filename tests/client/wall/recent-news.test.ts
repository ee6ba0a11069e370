import { describe, expect, it } from 'vitest';
import { newsThatFits } from '../../../client/wall/news-line.ts';
import { recentNews } from '../../../client/wall/recent-news.ts';
import type { NoticeChange } from '../../../shared/live/change.ts';
import { aDish, aKitchen, aNotice, anIngredient, left, measure, minutesAgo, off } from './builders.ts';

const items = [
  anIngredient('salmon'),
  anIngredient('lime', { unit: 'each' }),
  aDish('tartare', { salmon: 90 }),
  aDish('sashimi', { salmon: 120 }),
];
const words = (notices: NoticeChange[], stock = {}) =>
  recentNews(aKitchen({ items, notices, stock }), new Set()).map((news) => news.words);

describe('what changed in the last minutes', () => {
  it.each([
    ['received', { quantity: 2500 }, 'salmon +2.5 kg received'],
    ['wasted', { quantity: -300 }, 'salmon 300 g wasted'],
    ['counted', { quantity: -40 }, 'salmon counted, −40 g'],
    ['counted', { quantity: 40 }, 'salmon counted, +40 g'],
    ['counted', { quantity: 0 }, 'salmon counted'],
    ['low', {}, 'salmon low'],
    ['limited', {}, 'salmon limited'],
    ['unavailable', {}, 'salmon 86'],
    ['back', {}, 'salmon back'],
  ] as const)('%s %o', (kind, over, line) => {
    expect(words([aNotice(kind, 'salmon', over)])).toEqual([line]);
  });

  it('makes one line of what one delivery brought', () => {
    const delivery = ['salmon', 'lime', 'tartare'].map((id) => aNotice('received', id, { quantity: 1 }));
    expect(words([...delivery, aNotice('received', 'lime', { at: minutesAgo(9), quantity: 3 })])).toEqual([
      'salmon and 2 more received',
      'lime +3 received',
    ]);
  });

  it('tells a component and its dishes by the name of the component', () => {
    const gone = ['tartare', 'sashimi', 'salmon'].map((id) => aNotice('back', id));
    expect(words(gone)).toEqual(['salmon and 2 dishes back']);
    expect(words(gone.slice(1))).toEqual(['salmon and 1 dish back']);
  });

  it('does not repeat what still is so, which a zone shows', () => {
    const limited = { availability: { state: 'limited', remaining: 3 } };
    expect(words([aNotice('unavailable', 'salmon')], { salmon: off() })).toEqual([]);
    expect(words([aNotice('limited', 'tartare')], { tartare: limited })).toEqual([]);
    expect(words([aNotice('low', 'salmon')], { salmon: left(300) })).toEqual([]);
  });

  it('marks what the zone of what came back tells as well', () => {
    const notices = [aNotice('back', 'tartare'), aNotice('back', 'lime')];
    const news = recentNews(aKitchen({ items, notices }), new Set(['tartare']));
    expect(news.map((it) => [it.words, it.inBackZone])).toEqual([
      ['tartare back', true],
      ['lime back', false],
    ]);
  });

  it('leaves out items that are gone', () => {
    expect(words([aNotice('back', 'removed')])).toEqual([]);
  });
});

describe('the line of what changed', () => {
  const news = ['Salmon fillets back', 'Persian limes low', 'Salmon tartare 86'].map((it) => ({
    key: it,
    at: minutesAgo(1),
    words: it,
    inBackZone: false,
  }));
  const fit = (width: number, height: number, list = news) =>
    newsThatFits(list, () => '19:39', { width, height }, measure).map((line) => line.map((it) => it.words));

  it('takes as many as fit on one line of a wide wall', () => {
    expect(fit(1920, 1080)).toEqual([news.map(({ words }) => words)]);
    expect(fit(1400, 1080)).toEqual([['Salmon fillets back', 'Persian limes low']]);
  });

  it('has two lines on a tall wall', () => {
    expect(fit(1080, 1920)).toEqual([['Salmon fillets back', 'Persian limes low'], ['Salmon tartare 86']]);
  });

  it('cuts what is longer than the line', () => {
    const long = [{ ...news[0]!, words: 'Geschmorte Ochsenbäckchen '.repeat(6) }];
    const [[line = ''] = []] = fit(1920, 1080, long);
    expect(line.endsWith('…')).toBe(true);
    expect(measure(`19:39  ${line}`, false) * 3.6).toBeLessThan((1920 / 1080) * 100);
  });

  it('is empty when nothing changed', () => {
    expect(fit(1920, 1080, [])).toEqual([]);
  });
});
