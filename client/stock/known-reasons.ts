import { catalogue } from '../ui/language.ts';

/**
 * Reasons that are chosen with a tap. They are kept as they are here, whatever the language they were chosen in: so one
 * reason is counted as one, and everybody reads it in a language of their own.
 */
export const OFF_REASONS = ['Sold out', 'Quality', 'Broken equipment'] as const;
export const WASTE_REASONS = ['Spoiled', 'Dropped', 'Cooked too much', 'Sent back', 'Staff meal'] as const;
export const REJECT_REASONS = ['Damaged', 'Too warm', 'Spoiled', 'Past its date', 'Wrong item'] as const;
/** What another store sent may not have come at all. */
export const TRANSFER_REASONS = ['Missing', ...REJECT_REASONS] as const;

const reasons = catalogue(
  {
    'Sold out': 'Sold out',
    Quality: 'Quality',
    'Broken equipment': 'Broken equipment',
    Spoiled: 'Spoiled',
    Dropped: 'Dropped',
    'Cooked too much': 'Cooked too much',
    'Sent back': 'Sent back',
    'Staff meal': 'Staff meal',
    Damaged: 'Damaged',
    'Too warm': 'Too warm',
    'Past its date': 'Past its date',
    'Wrong item': 'Wrong item',
    Missing: 'Missing',
    'Customer’s wish': 'Customer’s wish',
    'Not picked up': 'Not picked up',
    'Cannot be had': 'Cannot be had',
    'Ordered twice': 'Ordered twice',
    Traffic: 'Traffic',
    Vehicle: 'Vehicle',
    Weather: 'Weather',
    Staff: 'Staff',
  },
  {
    'Sold out': 'Ausverkauft',
    Quality: 'Qualität',
    'Broken equipment': 'Gerät kaputt',
    Spoiled: 'Verdorben',
    Dropped: 'Hinuntergefallen',
    'Cooked too much': 'Zu viel gekocht',
    'Sent back': 'Vom Gast zurück',
    'Staff meal': 'Personalessen',
    Damaged: 'Beschädigt',
    'Too warm': 'Zu warm',
    'Past its date': 'Abgelaufen',
    'Wrong item': 'Falscher Artikel',
    Missing: 'Fehlt',
    'Customer’s wish': 'Kundenwunsch',
    'Not picked up': 'Nicht abgeholt',
    'Cannot be had': 'Nicht zu bekommen',
    'Ordered twice': 'Doppelt bestellt',
    Traffic: 'Verkehr',
    Vehicle: 'Fahrzeug',
    Weather: 'Wetter',
    Staff: 'Personal',
  },
);

const words: ReadonlyMap<string, string> = new Map(Object.entries(reasons));

/** A reason as this page's language says it, where it is one that could be chosen, here or by a supplier; else as it was typed. */
export function reasonWords(reason: string): string {
  return words.get(reason) ?? reason;
}
