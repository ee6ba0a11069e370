import type { Permission } from '../../shared/identity/access.schema.ts';
import type { AccessRule } from './access.ts';

/** `config` of a route that needs a permission in the store of its path. */
export function inStore(permission: Permission): { access: AccessRule } {
  return { access: { permission, in: 'store' } };
}

/** For changes that open doors: `confirmed` asks for the password again unless it was given lately. */
export function inAnyStore(permission: Permission, { confirmed = false } = {}): { access: AccessRule } {
  return { access: { permission, in: 'any-store', confirmed } };
}

export function inOrganisation(permission: Permission, { confirmed = false } = {}): { access: AccessRule } {
  return { access: { permission, in: 'organisation', confirmed } };
}

export const PUBLIC = { access: 'public' as const };
export const SIGNED_IN = { access: 'signed-in' as const };
/** The handler has to look at the signature. */
export const SIGNED = { access: 'signed' as const };
