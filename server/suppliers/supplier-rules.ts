import { isDeepStrictEqual } from 'node:util';
import type { FieldError } from '../../shared/errors.ts';
import type { Supplier, SupplierInput } from '../../shared/suppliers/supplier.schema.ts';

/** What a supplier is when only some of it is said. */
export function withSupplierDefaults(input: SupplierInput, id: string, currency: string): Supplier {
  const { email = null } = input;
  return {
    id,
    email,
    phone: null,
    contacts: [],
    language: 'en',
    channels: [email === null ? 'portal' : 'email'],
    currency,
    leadTimeDays: 1,
    deliveryDays: [1, 2, 3, 4, 5, 6, 7],
    deliveryTime: '08:00',
    cutOff: '23:59',
    closedOn: [],
    minimumOrder: null,
    terms: '',
    ordering: 'approve',
    automaticUpTo: null,
    active: true,
    itemCount: 0,
    version: 1,
    ...input,
  };
}

/** Why a supplier cannot be as it is meant to be; `before` is what it was. */
export function mistakesInSupplier(supplier: Supplier, before?: Supplier): FieldError[] {
  const { email, channels, currency } = supplier;
  const errors: FieldError[] = [];
  if (channels.includes('email') && email === null)
    errors.push({
      pointer: '/email',
      detail: 'is missing; give the address that orders go to, or take "email" out of the channels',
    });
  for (const field of ['minimumOrder', 'automaticUpTo'] as const) {
    const money = supplier[field];
    if (money?.amount === 0)
      errors.push({ pointer: `/${field}/amount`, detail: 'is 0; leave it out, or set it to null, for none' });
    if (money && money.currency !== currency)
      errors.push({ pointer: `/${field}/currency`, detail: wrongCurrency(money.currency, currency) });
  }
  if (before && before.currency !== currency && before.itemCount > 0)
    errors.push({
      pointer: '/currency',
      detail: `${currency} cannot replace ${before.currency}, which its prices are in; remove its items first`,
    });
  return errors;
}

const SUPPLY_FIELDS = [
  ...(['name', 'active', 'leadTimeDays', 'deliveryDays', 'deliveryTime', 'cutOff', 'closedOn'] as const),
];

/** Whether what is promised for its next delivery may be something else than it was. */
export function deliversOtherwise(supplier: Supplier, before: Supplier | undefined): boolean {
  return before !== undefined && SUPPLY_FIELDS.some((it) => !isDeepStrictEqual(supplier[it], before[it]));
}

export function wrongCurrency(wrong: string, right: string): string {
  return `is ${wrong}, but this supplier is paid in ${right}; give it in ${right}`;
}
