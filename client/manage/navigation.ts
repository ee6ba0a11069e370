import type { Permission } from '../../shared/identity/access.schema.ts';
import type { GlyphName } from '../ui/glyphs.ts';

export interface Destination {
  path: string;
  name: string;
  glyph: GlyphName;
  /** What it takes, in the store that is looked at; `anyStore`: in one of theirs. */
  permission: Permission;
  anyStore?: boolean;
  /** It takes several of them. */
  several?: boolean;
}

/** In the order of the navigation; the first four have a place of their own at the bottom of a phone. */
export const DESTINATIONS: readonly Destination[] = [
  { path: '/', name: 'Today', glyph: 'today', permission: 'stock:read' },
  { path: '/orders', name: 'Orders', glyph: 'orders', permission: 'orders:read' },
  { path: '/backorders', name: 'Backorders', glyph: 'backorders', permission: 'orders:read' },
  { path: '/stock', name: 'Stock', glyph: 'stock', permission: 'stock:read' },
  { path: '/items', name: 'Items', glyph: 'items', permission: 'items:read' },
  { path: '/order-now', name: 'Order now', glyph: 'reorder', permission: 'purchasing:read' },
  { path: '/purchase-orders', name: 'Purchase orders', glyph: 'purchases', permission: 'purchasing:read' },
  { path: '/deliveries', name: 'Deliveries', glyph: 'deliveries', permission: 'deliveries:write' },
  { path: '/transfers', name: 'Transfers', glyph: 'swap', permission: 'purchasing:read' },
  { path: '/forecasts', name: 'Forecasts', glyph: 'forecasts', permission: 'stock:read' },
  { path: '/suppliers', name: 'Suppliers', glyph: 'suppliers', permission: 'suppliers:read' },
  { path: '/stores', name: 'All stores', glyph: 'store', permission: 'stock:read', several: true },
  { path: '/reports', name: 'Reports', glyph: 'reports', permission: 'purchasing:read' },
  { path: '/messages', name: 'Messages', glyph: 'mail', permission: 'messages:write' },
  { path: '/screens', name: 'Screens', glyph: 'screens', permission: 'screens:write', anyStore: true },
  { path: '/people', name: 'People', glyph: 'people', permission: 'people:write', anyStore: true },
  { path: '/keys', name: 'Keys', glyph: 'keys', permission: 'keys:write' },
  { path: '/audit', name: 'Audit', glyph: 'audit', permission: 'audit:read' },
  { path: '/settings', name: 'Settings', glyph: 'settings', permission: 'stores:read' },
];
export const ON_PHONE_BAR = 4;

/** What somebody may, as a session tells it. */
export interface Allowed {
  may: (permission: Permission) => boolean;
  storesWith: (permission: Permission) => readonly unknown[];
}

export function isOpenTo(
  allowed: Allowed,
  { permission, anyStore = false, several = false }: Destination,
): boolean {
  if (several) return allowed.storesWith(permission).length > 1;
  return anyStore ? allowed.storesWith(permission).length > 0 : allowed.may(permission);
}

/** The destination that a path belongs to: "/screens/pair/K7QM" is under Screens. */
export function destinationAt(path: string): Destination | undefined {
  return DESTINATIONS.find((it) => (it.path === '/' ? path === '/' : `${path}/`.startsWith(`${it.path}/`)));
}
