import type { CustomerLanguage } from '../../shared/orders/order.schema.ts';
import { barePage } from '../platform/bare-page.ts';
import { escapeHtml } from './mail-html.ts';

interface Words {
  title: string;
  ask: (store: string) => string;
  button: string;
  done: (store: string) => string;
}

const WORDS: Readonly<Record<CustomerLanguage, Words>> = {
  en: {
    title: 'Messages',
    ask: (store) => `Do you want no more messages from ${store}, not even of orders that are open?`,
    button: 'No more messages',
    done: (store) => `You get no more messages from ${store}. You can change that on the page of an order.`,
  },
  de: {
    title: 'Nachrichten',
    ask: (store) => `Möchten Sie von ${store} keine Nachrichten mehr, auch nicht zu offenen Bestellungen?`,
    button: 'Keine Nachrichten mehr',
    done: (store) =>
      `Sie erhalten von ${store} keine Nachrichten mehr. Auf der Seite einer Bestellung können Sie das ändern.`,
  },
};

interface Asked {
  storeName: string;
  language: CustomerLanguage;
}

/** Asks first: what follows links ahead of people, to look for viruses, must not end anything. */
export function askPage({ storeName, language }: Asked): string {
  const { title, ask, button } = WORDS[language];
  const form = `<form method="post"><button>${escapeHtml(button)}</button></form>`;
  return barePage(language, title, `<p>${escapeHtml(ask(storeName))}</p>${form}`);
}

export function donePage({ storeName, language }: Asked): string {
  const { title, done } = WORDS[language];
  return barePage(language, title, `<p>${escapeHtml(done(storeName))}</p>`);
}
