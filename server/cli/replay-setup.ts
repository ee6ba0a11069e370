import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import type { Store, StoreInput } from '../../shared/identity/store.schema.ts';
import type { ImportKind, ImportReport } from '../../shared/integrations/import.schema.ts';
import type { Item, ItemInput } from '../../shared/items/item.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { toItemsCsv, toRecipesCsv } from '../integrations/items-csv.ts';
import type { ReplaySource } from '../integrations/replay-source.ts';
import { ApiRefusal, type ApiClient } from './api-client.ts';
import { CommandError } from './command-error.ts';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

async function listAll<T>(api: ApiClient, path: string): Promise<T[]> {
  const found: T[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const page: Page<T> = await api.persist(() => api.get<Page<T>>(path + query));
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

/**
 * The store of that name or id, made if there is none.
 * @throws CommandError where several have the name
 */
export function ensureStore(api: ApiClient, input: StoreInput): Promise<Store> {
  // Looked for again at every try: the one before may have made it, and its answer been lost.
  return api.persist(async () => {
    const stores = await listAll<Store>(api, '/stores');
    const found = stores.filter(({ id, name }) => id === input.name || name === input.name);
    if (found.length > 1)
      throw new CommandError(
        `${found.length} stores are called ${input.name}; give the id of one as --store: ${found.map(({ id }) => id).join(', ')}.`,
      );
    return found[0] ?? (await api.post<Store>('/stores', input));
  });
}

/**
 * Makes the items that are missing, and the recipes of those that have none; what is there stays as it is. Returns how
 * many items were made.
 */
export async function ensureItems(
  api: ApiClient,
  items: readonly ItemInput[],
  store: Store,
): Promise<number> {
  const known = new Map((await listAll<Item>(api, '/items')).map((item) => [item.sku, item]));
  const missing = items.filter(({ sku }) => !known.has(sku));
  const bare = items.filter(({ sku, recipe = [] }) => recipe.length > 0 && !known.get(sku)?.recipe.length);
  if (missing.length > 0) await importText(api, 'items', toItemsCsv(missing), store);
  if (bare.length > 0) await importText(api, 'recipes', toRecipesCsv(bare), store);
  return missing.length;
}

function importText(api: ApiClient, kind: ImportKind, csv: string, store: Store): Promise<void> {
  return api.persist(() => importFile(api, kind, new Blob([csv]), store));
}

/** Imports the files beside the sales. Stock is opened only once: later, it is what the sales have left. */
export async function importCompanions(
  api: ApiClient,
  folder: string,
  { imports }: ReplaySource,
  store: Store,
): Promise<void> {
  for (const kind of imports) {
    if (kind === 'opening-stock' && (await isOpened(api, store))) continue;
    const file = await openAsBlob(join(folder, `${kind}.csv`));
    await api.persist(() => importFile(api, kind, file, store));
  }
}

async function isOpened(api: ApiClient, { id }: Store): Promise<boolean> {
  return (await listAll<StockState>(api, `/stores/${id}/stock`)).some(({ counted }) => counted);
}

async function importFile(api: ApiClient, kind: ImportKind, file: Blob, { id }: Store): Promise<void> {
  const form = new FormData();
  form.append('kind', kind);
  form.append('storeId', id);
  form.append('file', file, `${kind}.csv`);
  try {
    await api.post<ImportReport>('/imports?commit=true', form);
  } catch (error) {
    const report = error instanceof ApiRefusal ? (error.problem as Partial<ImportReport>) : {};
    const [first] = report.rejected ?? [];
    if (!first) throw error;
    throw new CommandError(
      `${kind}.csv, row ${first.row}, ${first.column}: ${first.problem} (${report.mistakes} mistakes in all)`,
    );
  }
}
