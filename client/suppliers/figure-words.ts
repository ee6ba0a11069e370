import { catalogue, counting } from '../ui/language.ts';

/** The figures of a scorecard: what they are called, what they count, and what they come to. */
export const words = catalogue(
  {
    questions: {
      word: 'Does it keep its word?',
      time: 'How long does it take?',
      agreed: 'Is it what was agreed?',
    },
    names: {
      onTime: 'On time',
      inFull: 'In full',
      otif: 'On time and in full',
      promiseSlips: 'Moved its date',
      lateTold: 'Late, but told in time',
      lateSilent: 'Late in silence',
      rejectRate: 'Sent back',
      priceVariance: 'Price above what was agreed',
      leadTimeMean: 'Lead time on average',
      leadTimeSd: 'Lead time varies by',
      leadTimeP50: 'Lead time, usually',
      leadTimeP90: 'Lead time, nine of ten',
      latenessP50: 'Lateness, usually',
      latenessP90: 'Lateness, nine of ten',
      timeToAcknowledge: 'Confirms within',
    },
    definitions: {
      onTime: (tolerated: string) =>
        `Lines that were received complete by the date first confirmed, or at most ${tolerated} later. A date that is moved afterwards does not count.`,
      inFull: () =>
        'Lines of which as much good came as was ordered. What you called off before it was due is not held against it.',
      otif: () => 'Lines that were both. Lines still open after their date count as neither.',
      promiseSlips: () => 'Lines whose date it moved to a later one after it had confirmed.',
      lateTold: () => 'Lines that were late, and it had said so before they were due.',
      lateSilent: () => 'Lines that were late, and nobody had said so before they were due.',
      rejectRate: () => 'The part of what came that was sent back, averaged over the lines.',
      priceVariance: () =>
        'What the delivery notes charged beyond the agreed prices, in parts of these. Only lines whose note had a price.',
      leadTimeMean: () => 'From sending the order until the last of a line came.',
      leadTimeSd: () => 'The standard deviation of the lead time: the smaller, the better you can plan.',
      leadTimeP50: () => 'Half of the lines came within this, from sending the order.',
      leadTimeP90: () => 'Nine of ten lines came within this.',
      latenessP50: () => 'Half of the lines came at most this much later than first confirmed.',
      latenessP90: () => 'Nine of ten lines came at most this much later than first confirmed.',
      timeToAcknowledge: () => 'Half of the confirmed orders were confirmed within this, from sending them.',
    },
    intervals:
      'The truth is within the range in 95 of 100 cases. Ranges count orders, not lines: lines of one order come on the same truck. Shares are by Wilson’s formula, averages by Student’s t, quantiles by Woodruff’s method.',

    figure: 'Figure',
    value: 'Value',
    interval: 'In 95 of 100 cases',
    basis: 'Rests on',
    behind: (figure: string, basis: string) => `${figure}: the orders behind it, ${basis}`,

    minutes: (count: number) => `${count} min`,
    days: (count: string) => `${count} days`,
    late: (span: string) => `${span} late`,
    early: (span: string) => `${span} early`,
    toTheMinute: 'to the minute',
    range: (from: string, to: string) => `${from} to ${to}`,
    lines: (count: number) => counting(count, 'line', 'lines'),
    orders: (count: number) => counting(count, 'order', 'orders'),
    nothingYet: 'nothing to go by yet',
  },
  {
    questions: {
      word: 'Wird Wort gehalten?',
      time: 'Wie lange dauert es?',
      agreed: 'Kommt, was vereinbart war?',
    },
    names: {
      onTime: 'Pünktlich',
      inFull: 'Vollständig',
      otif: 'Pünktlich und vollständig',
      promiseSlips: 'Termin verschoben',
      lateTold: 'Verspätet, aber rechtzeitig gemeldet',
      lateSilent: 'Verspätet ohne Meldung',
      rejectRate: 'Zurückgeschickt',
      priceVariance: 'Preis über dem vereinbarten',
      leadTimeMean: 'Lieferzeit im Durchschnitt',
      leadTimeSd: 'Lieferzeit schwankt um',
      leadTimeP50: 'Lieferzeit, üblich',
      leadTimeP90: 'Lieferzeit, neun von zehn',
      latenessP50: 'Verspätung, üblich',
      latenessP90: 'Verspätung, neun von zehn',
      timeToAcknowledge: 'Bestätigt innerhalb von',
    },
    definitions: {
      onTime: (tolerated) =>
        `Positionen, die zum zuerst bestätigten Termin oder höchstens ${tolerated} danach vollständig da waren. Ein später verschobener Termin zählt nicht.`,
      inFull: () =>
        'Positionen, von denen so viel Gutes kam wie bestellt. Was vor dem Termin abbestellt wurde, wird nicht angelastet.',
      otif: () =>
        'Positionen, für die beides gilt. Was nach dem Termin noch offen ist, zählt für keines von beiden.',
      promiseSlips: () => 'Positionen, deren Termin nach der Bestätigung auf später verschoben wurde.',
      lateTold: () => 'Positionen, die zu spät kamen und vor dem Termin als verspätet gemeldet waren.',
      lateSilent: () => 'Positionen, die zu spät kamen, ohne dass es vor dem Termin gemeldet war.',
      rejectRate: () => 'Der Teil des Gelieferten, der zurückging, gemittelt über die Positionen.',
      priceVariance: () =>
        'Was die Lieferscheine über die vereinbarten Preise hinaus verlangten, als Anteil davon. Nur Positionen mit einem Preis auf dem Lieferschein.',
      leadTimeMean: () => 'Vom Senden der Bestellung, bis eine Position ganz da war.',
      leadTimeSd: () => 'Die Standardabweichung der Lieferzeit: je kleiner, desto besser lässt sich planen.',
      leadTimeP50: () => 'Die Hälfte der Positionen kam in dieser Zeit, ab dem Senden der Bestellung.',
      leadTimeP90: () => 'Neun von zehn Positionen kamen in dieser Zeit.',
      latenessP50: () => 'Die Hälfte der Positionen kam höchstens so viel später als zuerst bestätigt.',
      latenessP90: () => 'Neun von zehn Positionen kamen höchstens so viel später als zuerst bestätigt.',
      timeToAcknowledge: () =>
        'Die Hälfte der bestätigten Bestellungen wurde in dieser Zeit bestätigt, ab dem Senden.',
    },
    intervals:
      'In 95 von 100 Fällen liegt der wahre Wert in der Spanne. Spannen zählen Bestellungen, nicht Positionen: Die Positionen einer Bestellung kommen im selben Lieferwagen. Anteile nach Wilson, Durchschnitte nach Student (t), Quantile nach Woodruff.',

    figure: 'Kennzahl',
    value: 'Wert',
    interval: 'In 95 von 100 Fällen',
    basis: 'Beruht auf',
    behind: (figure, basis) => `${figure}: die Bestellungen dahinter, ${basis}`,

    minutes: (count) => `${count} min`,
    days: (count) => `${count} Tage`,
    late: (span) => `${span} zu spät`,
    early: (span) => `${span} zu früh`,
    toTheMinute: 'auf die Minute',
    range: (from, to) => `${from} bis ${to}`,
    lines: (count) => counting(count, 'Position', 'Positionen'),
    orders: (count) => counting(count, 'Bestellung', 'Bestellungen'),
    nothingYet: 'noch keine Grundlage',
  },
);
