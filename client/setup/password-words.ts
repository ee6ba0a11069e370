import { words } from './setup-words.ts';

/** How good a new password is, in words: the server takes anything of 8 characters that is not on attackers' lists. */
export interface PasswordWords {
  /** `short` is refused; the others are advice. */
  verdict: 'short' | 'weak' | 'fine' | 'strong';
  words: string;
}

export const SHORTEST = 8;
const STRONG = 14;
const said = words.password;

/** `known` is what anybody who knows the person tries first. Null while nothing is typed. */
export function passwordWords(password: string, known: readonly string[]): PasswordWords | null {
  const { length } = Array.from(password);
  if (length === 0) return null;
  if (length < SHORTEST) {
    const missing = SHORTEST - length;
    return { verdict: 'short', words: said.missing(missing) };
  }
  if (known.some((word) => isIn(word, password))) return { verdict: 'weak', words: said.hasName };
  if (new Set(password).size < 5) return { verdict: 'weak', words: said.repeats };
  if (/^\d+$/.test(password) && length < STRONG) return { verdict: 'weak', words: said.onlyFigures };
  if (length < STRONG) return { verdict: 'fine', words: said.good };
  return { verdict: 'strong', words: said.strong };
}

function isIn(word: string, password: string): boolean {
  return word.length > 3 && password.toLowerCase().includes(word.toLowerCase());
}
