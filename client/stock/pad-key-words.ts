import { catalogue } from '../ui/language.ts';

/** The keys of a number pad. */
export const padKeyWords = catalogue(
  {
    pad: 'Number pad',
    point: 'decimal point',
    quarter: 'and a quarter',
    half: 'and a half',
    holds: (amount: string) => `= ${amount}`,
  },
  {
    pad: 'Zahlenfeld',
    point: 'Komma',
    quarter: 'und ein Viertel',
    half: 'und ein Halb',
    holds: (amount) => `= ${amount}`,
  },
);
