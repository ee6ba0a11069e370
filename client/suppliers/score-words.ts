import { catalogue, counting } from '../ui/language.ts';

/** The score of a supplier: what it is made of, how it stands by it, and what follows. */
export const words = catalogue(
  {
    standing: (word: string) => word,
    lifted: 'lifted',
    parts: {
      onTime: { label: 'On time', hint: 'Share of lines on time' },
      inFull: { label: 'In full', hint: 'Share of lines in full' },
      told: { label: 'Says when it is late', hint: '1 less the share late in silence' },
      accepted: { label: 'Nothing sent back', hint: '1 less what was sent back' },
      price: { label: 'Agreed price', hint: '10 % above it is worth nothing' },
      acknowledge: { label: 'Confirms quickly', hint: 'After 48 h it is worth nothing' },
    },
    effects: {
      block: 'no new orders',
      drop: 'asked only where nobody else sells the item',
      pass: 'passed over where somebody else sells the item',
      warn: 'a warning when you order',
    },

    noOrder: 'No order was due in this time.',
    kept: (share: string) => `${share} of its lines came on time and in full`,
    silent: (share: string) => `${share} were late in silence`,
    tooFew: (count: number) => `${counting(count, 'more order', 'more orders')} and it has a standing`,

    addsUp: 'How the score adds up',
    part: 'Part',
    weight: 'Weight',
    points: 'Points',
    unknown: 'nothing known, left out',
    pointsOf: (points: string, most: string) => `${points} of ${most}`,
  },
  {
    // Those that are there from the start; a house that calls them otherwise keeps its own words.
    standing: (word) =>
      new Map([
        ['Reliable', 'Zuverlässig'],
        ['Fair', 'In Ordnung'],
        ['On watch', 'Unter Beobachtung'],
        ['Failing', 'Ungenügend'],
        ['Too few to judge', 'Zu wenige für ein Urteil'],
      ]).get(word) ?? word,
    lifted: 'ausgesetzt',
    parts: {
      onTime: { label: 'Pünktlich', hint: 'Anteil der pünktlichen Positionen' },
      inFull: { label: 'Vollständig', hint: 'Anteil der vollständigen Positionen' },
      told: { label: 'Meldet Verspätungen', hint: '1 weniger der Anteil verspätet ohne Meldung' },
      accepted: { label: 'Nichts ging zurück', hint: '1 weniger der Teil, der zurückging' },
      price: { label: 'Vereinbarter Preis', hint: '10 % darüber zählen nichts mehr' },
      acknowledge: { label: 'Bestätigt schnell', hint: 'Nach 48 h zählt es nichts mehr' },
    },
    effects: {
      block: 'keine neuen Bestellungen',
      drop: 'nur gefragt, wo sonst niemand den Artikel verkauft',
      pass: 'übergangen, wo sonst jemand den Artikel verkauft',
      warn: 'eine Warnung beim Bestellen',
    },

    noOrder: 'In dieser Zeit war keine Bestellung fällig.',
    kept: (share) => `${share} der Positionen kamen pünktlich und vollständig`,
    silent: (share) => `${share} kamen verspätet ohne Meldung`,
    tooFew: (count) => `noch ${counting(count, 'Bestellung', 'Bestellungen')} bis zu einer Einstufung`,

    addsUp: 'Wie sich die Punkte ergeben',
    part: 'Teil',
    weight: 'Gewicht',
    points: 'Punkte',
    unknown: 'nichts bekannt, zählt nicht mit',
    pointsOf: (points, most) => `${points} von ${most}`,
  },
);
