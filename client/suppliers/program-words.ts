import type { SupplierWebhook } from '../../shared/suppliers/supplier-webhook.schema.ts';
import type { GlyphName } from '../ui/glyphs.ts';

interface Times {
  when(at: Date | number, now: number | Date): string;
}

export interface ProgramLook {
  glyph: GlyphName;
  tone: 'back' | 'off' | 'stale';
  word: string;
  note: string;
}

type Fate = Pick<SupplierWebhook, 'disabled' | 'lastSuccessAt' | 'lastFailure'> & { url: string | null };

/** How a program fares that is sent something, in words; null while there is nothing to say. */
export function programState(
  { url, disabled, lastSuccessAt, lastFailure }: Fate,
  times: Times,
  now: number | Date,
): ProgramLook | null {
  if (url === null) return null;
  const when = (at: string): string => times.when(Date.parse(at), now);
  if (disabled)
    return {
      ...{ glyph: 'warning', tone: 'off', word: 'Switched off' },
      note: `since ${when(disabled.at)}: ${disabled.why}`,
    };
  if (lastFailure && (lastSuccessAt === null || lastFailure.at > lastSuccessAt))
    return {
      ...{ glyph: 'warning', tone: 'off', word: 'Failed' },
      note: `${when(lastFailure.at)}: ${lastFailure.problem}`,
    };
  if (lastSuccessAt !== null)
    return {
      glyph: 'check',
      tone: 'back',
      word: 'Works.',
      note: `It last took something ${when(lastSuccessAt)}.`,
    };
  return { glyph: 'clock', tone: 'stale', word: 'Not tried yet.', note: 'Nothing was sent there so far.' };
}

const SAID: Readonly<Record<string, string>> = {
  'order.acknowledged': 'It confirmed',
  'order.delayed': 'It reported a delay of',
  'order.shipped': 'It announced a shipment of',
};

/** What a message of the program said. */
export function saidWords(type: string, order: string | undefined): string {
  if (type === 'prices.changed') return 'It sent new prices';
  const said = SAID[type];
  return said === undefined ? 'It said something that is not known' : `${said} order ${order ?? 'unknown'}`;
}
