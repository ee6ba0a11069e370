import type { Permission } from '../../shared/identity/access.schema.ts';
import type { ApiKey } from '../../shared/identity/api-key.schema.ts';
import type { StoreTimes } from '../stock/store-times.ts';

export interface PermissionWords {
  permission: Permission;
  label: string;
  hint: string;
}

/** What a program may be given, in the order in which it is asked for. */
export const KEY_PERMISSION_WORDS: readonly PermissionWords[] = [
  {
    permission: 'sales:write',
    label: 'Report sales',
    hint: 'A till sends its tickets, and stock goes down with them.',
  },
  { permission: 'stock:read', label: 'Read stock', hint: 'What is on hand, low, limited or 86.' },
  {
    permission: 'availability:write',
    label: '86 and limit',
    hint: 'Take items off, bring them back, set countdowns.',
  },
  {
    permission: 'orders:read',
    label: 'Read orders',
    hint: 'Orders, who placed them, and the queue of backorders.',
  },
  { permission: 'orders:write', label: 'Take orders', hint: 'Place, hand over, cancel and change orders.' },
  {
    permission: 'backorders:write',
    label: 'Rule the queue',
    hint: 'Set who comes first, and move orders up.',
  },
  {
    permission: 'suppliers:read',
    label: 'Read suppliers',
    hint: 'Who sells what, when they deliver, and for how much.',
  },
  {
    permission: 'suppliers:write',
    label: 'Change suppliers',
    hint: 'Add suppliers, and change their items and prices.',
  },
  {
    permission: 'purchasing:read',
    label: 'Read purchase orders',
    hint: 'What is ordered, confirmed and late.',
  },
  { permission: 'purchasing:write', label: 'Order goods', hint: 'Write, send and change purchase orders.' },
  {
    permission: 'purchasing:approve',
    label: 'Approve purchase orders',
    hint: 'Also those above the limit of the store.',
  },
  {
    permission: 'receipts:write',
    label: 'Receive deliveries',
    hint: 'Say what came, and what was sent back.',
  },
  {
    permission: 'deliveries:write',
    label: 'Announce deliveries',
    hint: 'Say what is on its way, and when it is late.',
  },
  {
    permission: 'messages:write',
    label: 'Write to customers',
    hint: 'Change what they are told, and send again.',
  },
  { permission: 'stock:write', label: 'Book stock', hint: 'Counts, waste, deliveries and transfers.' },
  { permission: 'items:read', label: 'Read items', hint: 'Names, codes, units and recipes.' },
  { permission: 'items:write', label: 'Change items', hint: 'Add items, and change what is known of them.' },
  {
    permission: 'imports:write',
    label: 'Import files',
    hint: 'Load items, recipes, stock and sales from CSV.',
  },
  { permission: 'stores:read', label: 'Read stores', hint: 'Their names, time zones and currencies.' },
  {
    permission: 'stores:write',
    label: 'Change stores',
    hint: 'Add stores, and change their names and settings.',
  },
  { permission: 'audit:read', label: 'Read the record', hint: 'Who did what and when.' },
];

export function permissionLabel(permission: Permission): string {
  return KEY_PERMISSION_WORDS.find((words) => words.permission === permission)?.label ?? permission;
}

export type KeyPurpose = 'till' | 'menu' | 'shop' | 'other';

export const KEY_PURPOSES: readonly {
  value: KeyPurpose;
  label: string;
  hint: string;
  permissions: Permission[];
}[] = [
  { value: 'till', label: 'A till', hint: 'Reports what it sells.', permissions: ['sales:write'] },
  {
    value: 'menu',
    label: 'A menu or website',
    hint: 'Shows what is there.',
    permissions: ['stock:read', 'items:read'],
  },
  {
    value: 'shop',
    label: 'A web shop',
    hint: 'Shows what is there, and places orders.',
    permissions: ['stock:read', 'items:read', 'orders:read', 'orders:write'],
  },
  { value: 'other', label: 'Something else', hint: 'Choose below what it may.', permissions: [] },
];

/** "never used" or "used 12 min ago", and until when it works where that is not for ever. */
export function keyUseWords(
  { lastUsedAt, expiresAt }: Pick<ApiKey, 'lastUsedAt' | 'expiresAt'>,
  times: StoreTimes,
  nowMs: number,
): { used: string; ends: string } {
  const used = lastUsedAt === null ? 'never used' : `used ${times.ago(new Date(lastUsedAt), nowMs)}`;
  if (expiresAt === null) return { used, ends: '' };
  const end = times.when(new Date(expiresAt), nowMs);
  return { used, ends: Date.parse(expiresAt) <= nowMs ? `expired ${end}` : `works until ${end}` };
}
