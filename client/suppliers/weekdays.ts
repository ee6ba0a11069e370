import { catalogue } from '../ui/language.ts';

const names = catalogue(
  {
    monday: { short: 'Mon', long: 'Monday' },
    tuesday: { short: 'Tue', long: 'Tuesday' },
    wednesday: { short: 'Wed', long: 'Wednesday' },
    thursday: { short: 'Thu', long: 'Thursday' },
    friday: { short: 'Fri', long: 'Friday' },
    saturday: { short: 'Sat', long: 'Saturday' },
    sunday: { short: 'Sun', long: 'Sunday' },
  },
  {
    monday: { short: 'Mo', long: 'Montag' },
    tuesday: { short: 'Di', long: 'Dienstag' },
    wednesday: { short: 'Mi', long: 'Mittwoch' },
    thursday: { short: 'Do', long: 'Donnerstag' },
    friday: { short: 'Fr', long: 'Freitag' },
    saturday: { short: 'Sa', long: 'Samstag' },
    sunday: { short: 'So', long: 'Sonntag' },
  },
);

/** Monday first, as days are numbered. */
export const WEEKDAYS: readonly { day: number; short: string; long: string }[] = Object.values(names).map(
  (name, index) => ({ day: index + 1, ...name }),
);
