import { catalogue, counting } from '../ui/language.ts';

/** What the charts of a scorecard say. */
export const words = catalogue(
  {
    trend: 'On time and in full by week',
    trendUnit: 'On time and in full, %',
    byWeek: 'by week',
    allTime: (share: string) => `all of the time, ${share}`,
    byChance: 'what chance explains',
    signals: { worse: 'worse than chance', better: 'better than chance' },
    heads: {
      week: 'Week of',
      share: 'On time and in full',
      chance: 'Chance explains',
      lines: 'Lines',
      orders: 'Orders',
    },
    limits: (from: string, to: string) => `${from} to ${to}`,
    worse: (week: string, share: string) =>
      `The week of ${week} was worse than chance explains: ${share} on time and in full`,
    better: (week: string, share: string) => `The week of ${week} was better than chance explains: ${share}`,
    calm: (share: string) =>
      `On time and in full: ${share}, and no week differs by more than chance explains`,
    spark: (from: string, to: string, weeks: number) =>
      `from ${from} to ${to} in ${counting(weeks, 'week', 'weeks')}`,

    leadTimes: 'Lead times',
    cameWithin: (half: string, most: string) =>
      `Half of the lines came within ${half}, nine of ten within ${most}`,
    lines: 'Lines',

    weekdays: 'Lateness by day of the week',
    lateMost: (day: string, share: string, lines: number) =>
      `Late most often when due on a ${day}: ${share} of ${counting(lines, 'line', 'lines')}`,
    allOnTime: 'On every day of the week all came on time',
    weekdayUnit: 'Not on time, of so many lines',
  },
  {
    trend: 'Pünktlich und vollständig nach Wochen',
    trendUnit: 'Pünktlich und vollständig, %',
    byWeek: 'je Woche',
    allTime: (share) => `in der ganzen Zeit, ${share}`,
    byChance: 'was Zufall erklärt',
    signals: { worse: 'schlechter als Zufall', better: 'besser als Zufall' },
    heads: {
      week: 'Woche ab',
      share: 'Pünktlich und vollständig',
      chance: 'Zufall erklärt',
      lines: 'Positionen',
      orders: 'Bestellungen',
    },
    limits: (from, to) => `${from} bis ${to}`,
    worse: (week, share) =>
      `Die Woche ab ${week} war schlechter, als Zufall erklärt: ${share} pünktlich und vollständig`,
    better: (week, share) => `Die Woche ab ${week} war besser, als Zufall erklärt: ${share}`,
    calm: (share) =>
      `Pünktlich und vollständig: ${share}, und keine Woche weicht mehr ab, als Zufall erklärt`,
    spark: (from, to, weeks) => `von ${from} auf ${to} in ${counting(weeks, 'Woche', 'Wochen')}`,

    leadTimes: 'Lieferzeiten',
    cameWithin: (half, most) =>
      `Die Hälfte der Positionen war nach höchstens ${half} da, neun von zehn nach ${most}`,
    lines: 'Positionen',

    weekdays: 'Verspätung nach Wochentagen',
    lateMost: (day, share, lines) =>
      `Am öftesten verspätet, wenn am ${day} fällig: ${share} von ${counting(lines, 'Position', 'Positionen')}`,
    allOnTime: 'An allen Wochentagen kam alles pünktlich',
    weekdayUnit: 'Nicht pünktlich, von so vielen Positionen',
  },
);
