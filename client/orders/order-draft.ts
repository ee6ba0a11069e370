import type { CustomerInput, OrderInput } from '../../shared/orders/order.schema.ts';
import { instantOfLocal } from '../identity/local-date.ts';
import { readQuantity } from './line-task.ts';

export interface DraftLine {
  id: number;
  sku: string;
  quantity: string;
  /** Empty: the stock unit. */
  unit: string;
}

/** An order as it is filled in across the counter. */
export interface OrderDraft {
  name: string;
  email: string;
  phone: string;
  language: 'en' | 'de';
  tier: '0' | '1' | '2' | '3';
  toldBy: 'all' | 'email' | 'sms' | 'none';
  /** In the store's time zone: "2026-03-20T14:00". */
  neededBy: string;
  shipComplete: boolean;
  notes: string;
  lines: DraftLine[];
}

let ids = 0;

export function anEmptyLine(): DraftLine {
  return { id: ++ids, sku: '', quantity: '1', unit: '' };
}

export function anEmptyDraft(language: 'en' | 'de' = 'en'): OrderDraft {
  return {
    ...{ name: '', email: '', phone: '', language, tier: '0', toldBy: 'all', neededBy: '' },
    ...{ shipComplete: false, notes: '', lines: [anEmptyLine()] },
  };
}

/** Lines that something was chosen for, in the order in which they are sent. */
export function filledLines(draft: Pick<OrderDraft, 'lines'>): DraftLine[] {
  return draft.lines.filter(({ sku }) => sku !== '');
}

export function orderInputOf(draft: OrderDraft, timeZone: string): OrderInput {
  const notes = draft.notes.trim();
  return {
    customer: customerOf(draft),
    ...(draft.neededBy !== '' && { neededBy: instantOfLocal(draft.neededBy, timeZone).toISOString() }),
    ...(draft.shipComplete && { shipComplete: true }),
    ...(notes !== '' && { notes }),
    lines: filledLines(draft).map(({ sku, quantity, unit }) => ({
      sku,
      quantity: readQuantity(quantity) ?? 0,
      ...(unit !== '' && { unit }),
    })),
  };
}

function customerOf(draft: OrderDraft): CustomerInput {
  const [email, phone] = [draft.email.trim(), draft.phone.trim()];
  return {
    name: draft.name.trim(),
    ...(email !== '' && { email }),
    ...(phone !== '' && { phone }),
    language: draft.language,
    ...(draft.tier !== '0' && { loyaltyTier: Number(draft.tier) }),
    ...(draft.toldBy !== 'all' && { toldBy: draft.toldBy === 'none' ? [] : [draft.toldBy] }),
  };
}
