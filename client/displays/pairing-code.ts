/** So many characters make a code. */
export const CODE_LENGTH = 8;

/** A code as the server knows it, however it was typed: with spaces, dashes or in lower case. */
export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** As a screen shows it: in two halves. */
export function codeInHalves(code: string): string {
  const half = CODE_LENGTH / 2;
  return code.length > half ? `${code.slice(0, half)} ${code.slice(half)}` : code;
}
