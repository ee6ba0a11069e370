import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { createMailer, type Mailer } from '../../server/platform/mailer.ts';

const USER = 'kitchen@example.com';
const PASSWORD = 'secret';
const DEADLINE_MS = 15_000;

/** A real SMTP server that keeps what it is sent, and a mailer that sends there. */
export interface Mailbox {
  mailer: Mailer;
  mails: ParsedMail[];
  /** What mails failed with. */
  lost: unknown[];
  /** The next mail to this address that was not returned yet. */
  nextTo: (address: string) => Promise<ParsedMail>;
}

export async function startMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const mails: ParsedMail[] = [];
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) => {
      if (username === USER && password === PASSWORD) done(null, { user: USER });
      else done(new Error('wrong user or password'));
    },
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        for (const check of [...waiting]) check();
        done();
      }, done);
    },
    ...options,
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  onTestFinished(() => new Promise((resolve) => server.close(resolve)));
  const taken = new Set<ParsedMail>();
  const take = (address: string): ParsedMail | undefined => {
    const mail = mails.find((one) => !taken.has(one) && recipientOf(one) === address);
    if (mail) taken.add(mail);
    return mail;
  };
  const nextTo = (address: string): Promise<ParsedMail> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no mail came for ${address}`)), DEADLINE_MS);
      const check = (): void => {
        const mail = take(address);
        if (!mail) return;
        clearTimeout(timer);
        waiting.delete(check);
        resolve(mail);
      };
      waiting.add(check);
      check();
    });
  return { ...mailerTo(server.server), mails, nextTo };
}

/** A mail server that takes the connection and never says a word. */
export async function startMuteServer(): Promise<Pick<Mailbox, 'mailer' | 'lost'>> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return mailerTo(server, 300);
}

function mailerTo(server: Server, patienceMs?: number): Pick<Mailbox, 'mailer' | 'lost'> {
  const lost: unknown[] = [];
  const { port } = server.address() as AddressInfo;
  const smtpUrl = `smtp://${encodeURIComponent(USER)}:${PASSWORD}@127.0.0.1:${port}`;
  const onLost = (error: unknown): void => void lost.push(error);
  return { lost, mailer: createMailer({ smtpUrl, onLost, ...(patienceMs && { patienceMs }) }) };
}

function recipientOf({ to }: ParsedMail): string | undefined {
  return (Array.isArray(to) ? to[0] : to)?.value[0]?.address;
}

/** The token at the end of the link that a mail, or an answer, has. */
export function tokenIn(text: string | undefined): string {
  const token = /#\/welcome\/(larder_l_[\w-]+)/.exec(text ?? '')?.[1];
  if (token === undefined) throw new Error(`there is no link in: ${text}`);
  return token;
}
