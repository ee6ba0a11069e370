import {
  SUPPLIER_CSV_COLUMNS,
  SUPPLIER_CSV_EXAMPLES,
} from '../../shared/integrations/supplier-csv.schema.ts';
import type {
  ExchangeSettings,
  FileState,
  SupplierExchangeInput,
  SupplierFile,
} from '../../shared/suppliers/supplier-exchange.schema.ts';
import type { GlyphName } from '../ui/glyphs.ts';

export interface FileLook {
  glyph: GlyphName;
  tone: 'back' | 'off' | 'low' | 'stale';
  word: string;
}

const LOOKS: Readonly<Record<FileState, FileLook>> = {
  taken: { glyph: 'clock', tone: 'stale', word: 'being read' },
  done: { glyph: 'check', tone: 'back', word: 'read' },
  partly: { glyph: 'warning', tone: 'low', word: 'read in part' },
  refused: { glyph: 'warning', tone: 'off', word: 'refused' },
  waiting: { glyph: 'clock', tone: 'stale', word: 'waits' },
  sent: { glyph: 'give', tone: 'stale', word: 'put out' },
  accepted: { glyph: 'check', tone: 'back', word: 'accepted' },
};

/** How a file fares, in a word. */
export function fileLook({ state, direction }: Pick<SupplierFile, 'state' | 'direction'>): FileLook {
  return state === 'refused' && direction === 'out'
    ? { ...LOOKS.refused, word: 'refused by them' }
    : LOOKS[state];
}

/** What it holds: "Confirmation", "Order". */
export function fileTitle({ kind, direction }: Pick<SupplierFile, 'kind' | 'direction'>): string {
  if (kind === 'unread') return 'Not read';
  if (kind === 'X12' || kind === 'CSV') return `${kind} file`;
  const words = direction === 'in' && kind === 'receipt' ? 'receipt of an order' : kind;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "12 KB · number 42 · came 2 times". */
export function fileNote({ size, controlNumber, seen }: SupplierFile): string {
  const parts = [sizeWords(size)];
  if (controlNumber !== undefined) parts.push(`number ${controlNumber}`);
  if (seen > 1) parts.push(`came ${seen} times`);
  return parts.join(' · ');
}

function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Qualifiers with what they are called. */
export const QUALIFIERS = [
  { value: 'ZZ', label: 'ZZ agreed' },
  { value: '01', label: '01 DUNS' },
  { value: '08', label: '08 UCC' },
  { value: '12', label: '12 phone' },
  { value: '14', label: '14 GLN' },
  { value: '16', label: '16 DUNS + 4' },
  { value: '20', label: '20 HIN' },
] as const;

type Qualifier = (typeof QUALIFIERS)[number]['value'];

/** What the form is filled in with. */
export interface ExchangeDraft {
  format: 'x12' | 'csv';
  ourQualifier: Qualifier;
  ourId: string;
  theirQualifier: Qualifier;
  theirId: string;
  test: boolean;
}

export function exchangeDraftOf(settings: ExchangeSettings | null): ExchangeDraft {
  return {
    format: settings?.format ?? 'x12',
    ourQualifier: settings?.us?.qualifier ?? 'ZZ',
    ourId: settings?.us?.id ?? '',
    theirQualifier: settings?.them?.qualifier ?? 'ZZ',
    theirId: settings?.them?.id ?? '',
    test: settings?.test ?? false,
  };
}

/** What is sent; ids that were filled in are kept for CSV as well, should it be X12 again. */
export function exchangeInputOf(draft: ExchangeDraft): SupplierExchangeInput {
  const party = (qualifier: Qualifier, id: string) =>
    id.trim() === '' ? null : { qualifier, id: id.trim() };
  return {
    format: draft.format,
    us: party(draft.ourQualifier, draft.ourId),
    them: party(draft.theirQualifier, draft.theirId),
    test: draft.test,
  };
}

/** A CSV file with all columns and a row of each type, for the supplier to write over. */
export function csvTemplate(): string {
  const columns = SUPPLIER_CSV_COLUMNS.map(({ name }) => name);
  const rows = SUPPLIER_CSV_EXAMPLES.map((row) => columns.map((name) => row[name] ?? ''));
  return [columns, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}
