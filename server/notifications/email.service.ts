import type { Mail } from '../platform/mail.ts';
import type { Mailer } from '../platform/mailer.ts';
import { problemOf, type Delivery, type Outcome } from './delivery.ts';
import { toHtml } from './mail-html.ts';
import { PHRASES } from './phrases.ts';
import { onOneLine } from './template-text.ts';

/** What nodemailer says of a try that failed. */
interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

export async function sendEmail(
  mailer: Mailer | undefined,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  if (!mailer)
    return {
      state: 'failed',
      problem: 'No mail server is set up. Set SMTP_URL, start Larder again, then retry.',
    };
  try {
    await mailer.deliver(toMail(delivery), signal);
    return { state: 'sent' };
  } catch (error) {
    return outcomeOf(error as SmtpError);
  }
}

function toMail({ id, to, subject, body, html, attachments, ...delivery }: Delivery): Mail {
  const { storeName, language, unsubscribe } = delivery;
  const text =
    unsubscribe === undefined ? body : `${body}\n\n${PHRASES[language].footer(storeName)}\n${unsubscribe}`;
  return {
    ...{ to, subject: onOneLine(subject), text, html: html ?? toHtml(text), fromName: onOneLine(storeName) },
    ...(attachments && { attachments }),
    messageId: `<${id}@larder>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribe !== undefined && {
        'List-Unsubscribe': `<${unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  };
}

/**
 * RFC 5321: 5yz is for good. Said of the recipient, the address is at fault; said of the message, the message; said of
 * the sender or the password, our settings, which somebody may mend any time.
 */
function outcomeOf(error: SmtpError): Outcome {
  const { code, command, responseCode = 0, response } = error;
  const problem = response === undefined ? problemOf(error) : problemOf(response);
  const isForGood = responseCode >= 500 && responseCode !== 503;
  const isRecipient = command === 'RCPT TO' || (code === 'EENVELOPE' && command === 'API');
  if (isRecipient && (isForGood || command === 'API')) return { state: 'bounced', problem };
  const isMessage = command === 'DATA' || code === 'EMESSAGE';
  return { state: isForGood && isMessage ? 'failed' : 'retry', problem };
}
