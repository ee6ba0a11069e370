import { expect, it } from 'vitest';
import { csvOf, fileNameOf, tableOf } from '../../../client/ui/chart-table.ts';

it('is kept as a file in which nothing is a formula', () => {
  const table = {
    heads: ['When', 'Left'],
    rows: [
      ['=1+1', '2,5 kg'],
      ['+10 kg', 'said "late"'],
      ['Thu\n08:00', '-'],
    ],
  };
  expect(csvOf(table)).toBe(
    '\uFEFFWhen,Left\r\n\'=1+1,"2,5 kg"\r\n\'+10 kg,"said ""late"""\r\n"Thu\n08:00",\'-\r\n',
  );
  const bars = [
    { label: 'Mon', value: 3, tone: 'back' as const },
    { label: 'Tue', value: 4, words: '4 of 5', tone: 'back' as const },
  ];
  expect(tableOf({ title: '', unit: 'lines', bars })).toEqual({
    heads: ['', 'lines'],
    rows: [
      ['Mon', '3'],
      ['Tue', '4 of 5'],
    ],
  });
});

it('is named after what the chart says', () => {
  expect(fileNameOf('Räucherlachs: Runs out ~20:15 (19:00–22:00)', 'png')).toBe(
    'raucherlachs-runs-out-20-15-19-00-22-00.png',
  );
  expect(fileNameOf('…', 'csv')).toBe('chart.csv');
  expect(fileNameOf('very '.repeat(40), 'csv').length).toBeLessThan(65);
});
