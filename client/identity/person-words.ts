import type { Role } from '../../shared/identity/access.schema.ts';
import type { Invitation, Person } from '../../shared/identity/person.schema.ts';

const ROLE_WORDS: Record<Role, string> = { owner: 'Owner', manager: 'Manager', staff: 'Staff' };

/** What somebody is and where: "Manager · Bistro". The store goes without saying where there is only one. */
export function roleWords(
  { isOwner, roles }: Pick<Person, 'isOwner' | 'roles'>,
  storeName: (storeId: string) => string,
  manyStores: boolean,
): string[] {
  if (isOwner) return [ROLE_WORDS.owner];
  return roles.map(({ storeId, role }) =>
    manyStores ? `${ROLE_WORDS[role]} · ${storeName(storeId)}` : ROLE_WORDS[role],
  );
}

/** How somebody gets in. */
export function accessWords({ email, active, hasPin }: Pick<Person, 'email' | 'active' | 'hasPin'>): string {
  const pin = hasPin ? 'PIN' : '';
  if (email === null) return hasPin ? 'PIN only' : 'no way in yet';
  return [active ? 'signs in' : 'invited', pin].filter(Boolean).join(' + ');
}

export function invitationWords(
  { delivery }: Pick<Invitation, 'delivery'>,
  { name, email }: Pick<Person, 'name' | 'email'>,
): string {
  switch (delivery) {
    case 'sent':
      return `A mail with a link is on its way to ${email ?? name}.`;
    case 'failed':
      return `The mail to ${email ?? name} could not be sent. Pass this link on yourself:`;
    case 'no-smtp':
      return `No mail server is set up, so pass this link on to ${name} yourself:`;
  }
}
