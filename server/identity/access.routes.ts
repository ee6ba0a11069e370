// The cookies of a request are typed by the plugin that reads them.
import '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../platform/errors.ts';
import type { HttpServer } from '../platform/http.ts';
import {
  permitsEverywhere,
  permitsInAnyStore,
  permitsInStore,
  type AccessRule,
  type Principal,
} from './access.ts';
import { authenticate } from './authenticate.service.ts';
import type { IdentityContext } from '../platform/context.ts';
import { isOwnOrigin, type SessionCookie } from './session-cookie.ts';
import { isConfirmed } from './session-limits.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: AccessRule;
  }
  interface FastifyRequest {
    principal: Principal | null;
  }
}

export interface AccessDeps {
  ctx: IdentityContext;
  cookie: SessionCookie;
}

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Lets nobody through to a route of this scope who may not. Before the body is read: who is it, may they. A route that
 * does not say what it asks for is a mistake that keeps the server from starting.
 */
export function guardRoutes(app: HttpServer, { ctx, cookie }: AccessDeps): void {
  app.decorateRequest('principal', null);
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.access === undefined) throw new Error(`${String(method)} ${url} does not say who may use it`);
  });
  app.addHook('preParsing', async (request) => {
    request.principal = await principalOf(request, { ctx, cookie });
    checkAccess(request, ctx);
  });
}

async function principalOf(request: FastifyRequest, { ctx, cookie }: AccessDeps): Promise<Principal | null> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return authenticate(ctx, bearer);
  checkOrigin(request, ctx);
  const session = request.cookies[cookie.name];
  return session === undefined ? null : authenticate(ctx, session);
}

/** Cookies travel by themselves, so what another site's page sends must not count. Signing in is guarded as well. */
function checkOrigin({ method, headers, host }: FastifyRequest, { publicUrl }: IdentityContext): void {
  if (SAFE_METHODS.includes(method) || isOwnOrigin(headers.origin, host, publicUrl)) return;
  throw new AppError('forbidden', `A page of ${headers.origin} may not do this here.`);
}

function checkAccess({ principal, routeOptions, params }: FastifyRequest, { clock }: IdentityContext): void {
  const rule = routeOptions.config.access;
  if (rule === undefined || rule === 'public' || rule === 'signed') return;
  if (!principal) throw new AppError('unauthenticated', 'Sign in, or send a valid token.');
  if (rule === 'signed-in') return;
  if (!isPermitted(principal, rule, params as { storeId?: string }))
    throw new AppError('forbidden', `This takes the permission ${rule.permission}.`);
  if (rule.confirmed && !(principal.session && isConfirmed(principal.session.confirmedAt, clock))) {
    throw new AppError('confirmation-required', 'Enter your password once more for this.');
  }
}

function isPermitted(
  principal: Principal,
  rule: Exclude<AccessRule, string>,
  { storeId = '' }: { storeId?: string },
): boolean {
  switch (rule.in) {
    case 'store':
      return permitsInStore(principal, rule.permission, storeId);
    case 'any-store':
      return permitsInAnyStore(principal, rule.permission);
    case 'organisation':
      return permitsEverywhere(principal, rule.permission);
  }
}
