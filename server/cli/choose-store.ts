import type { Store } from '../../shared/identity/store.schema.ts';
import { findStorePage } from '../identity/stores.service.ts';
import type { Database } from '../platform/database.ts';
import { CommandError } from './command-error.ts';

/** The store with this id or name, or the only one. @throws CommandError that lists those there are */
export async function chooseStore(db: Database, named: string | undefined): Promise<Store> {
  const stores = await findStorePage(db, { limit: 1_000 });
  const wanted = named?.toLowerCase();
  const found = stores.filter(
    ({ id, name }) => wanted === undefined || id === wanted || name.toLowerCase() === wanted,
  );
  if (found.length === 1) return found[0]!;
  if (stores.length === 0) throw new CommandError('There is no store yet; make one first.');
  const list = stores.map(({ id, name }) => `${name} (${id})`).join(', ');
  if (named === undefined)
    throw new CommandError(`There are several stores; name one with --store: ${list}.`);
  throw new CommandError(
    `${found.length === 0 ? 'No' : 'More than one'} store is called ${named}; there are: ${list}.`,
  );
}
