import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { createMailer, type Mailer } from '../../server/platform/mailer.ts';

/** What goes wrong with mails whose recipient's address has `of` in it. */
export interface MailFault {
  /**
   * `sender`: for nobody in particular. `message`: once it was read. `data`: the mail is taken, and the connection gone
   * before that is said. `hang`: there is no answer any more.
   */
  at: 'sender' | 'recipient' | 'message' | 'data' | 'hang';
  of: string;
  code: number;
  words: string;
}

/** A real SMTP server that does not always do as it should. */
export interface FaultyMailServer {
  mailer: Mailer;
  fault: MailFault | null;
  /** Everything that was taken, whether that was said or not. */
  mails: { to: string; messageId: string | undefined }[];
  /** How often somebody tried to send to this address. */
  tries: (address: string) => number;
}

export async function startFaultyMailServer({ patienceMs = 10_000 } = {}): Promise<FaultyMailServer> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const bySession = new Map<string, Socket>();
  const isConcerned = (address: string): boolean => state.fault !== null && address.includes(state.fault.of);
  const refusal = ({ code, words }: MailFault): Error =>
    Object.assign(new Error(words), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom: (_address, _session, done) => {
      const { fault } = state;
      done(fault?.at === 'sender' ? refusal(fault) : null);
    },
    onRcptTo: ({ address }, _session, done) => {
      asked.push(address);
      const { fault } = state;
      if (!fault || !isConcerned(address)) return done();
      if (fault.at === 'recipient') return done(refusal(fault));
      if (fault.at !== 'hang') done();
    },
    onData: (stream, session, done) => {
      void simpleParser(stream).then(({ messageId }) => {
        const to = recipientOf(session);
        const { fault } = state;
        if (fault?.at === 'message' && isConcerned(to)) return done(refusal(fault));
        state.mails.push({ to, messageId });
        if (fault?.at === 'data' && isConcerned(to)) bySession.get(keyOf(session))?.destroy();
        else done();
      });
    },
  });
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    bySession.set(`${socket.remotePort}`, socket);
    socket.on('error', () => {});
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const smtpUrl = `smtp://127.0.0.1:${port}`;
  const mailer = createMailer({ smtpUrl, onLost: () => {}, patienceMs });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const state: FaultyMailServer = {
    ...{ mailer, fault: null, mails: [] },
    tries: (address) => asked.filter((each) => each === address).length,
  };
  return state;
}

const keyOf = ({ remotePort }: SMTPServerSession): string => `${remotePort}`;

function recipientOf({ envelope }: SMTPServerSession): string {
  return envelope.rcptTo[0]?.address ?? '';
}
