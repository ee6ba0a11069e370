import { io, type Socket } from 'socket.io-client';
import type { ClientToServerEvents, ServerToClientEvents } from '../../shared/live/socket.ts';
import { LIVE_NAMESPACE } from '../../shared/live/timing.ts';

export type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** Who connects, where it is not the session cookie that tells, and which build of the page it runs, once it knows. */
export interface Handshake {
  token?: string;
  build?: string;
}

const CONNECT_TIMEOUT_MS = 8_000;

/** One try to connect. Coming back is decided by the connection's own states, so the library's way of it is off. */
export function openLiveSocket(url: string, auth: Handshake): LiveSocket {
  return io(`${url}${LIVE_NAMESPACE}`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: CONNECT_TIMEOUT_MS,
    auth,
  });
}

export function closeLiveSocket(socket: LiveSocket): void {
  socket.removeAllListeners();
  socket.disconnect();
}

/** The reason code of a refused handshake, or null when the transport itself failed. */
export function refusalOf(error: Error & { data?: { code?: unknown } }): string | null {
  if (!('data' in error) && !/^[a-z-]+$/.test(error.message)) return null;
  return typeof error.data?.code === 'string' ? error.data.code : error.message;
}
