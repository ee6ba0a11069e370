import { hash, verify } from '@node-rs/argon2';

// argon2id with the library's defaults: 19 MiB, two passes, the first choice of OWASP's password storage cheat sheet.

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'));
}

/** Somebody without a password costs as much time as one with, so that an answer does not tell who has an account. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const matched = await verify(stored ?? (await decoy()), password.normalize('NFC'));
  return stored !== null && matched;
}

let decoyHash: Promise<string> | undefined;

function decoy(): Promise<string> {
  return (decoyHash ??= hashPassword('nobody has this password'));
}

let common: Promise<ReadonlySet<string>> | undefined;

/** Whether a password is among the 49,000 that attackers try first. The list is loaded when it is first needed. */
export async function isCommonPassword(password: string): Promise<boolean> {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map(String)),
  );
  return (await common).has(password.toLowerCase());
}

/** 111111 and 123456 are what everybody tries first. */
export function isWeakPin(pin: string): boolean {
  const steps = new Set(
    [...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10),
  );
  return steps.size === 1 && (steps.has(0) || steps.has(1) || steps.has(9));
}
