import type { StoreRole } from '../../shared/identity/access.schema.ts';

type Roles = readonly { storeId: string; role: StoreRole }[];

interface Standing {
  isOwner: boolean;
  roles: Roles;
}

/** Ids of stores; null: all of them. */
type Managed = readonly string[] | null;

/**
 * Why somebody who manages people in the given stores may not turn `before` into `after`; null when they may. A manager
 * never touches an owner or makes one, and only people who work in the manager's own stores.
 */
export function mayManage(managed: Managed, before: Standing | null, after: Standing): string | null {
  if (managed === null) return null;
  if (before?.isOwner || after.isOwner) return 'Only an owner can make or change an owner.';
  const isMine = ({ storeId }: { storeId: string }): boolean => managed.includes(storeId);
  if (before && !before.roles.some(isMine)) return 'This person does not work in a store of yours.';
  if (!before && after.roles.length === 0) return 'Say in which of your stores the person works.';
  const given = after.roles.filter(
    (role) => !before?.roles.some((had) => had.storeId === role.storeId && had.role === role.role),
  );
  return given.every(isMine) ? null : 'You can give people roles in your own stores only.';
}

/**
 * Why somebody may not change who a person is: name, address, PIN, a link to set a password, or that they are there at
 * all. All of that reaches into every store of the person: whoever gets their links can be them anywhere.
 */
export function maySpeakFor(managed: Managed, { roles }: Standing): string | null {
  if (managed === null || roles.every(({ storeId }) => managed.includes(storeId))) return null;
  return 'This person works in other stores too: you can change their role in yours; the rest takes an owner.';
}

/** The wanted roles in the stores that the caller manages (null: all), and what there was elsewhere. */
export function mergeRoles(
  before: Roles,
  wanted: Roles,
  managed: Managed,
): { storeId: string; role: StoreRole }[] {
  if (managed === null) return [...wanted];
  const elsewhere = before.filter(({ storeId }) => !managed.includes(storeId));
  return [
    ...elsewhere,
    ...wanted.filter(({ storeId }) => !elsewhere.some((role) => role.storeId === storeId)),
  ];
}

interface Holder extends Standing {
  pinHash: string | null;
}

/** Stores, or `all` of them, in whose tablets this change brings or takes away somebody's PIN. */
export function storesWherePinsChange(before: Holder | null, after: Holder | null): string[] {
  const [had, has] = [storesOfPin(before), storesOfPin(after)];
  return [...had.filter((store) => !has.includes(store)), ...has.filter((store) => !had.includes(store))];
}

function storesOfPin(person: Holder | null): string[] {
  if (person === null || person.pinHash === null) return [];
  return person.isOwner ? ['all'] : person.roles.map(({ storeId }) => storeId);
}
