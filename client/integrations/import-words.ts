import type { ImportKind, ImportReport } from '../../shared/integrations/import.schema.ts';

/** In the order in which they make sense: recipes name items, and stock is counted of them. */
export const IMPORTABLE: readonly { value: ImportKind; label: string; hint: string }[] = [
  { value: 'items', label: 'Items', hint: 'What is stocked and sold.' },
  { value: 'recipes', label: 'Recipes', hint: 'What a dish takes.' },
  { value: 'opening-stock', label: 'Opening stock', hint: 'What is on the shelves of this store.' },
  { value: 'suppliers', label: 'Suppliers', hint: 'Who sells to you, and when they deliver.' },
  { value: 'supplier-items', label: 'Supplier items', hint: 'What they sell, in what packs, for how much.' },
  { value: 'orders', label: 'Orders', hint: 'What customers of this store ordered elsewhere.' },
  {
    value: 'purchase-orders',
    label: 'Past purchase orders',
    hint: 'What this store ordered elsewhere, confirmed and received: the record of its suppliers.',
  },
];

const count = (n: number, one: string, many = `${one}s`): string =>
  `${new Intl.NumberFormat().format(n)} ${n === 1 ? one : many}`;

/** What a dry run found, in a sentence. */
export function dryRunWords({ rows, unchanged, mistakes }: ImportReport): string {
  if (rows === 0) return 'The file has no rows below its head.';
  if (mistakes > 0)
    return `${count(rows, 'row')}, ${count(mistakes, 'mistake')}. Mend the file and choose it again; so far nothing was changed.`;
  const known =
    unchanged > 0 ? `, ${unchanged === rows ? 'all of them' : count(unchanged, 'row')} as it is already` : '';
  return `${count(rows, 'row')} without a mistake${known}.`;
}

export function importedWords({ rows, unchanged }: ImportReport): string {
  const changed = rows - unchanged;
  return changed === 0 ? 'Everything was there already.' : `${count(changed, 'row')} imported.`;
}
