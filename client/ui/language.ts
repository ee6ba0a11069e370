import { isLanguage, type Language } from '../../shared/language.ts';
import { browserStorage } from './browser-storage.ts';

/** What is said: words, or a function that puts together some; grouped where that reads better. */
interface Words {
  readonly [key: string]: string | ((...args: never[]) => string) | Words;
}

/** The same keys and the same arguments, in other words. */
type Translated<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [Key in keyof T]: Translated<T[Key]> };

/** Not a language: the English words, marked and from right to left, so that whatever was not translated stands out. */
const PSEUDO = 'pseudo';
const KEPT = 'larder-language';

type Spoken = Language | typeof PSEUDO;

/** Of this page, until it is loaded again. */
export const language: Spoken = spokenHere();

/**
 * For `Intl`: the browser's own variant of the language, for example de-AT. Undefined, which is the browser's own language,
 * on a page that offers no choice.
 */
export const locale: string | undefined = pageLanguages() && localeOf(language);

if (typeof document !== 'undefined' && pageLanguages() !== undefined) {
  document.documentElement.lang = language === PSEUDO ? 'en' : language;
  document.documentElement.dir = language === PSEUDO ? 'rtl' : 'ltr';
}

/** The words of this page's language. A key that a language lacks does not compile. */
export function catalogue<const T extends Words>(en: T, de: Translated<T>): Translated<T> {
  return spoken(language, en, de);
}

/** As {@link catalogue}, in a language that is named. */
export function spoken<const T extends Words>(tag: Spoken, en: T, de: Translated<T>): Translated<T> {
  const english = en as unknown as Translated<T>;
  if (tag === PSEUDO) return marked(english);
  return tag === 'de' ? de : english;
}

/** "1 line", "12 lines", "1.200 Zeilen" */
export function counting(count: number, one: string, other: string): string {
  return `${count.toLocaleString(locale)} ${count === 1 ? one : other}`;
}

/**
 * Keeps the language that a screen or a person was given, null for the browser's own, and loads the page again where it
 * speaks another one.
 */
export function speak(tag: Language | null): void {
  if (pageLanguages() === undefined || language === PSEUDO) return;
  const storage = browserStorage();
  if (tag === null) storage?.removeItem(KEPT);
  else storage?.setItem(KEPT, tag);
  // What the address asks for, or a browser that keeps nothing, would have it load again and again.
  if (spokenHere() !== language) location.reload();
}

function spokenHere(): Spoken {
  const offered = pageLanguages();
  if (offered === undefined) return 'en';
  const asked = new URLSearchParams(location.search).get('language');
  if (asked === PSEUDO) return PSEUDO;
  const wishes = [
    asked,
    browserStorage()?.getItem(KEPT),
    ...navigator.languages.map((tag) => tag.slice(0, 2)),
  ];
  return wishes.filter(isLanguage).find((tag) => offered.includes(tag)) ?? 'en';
}

/** Named by the page itself, in its `data-languages`; undefined where it speaks English alone, or where there is no page. */
function pageLanguages(): string[] | undefined {
  if (typeof document === 'undefined') return undefined;
  return document.documentElement.dataset['languages']?.split(' ');
}

function localeOf(tag: Spoken): string {
  if (tag === PSEUDO) return 'en';
  return navigator.languages.find((variant) => variant.slice(0, 2) === tag && isKnown(variant)) ?? tag;
}

/** Browsers take some from the machine that mean nothing to `Intl`: en-US@posix. */
function isKnown(variant: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(variant).length > 0;
  } catch {
    return false;
  }
}

function marked<T>(said: T): T {
  if (typeof said === 'string') return mark(said) as T;
  if (typeof said === 'function') {
    const put = said as unknown as (...args: unknown[]) => string;
    return ((...args: unknown[]) => mark(put(...args))) as T;
  }
  return Object.fromEntries(Object.entries(said as object).map(([key, word]) => [key, marked(word)])) as T;
}

const mark = (said: string): string => (said === '' ? '' : `⟦${said}⟧`);
