import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import {
  ConfirmInput,
  LinkInput,
  LinkQuestion,
  LinkState,
  LoginInput,
  Me,
  PasswordChange,
  PinAnswer,
  PinInput,
  ResetInput,
  SessionInfo,
  ShiftPerson,
} from '../../shared/identity/person.schema.ts';
import { AppError } from '../platform/errors.ts';
import { NoContent, type HttpServer } from '../platform/http.ts';
import { PUBLIC, SIGNED_IN } from './access-rules.ts';
import { asCaller, callerOf } from './caller.ts';
import { authenticate } from './authenticate.service.ts';
import { getTablet } from './devices.service.ts';
import type { IdentityContext } from '../platform/context.ts';
import {
  changePassword,
  confirmPassword,
  endMySession,
  findMySessions,
  whoAmI,
} from './own-account.service.ts';
import { findShiftPeople } from './people.service.ts';
import { readLink, redeemLink, requestReset } from './person-links.service.ts';
import type { SessionCookie } from './session-cookie.ts';
import { logIn, logInWithPin, logOut, startSession, type Origin, type SignedIn } from './sign-in.service.ts';

const tags = ['sign-in'];

export function authRoutes(app: HttpServer, ctx: IdentityContext, cookie: SessionCookie): void {
  app.post(
    '/auth/login',
    { config: PUBLIC, schema: { tags, body: LoginInput, response: { 200: Me } } },
    async (request, reply) => {
      const signedIn = await logIn(ctx, request.body, originOf(request));
      setSessionCookie(reply, cookie, signedIn);
      return meAfter(ctx, signedIn);
    },
  );
  app.post(
    '/auth/logout',
    { config: SIGNED_IN, schema: { tags, response: { 204: NoContent } } },
    async (request, reply) => {
      await logOut(asCaller(ctx, request), callerOf(request));
      return reply.clearCookie(cookie.name, { path: '/' }).code(204).send();
    },
  );
  app.get('/auth/me', { config: SIGNED_IN, schema: { tags, response: { 200: Me } } }, (request) =>
    whoAmI(ctx.db, callerOf(request)),
  );
  app.post(
    '/auth/confirm',
    { config: SIGNED_IN, schema: { tags, body: ConfirmInput, response: { 204: NoContent } } },
    async (request, reply) => {
      await confirmPassword(ctx, callerOf(request), request.body.password);
      return reply.code(204).send();
    },
  );
  app.post(
    '/auth/password',
    { config: SIGNED_IN, schema: { tags, body: PasswordChange, response: { 204: NoContent } } },
    async (request, reply) => {
      await changePassword(asCaller(ctx, request), callerOf(request), request.body);
      return reply.code(204).send();
    },
  );
  tabletRoutes(app, ctx);
  sessionRoutes(app, ctx);
  linkRoutes(app, ctx, cookie);
}

function tabletRoutes(app: HttpServer, ctx: IdentityContext): void {
  app.get(
    '/auth/people',
    {
      config: SIGNED_IN,
      schema: { tags, response: { 200: Type.Object({ items: Type.Array(ShiftPerson) }) } },
    },
    async (request) => {
      const { storeId } = await getTablet(ctx.db, callerOf(request));
      return { items: await findShiftPeople(ctx.db, storeId) };
    },
  );
  app.post(
    '/auth/pin',
    { config: SIGNED_IN, schema: { tags, body: PinInput, response: { 200: PinAnswer } } },
    async (request) => {
      const { token, person, expiresAt } = await logInWithPin(ctx, callerOf(request), request.body);
      return { token, person, expiresAt: expiresAt.toISOString() };
    },
  );
}

function sessionRoutes(app: HttpServer, ctx: IdentityContext): void {
  const sessions = Type.Object({ items: Type.Array(SessionInfo) });
  app.get(
    '/auth/sessions',
    { config: SIGNED_IN, schema: { tags, response: { 200: sessions } } },
    async (request) => ({
      items: await findMySessions(ctx, callerOf(request)),
    }),
  );
  const params = Type.Object({ sessionId: Type.String({ format: 'uuid' }) });
  app.delete(
    '/auth/sessions/:sessionId',
    { config: SIGNED_IN, schema: { tags, params, response: { 204: NoContent } } },
    async (request, reply) => {
      await endMySession(asCaller(ctx, request), callerOf(request), request.params.sessionId);
      return reply.code(204).send();
    },
  );
}

/** Links come in e-mails; the token travels in bodies only, which no log keeps. */
function linkRoutes(app: HttpServer, ctx: IdentityContext, cookie: SessionCookie): void {
  app.post(
    '/auth/reset',
    { config: PUBLIC, schema: { tags, body: ResetInput, response: { 202: NoContent } } },
    async (request, reply) => {
      await requestReset(ctx, request.body.email, originOf(request));
      return reply.code(202).send();
    },
  );
  app.post(
    '/auth/link',
    { config: PUBLIC, schema: { tags, body: LinkQuestion, response: { 200: LinkState } } },
    ({ body }) => readLink(ctx, body.token),
  );
  app.post(
    '/auth/link/redeem',
    { config: PUBLIC, schema: { tags, body: LinkInput, response: { 200: Me } } },
    async (request, reply) => {
      const person = await redeemLink(ctx, request.body.token, request.body.password);
      const signedIn = await startSession(ctx, person, { agent: originOf(request).agent, deviceId: null });
      setSessionCookie(reply, cookie, signedIn);
      return meAfter(ctx, signedIn);
    },
  );
}

/** What {@link whoAmI} will say with the session that has just begun. */
async function meAfter(ctx: IdentityContext, { token }: SignedIn): Promise<Me> {
  const principal = await authenticate(ctx, token);
  if (!principal) throw new AppError('unauthenticated', 'Sign in again.');
  return whoAmI(ctx.db, principal);
}

const MAX_AGENT = 300;

export function originOf({ ip, headers }: FastifyRequest): Origin {
  return { address: ip, agent: headers['user-agent']?.slice(0, MAX_AGENT) ?? null };
}

export function setSessionCookie(
  reply: FastifyReply,
  { name, secure }: SessionCookie,
  { token, expiresAt }: SignedIn,
): void {
  void reply.setCookie(name, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    expires: expiresAt,
  });
}
