import { SYSTEM, type Actor } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from './access.ts';

/** A request or a socket, once it is known who is behind it. */
interface Request {
  principal: Principal | null;
}

/** The caller of a route that is not public. */
export function callerOf({ principal }: Request): Principal {
  if (!principal) throw new AppError('unauthenticated', 'Sign in first.');
  return principal;
}

export function actorOf(principal: Principal | null): Actor {
  if (!principal) return SYSTEM;
  const { kind, id, name, deviceId } = principal;
  return { kind, id, name, deviceId };
}

/** The context of a use case, acting for whoever sent the request. */
export function asCaller<C extends { actor: Actor }>(ctx: C, { principal }: Request): C {
  return { ...ctx, actor: actorOf(principal) };
}
