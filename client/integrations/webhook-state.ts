import type { SupplierWebhook } from '../../shared/suppliers/supplier-webhook.schema.ts';
import type { GlyphName } from '../ui/glyphs.ts';

interface Times {
  when(at: Date | number, now: number | Date): string;
}

export interface WebhookLook {
  glyph: GlyphName;
  tone: 'back' | 'off' | 'stale';
  word: string;
  note: string;
}

type Fate = Pick<SupplierWebhook, 'disabled' | 'lastSuccessAt' | 'lastFailure'> & { url: string | null };

/** How a program fares that is sent something, in words; null while there is nothing to say. */
export function webhookState(
  { url, disabled, lastSuccessAt, lastFailure }: Fate,
  times: Times,
  now: number | Date,
): WebhookLook | null {
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
