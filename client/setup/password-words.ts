/** How good a new password is, in words: the server takes anything of 8 characters that is not on attackers' lists. */
export interface PasswordWords {
  /** `short` is refused; the others are advice. */
  verdict: 'short' | 'weak' | 'fine' | 'strong';
  words: string;
}

export const SHORTEST = 8;
const STRONG = 14;

/** `known` is what anybody who knows the person tries first. Null while nothing is typed. */
export function passwordWords(password: string, known: readonly string[]): PasswordWords | null {
  const { length } = Array.from(password);
  if (length === 0) return null;
  if (length < SHORTEST) {
    const missing = SHORTEST - length;
    return {
      verdict: 'short',
      words: `${missing} more ${missing === 1 ? 'character' : 'characters'}, at least.`,
    };
  }
  if (known.some((word) => isIn(word, password)))
    return { verdict: 'weak', words: 'Easily guessed: it has a name in it that others know.' };
  if (new Set(password).size < 5) return { verdict: 'weak', words: 'Easily guessed: it repeats itself.' };
  if (/^\d+$/.test(password) && length < STRONG)
    return { verdict: 'weak', words: 'Easily guessed: it is only figures.' };
  if (length < STRONG) return { verdict: 'fine', words: 'Good. Longer is better: add another word.' };
  return { verdict: 'strong', words: 'Strong.' };
}

function isIn(word: string, password: string): boolean {
  return word.length > 3 && password.toLowerCase().includes(word.toLowerCase());
}
