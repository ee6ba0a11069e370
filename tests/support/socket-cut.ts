import type { Page } from 'playwright-core';

const COMMAND = /"(availability\.set|movement\.record|receipt\.record)"/;
/** How an acknowledgement on the namespace of the screens starts, by the protocol of Socket.IO. */
const ANSWER = /^43\/live,/;

export interface Cut {
  /** Commands that reached the server, repetitions included. */
  commands: number;
  cuts: number;
  /** While it is, the page hears nothing any more after its next command, and its connection stays. */
  deaf: boolean;
  watch: (page: Page) => Promise<void>;
}

/** Lets a page's first command through to the server, and breaks the connection before anything comes back. */
export function cutBeforeAnswer(): Cut {
  const cut: Cut = {
    commands: 0,
    cuts: 0,
    deaf: false,
    watch: (page) =>
      page.routeWebSocket(/socket\.io/, (socket) => {
        const server = socket.connectToServer();
        let isFirst = false;
        socket.onMessage((message) => {
          if (COMMAND.test(String(message))) isFirst = ++cut.commands === 1;
          server.send(message);
        });
        server.onMessage((message) => {
          if (!isFirst) return socket.send(message);
          if (cut.deaf || !ANSWER.test(String(message))) return;
          cut.cuts++;
          void server.close();
          void socket.close();
        });
      }),
  };
  return cut;
}
