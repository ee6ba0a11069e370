import type { Channel, MessageKind, TemplateText } from '../../shared/notifications/message.schema.ts';
import type { CustomerLanguage } from '../../shared/orders/order.schema.ts';
import { GERMAN } from './own-words-de.ts';
import { ENGLISH } from './own-words-en.ts';

export type OwnWords = Readonly<Record<MessageKind, Readonly<Record<Channel, TemplateText>>>>;

const OWN_WORDS: Readonly<Record<CustomerLanguage, OwnWords>> = { en: ENGLISH, de: GERMAN };

/** What a template is for. */
export interface TemplateKey {
  kind: MessageKind;
  channel: Channel;
  language: CustomerLanguage;
}

/** Our own words, which hold until a manager finds better ones. */
export function ownWords({ kind, channel, language }: TemplateKey): TemplateText {
  return OWN_WORDS[language][kind][channel];
}
