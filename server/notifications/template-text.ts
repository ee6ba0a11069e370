import type { FieldError } from '../../shared/errors.ts';
import type { Channel, MessageKind, TemplateText } from '../../shared/notifications/message.schema.ts';

const OF_ORDERS = ['name', 'store', 'number', 'lines', 'ready', 'awaited', 'cancelled', 'offer', 'link'];
const OF_ITEMS = ['name', 'store', 'item'];

/** What can be filled in, by name. */
export type Values = Readonly<Record<string, string>>;

/** The names that may stand between {{ and }} in a template of this kind. */
export function placeholdersOf(kind: MessageKind): readonly string[] {
  return kind === 'back-in-stock' ? OF_ITEMS : OF_ORDERS;
}

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The text as it is sent. A subject stays on one line, whatever is filled in. */
export function fillIn({ subject, body }: TemplateText, values: Values): TemplateText {
  const fill = (text: string): string =>
    text.replaceAll(PLACEHOLDER, (_all, name: string) => values[name] ?? '');
  return { subject: onOneLine(fill(subject)), body: fill(body).trim() };
}

/** What is wrong with a template that somebody wrote. */
export function mistakesInTemplate(
  kind: MessageKind,
  channel: Channel,
  { subject, body }: TemplateText,
): FieldError[] {
  return [
    ...subjectMistakes(channel, subject),
    ...unknownIn(kind, '/subject', subject),
    ...unknownIn(kind, '/body', body),
    ...(body.trim() === ''
      ? [{ pointer: '/body', detail: 'is blank; write what the customer is told' }]
      : []),
  ];
}

function subjectMistakes(channel: Channel, subject: string): FieldError[] {
  const pointer = '/subject';
  if (/[\r\n]/.test(subject)) return [{ pointer, detail: 'must be one line; take the line break out' }];
  if (channel === 'sms' && subject !== '')
    return [{ pointer, detail: 'an SMS has no subject; leave it empty' }];
  if (channel !== 'sms' && subject.trim() === '') return [{ pointer, detail: 'is missing; give one line' }];
  return [];
}

function unknownIn(kind: MessageKind, pointer: string, text: string): FieldError[] {
  const known = placeholdersOf(kind);
  const names = new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name));
  return [...names]
    .filter((name) => !known.includes(name))
    .map((name) => ({
      pointer,
      detail: `{{${name}}} is not known here; use ${known.map((each) => `{{${each}}}`).join(', ')}`,
    }));
}

/** Headers of an e-mail end with their line. */
export function onOneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').trim();
}
