import type { StoreRole } from '../../shared/identity/access.schema.ts';
import type { Person, PersonInput, PersonPatch } from '../../shared/identity/person.schema.ts';

/** A person as the form has it. */
export interface PersonDraft {
  name: string;
  email: string;
  isOwner: boolean;
  /** By store; those that are missing give no access. */
  roles: Record<string, StoreRole>;
  /** Empty: as it is. */
  pin: string;
  withoutPin: boolean;
}

export function draftOf(person: Person | null): PersonDraft {
  const roles = Object.fromEntries((person?.roles ?? []).map(({ storeId, role }) => [storeId, role]));
  const { name = '', email = null, isOwner = false } = person ?? {};
  return { name, email: email ?? '', isOwner, roles, pin: '', withoutPin: false };
}

export function inputOf({ name, email, isOwner, roles, pin }: PersonDraft): PersonInput {
  return {
    name: name.trim(),
    roles: isOwner ? [] : rolesOf(roles),
    ...(email.trim() !== '' && { email: email.trim() }),
    ...(isOwner && { isOwner }),
    ...(pin !== '' && { pin }),
  };
}

/** What the draft changes about the person; null when that is nothing. */
export function patchOf(draft: PersonDraft, person: Person): PersonPatch | null {
  const [before, after] = [draftOf(person), { ...draft, name: draft.name.trim(), email: draft.email.trim() }];
  const patch: PersonPatch = {
    ...(after.name !== before.name && { name: after.name }),
    ...(after.email !== before.email && { email: after.email === '' ? null : after.email }),
    ...(after.isOwner !== before.isOwner && { isOwner: after.isOwner }),
    ...(!isSame(after.roles, before.roles) && { roles: rolesOf(after.roles) }),
    ...(after.withoutPin ? { pin: null } : after.pin !== '' && { pin: after.pin }),
  };
  return Object.keys(patch).length > 0 ? patch : null;
}

function rolesOf(roles: PersonDraft['roles']): { storeId: string; role: StoreRole }[] {
  return Object.entries(roles).map(([storeId, role]) => ({ storeId, role }));
}

function isSame(a: PersonDraft['roles'], b: PersonDraft['roles']): boolean {
  const ids = Object.keys({ ...a, ...b });
  return ids.every((id) => a[id] === b[id]);
}
