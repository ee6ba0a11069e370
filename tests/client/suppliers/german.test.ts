import { expect, it, vi } from 'vitest';
import { trendSeries, weekdaySeries } from '../../../client/suppliers/scorecard-series.ts';
import {
  basisWords,
  definitionOf,
  figureWords,
  headline,
  intervalWords,
} from '../../../client/suppliers/scorecard-words.ts';
import { words as score } from '../../../client/suppliers/score-words.ts';
import { figuresOf } from '../../../server/purchasing/scorecard.ts';
import type { Figure } from '../../../shared/purchasing/scorecard.schema.ts';

// Words are chosen once, when they are loaded: here as by a page that was opened in German.
vi.hoisted(() => {
  const page = { documentElement: { dataset: { languages: 'en de' } } };
  Object.assign(globalThis, { document: page, location: { search: '?language=de' } });
});

const aFigure = (value: number | null, low = value, high = value): Figure => ({
  ...{ value, low, high, n: 1038, orders: 9 },
});

it('writes figures of a scorecard as Germans do', () => {
  expect(figureWords('leadTimeMean', 2.62)).toBe('2,6 Tage');
  expect([figureWords('latenessP50', -2), figureWords('latenessP50', 0)]).toEqual([
    '2 h zu früh',
    'auf die Minute',
  ]);
  expect(intervalWords('leadTimeMean', aFigure(2.6, 2.5, 2.7))).toBe('2,5–2,7 Tage');
  expect(intervalWords('latenessP50', aFigure(0, -1, 2.5))).toBe('1 h zu früh bis 2,5 h zu spät');
  expect(basisWords(aFigure(1))).toBe('1.038 Positionen, 9 Bestellungen');
  expect(definitionOf('onTime', '15 min')).toContain('höchstens 15 min danach');
});

it('says in German what a scorecard and its charts come to', () => {
  const nothing = figuresOf([], 0);
  const figures = { ...nothing, otif: aFigure(0.36), lateSilent: aFigure(0.1) };
  expect(headline({ score: aFigure(60), figures, standing: { tooFew: 1 } })).toBe(
    '36 % der Positionen kamen pünktlich und vollständig; 10 % kamen verspätet ohne Meldung; noch 1 Bestellung bis zu einer Einstufung.',
  );
  expect([score.standing('On watch'), score.standing('Sehr treu')]).toEqual([
    'Unter Beobachtung',
    'Sehr treu',
  ]);
  const week = { week: '2026-03-09', value: 0.4, n: 10, orders: 4, lowerLimit: 0.5, upperLimit: 1 };
  const trend = trendSeries({ trend: [{ ...week, signal: 'worse' }], centre: 0.8 })!;
  expect(trend.title).toBe(
    'Die Woche ab 9. März war schlechter, als Zufall erklärt: 40 % pünktlich und vollständig',
  );
  expect(trend.table.rows[0]).toContain('schlechter als Zufall');
  const weekdays = [{ weekday: 6, late: { ...aFigure(0.4), n: 10 }, medianHours: 1 }];
  expect(weekdaySeries({ weekdays })).toMatchObject({
    title: 'Am öftesten verspätet, wenn am Samstag fällig: 40 % von 10 Positionen',
    bars: [{ label: 'Sa (10)', words: '40 %' }],
  });
});
