import type { Mail } from '../platform/mail.ts';

export interface LinkMail {
  organisation: string;
  name: string;
  to: string;
  link: string;
}

export function invitationMail({ organisation, name, to, link }: LinkMail): Mail {
  const text = `Hello ${name},

you have been given access to Larder of ${organisation}. Choose a password and start:

${link}

The link works once, for three days.`;
  return { to, subject: `Your access to Larder of ${organisation}`, text };
}

export function resetMail({ organisation, name, to, link }: LinkMail): Mail {
  const text = `Hello ${name},

somebody, probably you, asked to set a new password for Larder of ${organisation}:

${link}

The link works once, for one hour. If it was not you, do nothing: your password stays as it is.`;
  return { to, subject: `A new password for Larder of ${organisation}`, text };
}
