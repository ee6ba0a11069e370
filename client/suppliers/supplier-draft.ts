import type {
  Supplier,
  SupplierChannel,
  SupplierContact,
  SupplierInput,
  SupplierPatch,
} from '../../shared/suppliers/supplier.schema.ts';
import { moneyField, moneyMistake, readMoney } from '../ui/money-words.ts';

export interface ContactDraft {
  id: number;
  name: string;
  role: string;
  email: string;
  phone: string;
}

/** A supplier as it is filled in. */
export interface SupplierDraft {
  name: string;
  email: string;
  phone: string;
  contacts: ContactDraft[];
  language: Supplier['language'];
  /** Orders go out by this one; the others bring answers. */
  channel: SupplierChannel;
  others: SupplierChannel[];
  currency: string;
  leadTimeDays: string;
  deliveryDays: number[];
  deliveryTime: string;
  cutOff: string;
  closedOn: string[];
  minimumOrder: string;
  terms: string;
  ordering: Supplier['ordering'];
  automaticUpTo: string;
  active: boolean;
}

export function aNewSupplier(currency: string): SupplierDraft {
  return {
    ...{
      name: '',
      email: '',
      phone: '',
      contacts: [],
      language: 'en',
      channel: 'email',
      others: [],
      currency,
    },
    ...{ leadTimeDays: '1', deliveryDays: [1, 2, 3, 4, 5, 6], deliveryTime: '08:00', cutOff: '14:00' },
    ...{ closedOn: [], minimumOrder: '', terms: '', ordering: 'approve', automaticUpTo: '', active: true },
  };
}

let contacts = 0;

export function contactDraft(contact: Partial<SupplierContact> = {}): ContactDraft {
  const { name = '', role = '', email = '', phone = '' } = contact;
  return { id: ++contacts, name, role, email, phone };
}

export function supplierDraftOf(supplier: Supplier): SupplierDraft {
  const { id: _, version: __, itemCount: ___, channels, ...fields } = supplier;
  const [channel = 'email', ...others] = channels;
  return {
    ...fields,
    ...{ channel, others },
    email: supplier.email ?? '',
    phone: supplier.phone ?? '',
    contacts: supplier.contacts.map(contactDraft),
    deliveryDays: [...supplier.deliveryDays],
    closedOn: [...supplier.closedOn],
    leadTimeDays: `${supplier.leadTimeDays}`,
    minimumOrder: moneyField(supplier.minimumOrder),
    automaticUpTo: moneyField(supplier.automaticUpTo),
  };
}

/** What in a draft cannot even be sent, by field. */
export function supplierMistakes({
  currency,
  minimumOrder,
  automaticUpTo,
}: SupplierDraft): Record<string, string> {
  const found = {
    minimumOrder: moneyMistake(minimumOrder, currency),
    automaticUpTo: moneyMistake(automaticUpTo, currency),
  };
  return Object.fromEntries(Object.entries(found).flatMap(([field, why]) => (why ? [[field, why]] : [])));
}

export function supplierInputOf(draft: SupplierDraft): Required<SupplierInput> {
  const { channel, others, currency } = draft;
  return {
    name: draft.name.trim(),
    email: draft.email.trim() || null,
    phone: draft.phone.trim() || null,
    contacts: draft.contacts.filter(isFilled).map(contactOf),
    language: draft.language,
    channels: [channel, ...others.filter((other) => other !== channel)],
    currency,
    leadTimeDays: Number(draft.leadTimeDays),
    deliveryDays: [...draft.deliveryDays].sort(),
    ...{ deliveryTime: draft.deliveryTime, cutOff: draft.cutOff },
    closedOn: [...draft.closedOn].sort(),
    minimumOrder: amountOf(draft.minimumOrder, currency),
    terms: draft.terms.trim(),
    ordering: draft.ordering,
    automaticUpTo: draft.ordering === 'automatic' ? amountOf(draft.automaticUpTo, currency) : null,
    active: draft.active,
  };
}

/** What the draft changes; null when that is nothing. */
export function supplierPatchOf(draft: SupplierDraft, supplier: Supplier): SupplierPatch | null {
  const wanted = Object.entries(supplierInputOf(draft));
  const known: Record<string, unknown> = { ...supplier };
  const changed = wanted.filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(known[field]));
  return changed.length > 0 ? Object.fromEntries(changed) : null;
}

/** Which of the contacts that are sent a draft is; -1 for one that is empty. */
export function sentContact({ contacts: all }: SupplierDraft, contact: ContactDraft): number {
  return all.filter(isFilled).indexOf(contact);
}

function amountOf(text: string, currency: string): Supplier['minimumOrder'] {
  const money = readMoney(text, currency);
  return money && money.amount > 0 ? money : null;
}

function isFilled({ name, role, email, phone }: ContactDraft): boolean {
  return [name, role, email, phone].some((text) => text.trim() !== '');
}

function contactOf({ name, role, email, phone }: ContactDraft): SupplierContact {
  return {
    name: name.trim(),
    ...(role.trim() !== '' && { role: role.trim() }),
    ...(email.trim() !== '' && { email: email.trim() }),
    ...(phone.trim() !== '' && { phone: phone.trim() }),
  };
}
