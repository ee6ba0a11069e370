import { describe, expect, it } from 'vitest';
import {
  leadTimeSeries,
  sparkPoints,
  sparkWords,
  trendSeries,
  weekdaySeries,
} from '../../../client/suppliers/scorecard-series.ts';
import {
  scorecardDraftOf,
  scorecardInputOf,
  standingPreviewWords,
} from '../../../client/suppliers/scorecard-policy-draft.ts';
import { windowQuery } from '../../../client/suppliers/scorecard-window.ts';
import {
  basisWords,
  definitionOf,
  effectWords,
  figureWords,
  headline,
  intervalWords,
} from '../../../client/suppliers/scorecard-words.ts';
import { figuresOf } from '../../../server/purchasing/scorecard.ts';
import { USUAL_POLICY } from '../../../server/purchasing/scorecard-score.ts';
import type { Figure, Standing, TrendWeek } from '../../../shared/purchasing/scorecard.schema.ts';

const aFigure = (value: number | null, low = value, high = value): Figure => ({
  ...{ value, low, high, n: 38, orders: 9 },
});
const aWeek = (week: string, value: number, signal: TrendWeek['signal'] = null): TrendWeek => ({
  ...{ week, value, n: 10, orders: 4, lowerLimit: 0.5, upperLimit: 1, signal },
});

describe('figures in words', () => {
  it('have the unit that they are said in, with their interval and what they rest on', () => {
    expect(figureWords('onTime', 0.816)).toBe('82 %');
    expect(figureWords('rejectRate', 0.0123)).toBe('1.2 %');
    expect(figureWords('priceVariance', 0.05)).toBe('+5 %');
    expect(figureWords('leadTimeP50', 0.65)).toBe('15.6 h');
    expect(figureWords('leadTimeMean', 2.62)).toBe('2.6 days');
    expect(figureWords('latenessP90', 0.4)).toBe('24 min late');
    expect(figureWords('latenessP50', -2)).toBe('2 h early');
    expect(figureWords('latenessP50', 0)).toBe('to the minute');
    expect(figureWords('otif', null)).toBe('–');
    expect(intervalWords('onTime', aFigure(0.8, 0.68, 0.76))).toBe('68–76 %');
    expect(intervalWords('latenessP50', aFigure(0, -1, 2.5))).toBe('1 h early to 2.5 h late');
    expect(intervalWords('leadTimeSd', aFigure(null))).toBe('');
    expect(basisWords(aFigure(1))).toBe('38 lines, 9 orders');
    expect(basisWords({ ...aFigure(1), n: 9 })).toBe('9 orders');
    expect(definitionOf('onTime', '15 min')).toContain('at most 15 min later');
  });

  it('say what matters first, and what follows from a standing', () => {
    const nothing = figuresOf([], 0);
    const standing = {
      tone: null,
      word: 'Too few to judge',
      warn: false,
      drop: false,
      block: false,
      tooFew: 2,
    };
    expect(headline({ score: nothing.otif, figures: nothing, standing })).toBe(
      'No order was due in this time.',
    );
    const figures = { ...nothing, otif: aFigure(0.36), lateSilent: aFigure(0.1) };
    expect(headline({ score: aFigure(60), figures, standing })).toBe(
      '36 % of its lines came on time and in full; 10 % were late in silence; 2 more orders and it has a standing.',
    );
    expect(effectWords({ warn: true, drop: true, block: false })).toBe(
      'asked only where nobody else sells the item, a warning when you order',
    );
    expect(effectWords({ warn: false, drop: false, block: false })).toBe('');
  });
});

describe('charts of a scorecard', () => {
  const trend = [aWeek('2026-03-02', 0.9), aWeek('2026-03-09', 0.4, 'worse'), aWeek('2026-03-16', 1)];

  it('say which week was no chance, in the title, as a mark and in the table', () => {
    const series = trendSeries({ trend, centre: 0.8 })!;
    expect(series.title).toMatch(/^The week of 9 Mar|^The week of Mar 9/);
    expect(series.title).toContain('worse than chance explains: 40 %');
    expect(series.lines.find(({ look }) => look === 'below')!.points).toEqual([
      { at: Date.parse('2026-03-09'), value: 40 },
    ]);
    expect(series.table.rows.map((row) => row.slice(1))).toEqual([
      ['90 %', '50 % to 100 %', '10', '4', ''],
      ['40 %', '50 % to 100 %', '10', '4', 'worse than chance'],
      ['100 %', '50 % to 100 %', '10', '4', ''],
    ]);
    const calm = trendSeries({ trend: [aWeek('2026-03-02', 0.9)], centre: 0.9 })!;
    expect(calm.title).toContain('no week differs by more than chance explains');
    expect(trendSeries({ trend: [], centre: null })).toBeNull();
    expect(sparkPoints(trend)).toBe('0,10 50,60 100,0');
    expect(sparkWords(trend)).toBe('from 90 % to 100 % in 3 weeks');
    expect(sparkPoints(trend.slice(1, 2))).toBe('');
  });

  it('show how long lines took, and on which days they were late', () => {
    const figures = { ...figuresOf([], 0), leadTimeP50: aFigure(2), leadTimeP90: aFigure(3) };
    const bars = [
      { from: 48, n: 9 },
      { from: 96, n: 1 },
    ];
    expect(leadTimeSeries({ leadTimes: { width: 24, bars }, figures })).toMatchObject({
      title: 'Half of the lines came within 2 days, nine of ten within 3 days',
      bars: [
        { label: '2 d', value: 9, tone: 'limited' },
        { label: '4 d', value: 1, tone: 'late' },
      ],
    });
    expect(leadTimeSeries({ leadTimes: { width: 24, bars: [] }, figures })).toBeNull();
    const late = (value: number) => ({ ...aFigure(value), n: 10 });
    const weekdays = [
      { weekday: 3, late: late(0), medianHours: 0 },
      { weekday: 6, late: late(0.4), medianHours: 1 },
    ];
    expect(weekdaySeries({ weekdays })).toMatchObject({
      title: 'Late most often when due on a Saturday: 40 % of 10 lines',
      bars: [
        { label: 'Wed (10)', value: 0, words: '0 %' },
        { label: 'Sat (10)', value: 40, words: '40 %', tone: 'late' },
      ],
    });
  });
});

it('what is asked for and what is filled in reach the server as it takes them', () => {
  expect(windowQuery({ choice: '30', from: '', to: '' })).toBe('days=30');
  const own = new URLSearchParams(windowQuery({ choice: 'own', from: '2026-03-01', to: '2026-03-02' }));
  expect(Date.parse(own.get('to')!) - Date.parse(own.get('from')!)).toBe(2 * 86_400_000);
  expect(windowQuery({ choice: 'own', from: '', to: '' })).toBe('days=365');
  const { lifted: _, ...policy } = USUAL_POLICY;
  expect(scorecardInputOf(scorecardDraftOf(USUAL_POLICY))).toEqual(policy);
  const draft = scorecardDraftOf(USUAL_POLICY);
  draft.weights.onTime = '12,5';
  expect(scorecardInputOf(draft).weights!.onTime).toBe(12.5);

  const before = { tone: 'poor', word: 'On watch', warn: true, drop: false, block: false } as const;
  const item = { supplierId: 's', supplier: 'Mill', score: aFigure(60) };
  const preview = (standing: typeof before | Standing) =>
    standingPreviewWords({
      items: [{ ...item, standing, before: { score: aFigure(60), standing: before } }],
    });
  expect(preview(before)).toBe('Every supplier stands as it does now.');
  expect(preview({ ...before, block: true })).toBe('1 of 1 supplier would stand otherwise.');
});
