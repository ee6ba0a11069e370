import { parseCookie } from 'cookie';
import { isDeepStrictEqual } from 'node:util';
import type { ScreenMessage } from '../../shared/identity/device.schema.ts';
import type { LiveNamespace, LiveSocket } from '../live/live.sockets.ts';
import type { IdentityContext, Revocation } from '../platform/context.ts';
import type { Principal } from './access.ts';
import { authenticate } from './authenticate.service.ts';
import { noteScreenSeen } from './devices.service.ts';
import { EventBudget } from './event-budget.ts';
import { isOwnOrigin, type SessionCookie } from './session-cookie.ts';

/** Sessions run out and messages between processes get lost: so often, every socket is asked again who it is. */
const RECHECK_EVERY_MS = 60_000;

export interface SocketGuard {
  /** Drops, in this process, everything that is connected by what was revoked. */
  drop: (what: Revocation) => void;
  tell: (deviceId: string, message: ScreenMessage) => void;
  isConnected: (deviceId: string) => boolean;
  recheck: () => Promise<void>;
  stop: () => void;
}

interface Guarding {
  ctx: IdentityContext;
  cookie: SessionCookie;
  /** Of the pages that are served now. */
  build: string;
  onError: (error: unknown) => void;
}

/**
 * Lets only those connect who prove who they are: by the token in the handshake, or by the session cookie of our own
 * pages. A refusal is a `connect_error` with a code in `data`.
 */
export function guardSockets(
  namespace: LiveNamespace,
  { ctx, cookie, build, onError }: Guarding,
): SocketGuard {
  namespace.use((socket, next) => {
    identify(socket, ctx, cookie).then(
      (known) => next(known ? undefined : refusal('unauthenticated')),
      (error: unknown) => {
        onError(error);
        next(refusal('unavailable'));
      },
    );
  });
  namespace.on('connection', (socket) => enter(socket, { ctx, build, onError }));
  const recheck = (): Promise<void> => recheckAll(namespace, ctx);
  const timer = setInterval(() => void recheck().catch(onError), RECHECK_EVERY_MS);
  return {
    drop: (what) => void namespace.in(what).disconnectSockets(true),
    tell: (deviceId, message) => tell(namespace.to(`device:${deviceId}`), message),
    isConnected: (deviceId) => namespace.adapter.rooms.has(`device:${deviceId}`),
    recheck,
    stop: () => clearInterval(timer),
  };
}

/** What a socket's `data` holds. */
interface Known {
  principal: Principal;
  token: string;
}

async function identify(socket: LiveSocket, ctx: IdentityContext, cookie: SessionCookie): Promise<boolean> {
  const token = tokenOf(socket, ctx, cookie);
  const principal = token === undefined ? null : await authenticate(ctx, token);
  if (principal) Object.assign(socket.data as Known, { principal, token });
  return principal !== null;
}

function tokenOf(
  { handshake }: LiveSocket,
  { publicUrl }: IdentityContext,
  { name }: SessionCookie,
): string | undefined {
  const given: unknown = handshake.auth['token'];
  if (typeof given === 'string') return given;
  const { cookie, origin, host = '' } = handshake.headers;
  return cookie !== undefined && isOwnOrigin(origin, host, publicUrl) ? parseCookie(cookie)[name] : undefined;
}

function refusal(code: string): Error {
  return Object.assign(new Error(code), { data: { code } });
}

/** Everything by which it may be shut out is a room; the server alone decides about rooms. */
function enter(socket: LiveSocket, { ctx, build, onError }: Omit<Guarding, 'cookie'>): void {
  const { principal } = socket.data as Known;
  void socket.join(roomsOf(principal));
  const { deviceId } = principal;
  const budget = new EventBudget(() => performance.now());
  socket.use((_event, next) => (budget.take() ? next() : void socket.disconnect(true)));
  if (deviceId === null) return;
  // A page learns its build with its first connection: one that names none has just been loaded from here.
  const told: unknown = socket.handshake.auth['build'];
  noteScreenSeen(ctx, deviceId, typeof told === 'string' ? told.slice(0, 40) : build)
    .then((language) => tell(socket, { language }))
    .catch(onError);
}

function tell(screen: Pick<LiveSocket, 'emit'>, message: ScreenMessage): void {
  if (typeof message === 'string') screen.emit('screen', { command: message });
  else screen.emit('language', message);
}

function roomsOf({ kind, id, session, deviceId, inStore }: Principal): string[] {
  const screens = [...inStore.keys(), 'all'].map((store) => `screens:${store}`);
  return [
    `${kind}:${id}`,
    ...(session ? [`session:${session.id}`] : []),
    ...(kind === 'device' ? screens : deviceId === null ? [] : [`device:${deviceId}`]),
  ];
}

/** Whoever may do something else than before comes back with what they may do now. */
async function recheckAll(namespace: LiveNamespace, ctx: IdentityContext): Promise<void> {
  for (const socket of namespace.sockets.values()) {
    const { token, principal } = socket.data as Known;
    const now = await authenticate(ctx, token);
    if (!now || !isDeepStrictEqual(grantsOf(now), grantsOf(principal))) socket.disconnect(true);
  }
}

function grantsOf({ everywhere, inStore }: Principal): unknown {
  return { everywhere, inStore };
}

/** Who is behind a socket that was let in. */
export function principalOf(socket: LiveSocket): Principal {
  return (socket.data as Known).principal;
}
