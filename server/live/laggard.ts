const MAX_WAITING_PACKETS = 500;
const MAX_WAITING_BYTES = 1_000_000;

/** The parts of an Engine.IO connection that tell what is waiting to be sent. */
interface Connection {
  writeBuffer?: readonly { data?: unknown }[];
  transport?: { socket?: { bufferedAmount?: number; terminate?: () => void } };
}

interface Backlog {
  packets: number;
  bytes: number;
}

/**
 * Tells clients that read more slowly than they are written to; Socket.IO itself would buffer without end. A backlog
 * that shrinks is a large snapshot on a slow link: that one is given its time.
 */
export class LaggardWatch {
  readonly #lastBacklogs = new WeakMap<object, Backlog>();

  /** To be asked at regular intervals: a client lags when it has too much to read, and no less than last time. */
  isLagging(connection: object): boolean {
    const backlog = backlogOf(connection);
    const last = this.#lastBacklogs.get(connection);
    this.#lastBacklogs.set(connection, backlog);
    return last !== undefined && isTooLong(backlog) && isTooLong(last) && backlog.bytes >= last.bytes;
  }
}

/** Ends a connection at once; an orderly close would wait until the client has read everything. */
export function cutOff({ transport }: Connection): void {
  transport?.socket?.terminate?.();
}

function isTooLong({ packets, bytes }: Backlog): boolean {
  return packets > MAX_WAITING_PACKETS || bytes > MAX_WAITING_BYTES;
}

function backlogOf({ writeBuffer = [], transport }: Connection): Backlog {
  const own = writeBuffer.reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), 0);
  return { packets: writeBuffer.length, bytes: own + (transport?.socket?.bufferedAmount ?? 0) };
}
