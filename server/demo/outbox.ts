import type { DemoMail } from '../../shared/demo.schema.ts';
import type { Clock } from '../platform/clock.ts';
import type { Mail } from '../platform/mail.ts';
import type { Mailer } from '../platform/mailer.ts';

const KEPT = 200;

/** Where the mail of the demo ends: nobody is written to, and everybody can read it. */
export class Outbox implements Mailer {
  readonly #clock: Clock;
  #mails: DemoMail[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Newest first. */
  get mails(): readonly DemoMail[] {
    return this.#mails;
  }

  async send(mail: Mail): Promise<void> {
    this.post(mail);
  }

  async deliver(mail: Mail): Promise<void> {
    this.post(mail);
  }

  post({ to, subject, text, fromName }: Mail): void {
    const at = this.#clock.now().toISOString();
    const id = (this.#mails[0]?.id ?? 0) + 1;
    this.#mails = [{ id, at, to, from: fromName ?? 'Larder', subject, text }, ...this.#mails].slice(0, KEPT);
  }

  close(): void {}
}
