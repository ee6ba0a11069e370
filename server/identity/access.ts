import {
  OPEN_TABLET_PERMISSIONS,
  ROLE_PERMISSIONS,
  SCREEN_PERMISSIONS,
  type Permission,
  type ScreenKind,
  type StoreRole,
} from '../../shared/identity/access.schema.ts';

/** Somebody or something that proved who it is, and what it may do. */
export interface Principal {
  kind: 'person' | 'device' | 'key';
  id: string;
  name: string;
  /** In the organisation itself and in every store there is or will be. */
  everywhere: readonly Permission[];
  inStore: ReadonlyMap<string, readonly Permission[]>;
  /** The screen that acts, or that the person acts on. */
  deviceId: string | null;
  session: { id: string; confirmedAt: Date } | null;
}

/** What a route or socket event asks of its caller. */
export type AccessRule =
  /** Anybody; the handler itself decides by what the request carries. */
  | 'public'
  /** Whoever is signed in, whatever they may do. */
  | 'signed-in'
  /** Whoever signs the request itself (Standard Webhooks); the handler looks at the signature. */
  | 'signed'
  /** `store`: in the store that the path names. `any-store`: in at least one. `organisation`: in all of it. */
  | { permission: Permission; in: 'store' | 'any-store' | 'organisation'; confirmed?: boolean };

export function permitsInStore(
  { everywhere, inStore }: Principal,
  permission: Permission,
  storeId: string,
): boolean {
  return everywhere.includes(permission) || (inStore.get(storeId)?.includes(permission) ?? false);
}

export function permitsInAnyStore({ everywhere, inStore }: Principal, permission: Permission): boolean {
  return (
    everywhere.includes(permission) || [...inStore.values()].some((granted) => granted.includes(permission))
  );
}

export function permitsEverywhere({ everywhere }: Principal, permission: Permission): boolean {
  return everywhere.includes(permission);
}

/** Ids of the stores in which this may be done; null for all of them. */
export function storesWith({ everywhere, inStore }: Principal, permission: Permission): string[] | null {
  if (everywhere.includes(permission)) return null;
  return [...inStore].flatMap(([storeId, granted]) => (granted.includes(permission) ? [storeId] : []));
}

export interface PersonFacts {
  isOwner: boolean;
  roles: readonly { storeId: string; role: StoreRole }[];
}

type Grants = Pick<Principal, 'everywhere' | 'inStore'>;

/** What a person may who signed in with a password. */
export function grantsOfPerson({ isOwner, roles }: PersonFacts): Grants {
  const inStore = new Map(roles.map(({ storeId, role }) => [storeId, ROLE_PERMISSIONS[role]]));
  return { everywhere: isOwner ? ROLE_PERMISSIONS.owner : [], inStore };
}

/** What a person may who took a tablet over with a PIN: six digits open what staff do in that store, and no more. */
export function grantsOfShift(person: PersonFacts, storeId: string): Grants {
  const belongs = person.isOwner || person.roles.some((role) => role.storeId === storeId);
  return { everywhere: [], inStore: new Map(belongs ? [[storeId, ROLE_PERMISSIONS.staff]] : []) };
}

/** A tablet acts under its own name as long as nobody in its store has a PIN; from then on a person has to. */
export function grantsOfScreen(kind: ScreenKind, storeId: string, storeHasPins: boolean): Grants {
  const granted = kind === 'tablet' && !storeHasPins ? OPEN_TABLET_PERMISSIONS : SCREEN_PERMISSIONS;
  return { everywhere: [], inStore: new Map([[storeId, granted]]) };
}

export function grantsOfKey(permissions: readonly Permission[], storeIds: readonly string[] | null): Grants {
  if (storeIds === null) return { everywhere: permissions, inStore: new Map() };
  return { everywhere: [], inStore: new Map(storeIds.map((storeId) => [storeId, permissions])) };
}
