import { invalid } from '../platform/errors.ts';
import { isCommonPassword, isWeakPin } from './passwords.ts';

/** @throws AppError `invalid` for one that is among the first that attackers try */
export async function checkPassword(password: string, pointer: string): Promise<void> {
  if (!(await isCommonPassword(password))) return;
  throw invalid([
    { pointer, detail: 'is one of the passwords that are tried first everywhere; choose a less common one' },
  ]);
}

/** @throws AppError `invalid` */
export function checkPin(pin: string, pointer: string): void {
  if (isWeakPin(pin))
    throw invalid([
      { pointer, detail: 'is too easy to guess; use six digits that do not repeat or count up or down' },
    ]);
}
