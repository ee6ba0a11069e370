import type { Permission } from '../../shared/identity/access.schema.ts';
import type { Queryable } from '../platform/database.ts';
import { grantsOfPerson } from './access.ts';
import { findOrganisation, findPerson } from './people.store.ts';

/** Somebody who is sent something by e-mail, as things stand now. */
export interface MailReader {
  name: string;
  /** Null: there is no way to reach them. */
  email: string | null;
  organisation: string;
  may: (permission: Permission, storeId: string) => boolean;
}

/** Null for somebody who has no access any more. */
export async function findMailReader(db: Queryable, personId: string): Promise<MailReader | null> {
  const person = await findPerson(db, personId);
  if (!person) return null;
  const { everywhere, inStore } = grantsOfPerson(person);
  return {
    ...{ name: person.name, email: person.email, organisation: (await findOrganisation(db)) ?? 'Larder' },
    may: (permission, storeId) =>
      everywhere.includes(permission) || (inStore.get(storeId)?.includes(permission) ?? false),
  };
}
