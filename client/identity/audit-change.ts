import type { Permission } from '../../shared/identity/access.schema.ts';
import type { AuditEntry } from '../../shared/identity/audit.schema.ts';
import { isLanguage, LANGUAGES } from '../../shared/language.ts';
import { daysWords } from '../suppliers/supplier-words.ts';
import { moneyWords } from '../ui/money-words.ts';
import { permissionLabel } from './key-words.ts';

/** One field of a change, in words. */
export interface ChangeLine {
  field: string;
  /** Absent: there was nothing. */
  before?: string;
  after?: string;
}

export interface Names {
  storeName: (storeId: string) => string;
  when: (instant: string) => string;
}

type Changed = Pick<AuditEntry, 'before' | 'after' | 'entityName'>;
type Fields = Readonly<Record<string, unknown>>;

/** Fields that say nothing to a reader. */
const SILENT = new Set(['id', 'itemId', 'version']);
const LABELS: Record<string, string> = {
  hasPin: 'PIN',
  isOwner: 'owner',
  storeId: 'store',
  storeIds: 'stores',
  kind: 'face',
  timeZone: 'time zone',
  sku: 'SKU',
  email: 'e-mail',
};
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;

/** What changed, field by field; of something new or gone, every field that says something. */
export function changeLines({ before, after, entityName }: Changed, names: Names): ChangeLine[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)];
  const fields = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  return fields.flatMap((field) => {
    // Of something new, what it is not goes without saying.
    if (before === null && fresh[field] === false) return [];
    if (SILENT.has(field) || (field === 'name' && isTold(old, fresh, entityName))) return [];
    const was = valueWords(field, old[field], names);
    const is = valueWords(field, fresh[field], names);
    if (was === '' && is === '') return [];
    return [{ field: labelOf(field), ...(was !== '' && { before: was }), ...(is !== '' && { after: is }) }];
  });
}

/** The name of what is new or gone stands in the sentence above already. */
function isTold(old: Fields, fresh: Fields, entityName: string | null): boolean {
  return [old.name, fresh.name].every((name) => name === undefined || name === entityName);
}

function fieldsOf(state: unknown): Fields {
  return typeof state === 'object' && state !== null ? (state as Fields) : {};
}

function labelOf(field: string): string {
  return LABELS[field] ?? field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A value as a reader would say it; empty for nothing. */
function valueWords(field: string, value: unknown, names: Names): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (field === 'deliveryDays' && Array.isArray(value)) return daysWords(value as number[]);
  if (Array.isArray(value)) return value.map((each) => valueWords(field, each, names)).join(', ');
  if (typeof value === 'object') return objectWords(value as Fields, names);
  if (typeof value === 'number')
    return new Intl.NumberFormat(undefined, { maximumFractionDigits: 3 }).format(value);
  if (typeof value !== 'string') return '';
  if (field === 'storeId' || field === 'storeIds') return names.storeName(value);
  if (field === 'permissions') return permissionLabel(value as Permission).toLowerCase();
  if (field === 'language' && isLanguage(value)) return LANGUAGES[value];
  return INSTANT.test(value) ? names.when(value) : value;
}

/** An amount of money reads "€12.50", a role "manager in Bistro", a reported line "count SALMON 3 kg", anything else its values. */
function objectWords(value: Fields, names: Names): string {
  if (typeof value.amount === 'number' && typeof value.currency === 'string')
    return moneyWords({ amount: value.amount, currency: value.currency });
  if ('role' in value && 'storeId' in value)
    return `${valueWords('role', value.role, names)} in ${valueWords('storeId', value.storeId, names)}`;
  return Object.entries(value)
    .filter(([field]) => !SILENT.has(field))
    .map(([field, each]) =>
      typeof each === 'boolean' ? (each ? labelOf(field) : '') : valueWords(field, each, names),
    )
    .filter((words) => words !== '')
    .join(' ');
}
