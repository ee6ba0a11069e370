import { randomInt } from 'node:crypto';
import { CODE_MINUTES } from '../../shared/identity/pairing-minutes.ts';

/** Without 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V: what is read from across a room. */
const LETTERS = 'ACDEFGHJKMNPQRTWXY34679';
const LENGTH = 8;
export const CODE_LIFETIME_MS = CODE_MINUTES * 60_000;

/** Short, everyday, and hard to take for one another: the screen and the manager must see the same two. */
const WORDS =
  'apple basil bread butter carrot cherry clove cocoa coral fennel garlic ginger honey kiwi lemon lime mango maple melon mint nutmeg olive onion orange papaya peach pear pepper plum pumpkin quince radish rice saffron sage salt sesame sorrel spinach sugar thyme tomato turnip vanilla walnut wheat'.split(
    ' ',
  );

export function newCode(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** What was typed, as codes are written: people add spaces and dashes, and forget about capitals. */
export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

export function newWords(): string {
  const first = WORDS[randomInt(WORDS.length)]!;
  const others = WORDS.filter((word) => word !== first);
  return `${first} ${others[randomInt(others.length)]}`;
}
