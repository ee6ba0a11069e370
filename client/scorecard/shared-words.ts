import { catalogue } from '../ui/language.ts';

/** What a shared scorecard says around its figures. */
export const words = catalogue(
  {
    title: 'Scorecard',
    titleOf: (supplier: string) => `Scorecard of ${supplier}`,
    sharedBy: (house: string) => `Scorecard, shared by ${house}`,
    holds: (from: string, to: string, until: string) =>
      `Orders due from ${from} to ${to}. The link holds until ${until}.`,
    print: 'Print',
    score: 'Score',
    ofHundred: 'of 100',
    surely: (low: string, high: string, basis: string) => `surely ${low}–${high}; ${basis}`,
    gone: 'This link does not hold any more',
    goneHelp: 'Ask whoever sent it for a new one.',
    away: 'It cannot be reached at the moment. This page tries again by itself.',
    itself: 'the scorecard',
  },
  {
    title: 'Lieferantenbewertung',
    titleOf: (supplier) => `Bewertung von ${supplier}`,
    sharedBy: (house) => `Lieferantenbewertung, geteilt von ${house}`,
    holds: (from, to, until) =>
      `Bestellungen, die vom ${from} bis zum ${to} fällig waren. Der Link gilt bis zum ${until}.`,
    print: 'Drucken',
    score: 'Punkte',
    ofHundred: 'von 100',
    surely: (low, high, basis) => `sicher ${low}–${high}; ${basis}`,
    gone: 'Dieser Link gilt nicht mehr',
    goneHelp: 'Wer ihn geschickt hat, kann einen neuen schicken.',
    away: 'Sie ist im Moment nicht erreichbar. Diese Seite versucht es von selbst wieder.',
    itself: 'Die Bewertung',
  },
);
