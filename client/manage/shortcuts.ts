import { DESTINATIONS, isOpenTo, type Allowed, type Destination } from './navigation.ts';

/** What a key stands for, on a page where nobody is typing. */
export type Shortcut =
  { does: 'find' } | { does: 'help' } | { does: 'search' } | { does: 'go'; to: Destination };

/** The letters after G, by page: the one it begins with, else one that sounds in it. */
const LETTERS: Record<string, string> = {
  '/': 't',
  '/orders': 'o',
  '/backorders': 'b',
  '/stock': 's',
  '/items': 'i',
  '/order-now': 'n',
  '/purchase-orders': 'p',
  '/deliveries': 'd',
  '/transfers': 'r',
  '/forecasts': 'f',
  '/suppliers': 'u',
  '/stores': 'l',
  '/reports': 'x',
  '/messages': 'm',
  '/screens': 'w',
  '/people': 'e',
  '/keys': 'k',
  '/audit': 'a',
  '/settings': 'g',
};

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** Pages that have a letter of their own, for who may see them. */
export function lettersFor(allowed: Allowed): { letter: string; to: Destination }[] {
  return DESTINATIONS.filter((it) => isOpenTo(allowed, it)).flatMap((to) => {
    const letter = LETTERS[to.path];
    return letter === undefined ? [] : [{ letter, to }];
  });
}

/**
 * Keys that are pressed one after the other, as shortcuts: Ctrl+K or ⌘K anywhere, the others only where nothing is typed.
 * A "g" waits a moment for the letter of a page.
 */
export class ShortcutKeys {
  readonly #allowed: Allowed;
  #goSince = -Infinity;

  constructor(allowed: Allowed) {
    this.#allowed = allowed;
  }

  press({ key, ctrlKey, metaKey, altKey }: KeyPress, isTyping: boolean, nowMs: number): Shortcut | null {
    if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k') return { does: 'find' };
    const goes = nowMs - this.#goSince <= PATIENCE_MS;
    this.#goSince = -Infinity;
    if (isTyping || ctrlKey || metaKey || altKey) return null;
    if (goes) {
      const page = lettersFor(this.#allowed).find(({ letter }) => letter === key.toLowerCase());
      if (page) return { does: 'go', to: page.to };
    }
    if (key === '?') return { does: 'help' };
    if (key === '/') return { does: 'search' };
    if (key === 'g') this.#goSince = nowMs;
    return null;
  }
}

const PATIENCE_MS = 1_500;
