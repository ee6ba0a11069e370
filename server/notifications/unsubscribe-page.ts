import type { CustomerLanguage } from '../../shared/orders/order.schema.ts';
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
  const { ask, button } = WORDS[language];
  const form = `<form method="post"><button>${escapeHtml(button)}</button></form>`;
  return page(language, `<p>${escapeHtml(ask(storeName))}</p>${form}`);
}

export function donePage({ storeName, language }: Asked): string {
  return page(language, `<p>${escapeHtml(WORDS[language].done(storeName))}</p>`);
}

/** Bare, as it has to work without styles and scripts, which the policy of this server forbids inside a page. */
function page(language: CustomerLanguage, content: string): string {
  const { title } = WORDS[language];
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${title}</title></head><body><main><h1>${title}</h1>${content}</main></body></html>`;
}
