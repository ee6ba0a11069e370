import Type, { type Static } from 'typebox';

/** What may be done, in the words of the API: `thing:verb`. */
export const PERMISSIONS = [
  'stores:read',
  'stores:write',
  'items:read',
  'items:write',
  'stock:read',
  'stock:write',
  'availability:write',
  'sales:write',
  'orders:read',
  'orders:write',
  'backorders:write',
  'suppliers:read',
  'suppliers:write',
  'purchasing:read',
  'purchasing:write',
  'purchasing:approve',
  'receipts:write',
  'deliveries:write',
  'messages:write',
  'imports:write',
  'screens:write',
  'people:write',
  'keys:write',
  'audit:read',
] as const;
export const Permission = Type.Enum(PERMISSIONS);
export type Permission = (typeof PERMISSIONS)[number];

/** An owner's role is in every store; a manager's or a member of staff's is per store. */
export const StoreRole = Type.Enum(['manager', 'staff']);
export type StoreRole = Static<typeof StoreRole>;
export type Role = 'owner' | StoreRole;

const STAFF: readonly Permission[] = [
  'stores:read',
  'items:read',
  'stock:read',
  'stock:write',
  'availability:write',
  'orders:read',
  'orders:write',
  'suppliers:read',
  'purchasing:read',
  'receipts:write',
];
const MANAGER: readonly Permission[] = [
  ...STAFF,
  'items:write',
  'sales:write',
  'backorders:write',
  'suppliers:write',
  'purchasing:write',
  'purchasing:approve',
  'deliveries:write',
  'messages:write',
  'imports:write',
  'screens:write',
  'people:write',
  'audit:read',
];

export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: PERMISSIONS,
  manager: MANAGER,
  staff: STAFF,
};

export const ScreenKind = Type.Enum(['wall', 'tablet']);
export type ScreenKind = Static<typeof ScreenKind>;

/** What every paired screen may: look. */
export const SCREEN_PERMISSIONS: readonly Permission[] = ['stores:read', 'items:read', 'stock:read'];
/** What a tablet may under its own name, in a store where nobody has a PIN yet. */
export const OPEN_TABLET_PERMISSIONS: readonly Permission[] = STAFF;

/** What a program may be given. People, screens and keys are the business of people. */
export const KEY_PERMISSIONS: readonly Permission[] = [
  'stores:read',
  'stores:write',
  'items:read',
  'items:write',
  'stock:read',
  'stock:write',
  'availability:write',
  'sales:write',
  'orders:read',
  'orders:write',
  'backorders:write',
  'suppliers:read',
  'suppliers:write',
  'purchasing:read',
  'purchasing:write',
  'purchasing:approve',
  'receipts:write',
  'deliveries:write',
  'messages:write',
  'imports:write',
  'audit:read',
];
