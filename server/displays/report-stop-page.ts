import type { CustomerLanguage } from '../../shared/orders/order.schema.ts';
import { barePage } from '../platform/bare-page.ts';

const WORDS: Readonly<
  Record<CustomerLanguage, Readonly<Record<'title' | 'ask' | 'button' | 'done', string>>>
> = {
  en: {
    title: 'Reports by e-mail',
    ask: 'Do you want these reports no more?',
    button: 'Stop them',
    done: 'You get these reports no more. On the page Reports you can ask for them again.',
  },
  de: {
    title: 'Berichte per E-Mail',
    ask: 'Möchten Sie diese Berichte nicht mehr erhalten?',
    button: 'Nicht mehr schicken',
    done: 'Sie erhalten diese Berichte nicht mehr. Auf der Seite „Reports“ können Sie sie wieder bestellen.',
  },
};

/** Asks first: what follows links ahead of people, to look for viruses, must not end anything. */
export function askToStopPage(language: CustomerLanguage): string {
  const { title, ask, button } = WORDS[language];
  return barePage(language, title, `<p>${ask}</p><form method="post"><button>${button}</button></form>`);
}

export function stoppedPage(language: CustomerLanguage): string {
  const { title, done } = WORDS[language];
  return barePage(language, title, `<p>${done}</p>`);
}
