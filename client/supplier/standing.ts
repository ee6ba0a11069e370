import type { SupplierPortalView } from '../../shared/purchasing/supplier-portal.schema.ts';
import type { Shape } from '../ui/shapes.ts';
import { openDeliveries } from './line-draft.svelte.ts';
import type { Words } from './words.ts';

/** How an order stands, from its supplier's point of view. */
export interface Standing {
  title: string;
  note: string;
  tone: 'limited' | 'back' | 'stale' | 'late';
  shape: Shape;
  /** When the last of what is late comes now. */
  lateUntil: string | null;
  /** Something is to come that was not confirmed yet. */
  mayConfirm: boolean;
  isOpen: boolean;
}

export function standingOf({ state, lines }: SupplierPortalView, words: Words): Standing {
  const open = lines.flatMap(openDeliveries);
  const late = open.filter(({ expectedAt, firstExpectedAt }) => expectedAt > firstExpectedAt);
  const [latest] = late
    .map(({ expectedAt }) => expectedAt)
    .sort()
    .reverse();
  const rest = {
    lateUntil: latest ?? null,
    mayConfirm: open.some(({ confirmedAt }) => confirmedAt === undefined),
    isOpen: open.length > 0,
  };
  if (state === 'cancelled')
    return { ...rest, title: words.cancelled, note: words.cancelledNote, tone: 'stale', shape: 'ring' };
  if (!rest.isOpen)
    return { ...rest, title: words.delivered, note: words.deliveredNote, tone: 'back', shape: 'check' };
  if (rest.mayConfirm)
    return { ...rest, title: words.toConfirm, note: words.toConfirmNote, tone: 'limited', shape: 'stack' };
  if (latest !== undefined)
    return { ...rest, title: words.lateTitle, note: words.confirmedNote, tone: 'late', shape: 'clock-arrow' };
  const isPart = state === 'partially-received';
  const title = isPart ? words.partly : words.confirmed;
  return {
    ...rest,
    title,
    note: isPart ? words.partlyNote : words.confirmedNote,
    tone: 'back',
    shape: 'check',
  };
}
