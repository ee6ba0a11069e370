import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Answers on their way have this long. */
const GRACE_MS = 5_000;

/**
 * Sees to it that a server that is closing gets to its end. Node waits for every connection that is not idle, and among
 * those are the spare ones that browsers open ahead of need: it would wait a minute for their first request. For a screen
 * that is only about to enter it would wait as long as that screen is there.
 */
export class Connections {
  readonly #open = new Set<Socket>();

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#open.add(socket);
      socket.once('close', () => this.#open.delete(socket));
    });
  }

  /** Runs `close`, which ends when no connection is left, and ends the connections that would keep it waiting. */
  async endWith(close: () => Promise<unknown>): Promise<void> {
    this.#end((socket) => socket.bytesRead === 0);
    const grace = setTimeout(() => this.#end(() => true), GRACE_MS);
    try {
      await close();
    } finally {
      clearTimeout(grace);
    }
  }

  #end(which: (socket: Socket) => boolean): void {
    for (const socket of this.#open) if (which(socket)) socket.destroy();
  }
}
