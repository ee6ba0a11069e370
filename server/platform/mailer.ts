import nodemailer from 'nodemailer';
import type { Mail } from './mail.ts';

export interface Mailer {
  /** Resolves when the SMTP server has taken the message. @throws Error with what it said instead */
  send(mail: Mail): Promise<void>;
  /** {@link send} for those who keep a record of their own of what came of it; `signal` gives the try up. */
  deliver(mail: Mail, signal?: AbortSignal): Promise<void>;
  /** {@link send}, without anybody waiting for it. */
  post(mail: Mail): void;
  close(): void;
}

export interface MailerOptions {
  /** smtp://user:password@host:587 or smtps://…; the user's address, or larder@host, is the sender. */
  smtpUrl: string;
  /** Told of every mail that was not taken, for the log. */
  onLost: (error: unknown) => void;
  /** How long the server may say nothing. */
  patienceMs?: number;
}

export function createMailer({ smtpUrl, onLost, patienceMs = 10_000 }: MailerOptions): Mailer {
  const { username, hostname } = new URL(smtpUrl);
  const user = decodeURIComponent(username);
  const sender = { name: 'Larder', address: user.includes('@') ? user : `larder@${hostname}` };
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const deliver = async (
    { fromName, headers, attachments, ...mail }: Mail,
    signal?: AbortSignal,
  ): Promise<void> => {
    if (/[\r\n]/.test(mail.to)) throw new Error('An address is one line.');
    const from = { ...sender, ...(fromName !== undefined && { name: fromName }) };
    await transport.sendMail({
      ...{ from, ...mail },
      ...(headers && { headers }),
      ...(attachments && { attachments: [...attachments] }),
      ...(signal && { signal }),
    });
  };
  const send = async (mail: Mail): Promise<void> => {
    try {
      await deliver(mail);
    } catch (error) {
      onLost(error);
      throw error;
    }
  };
  return {
    send,
    deliver,
    post: (mail) => void send(mail).catch(() => undefined),
    close: () => transport.close(),
  };
}
