import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A phone number as networks take it (E.164), or null for what is none. It has to start with its country's code. */
export function toPhoneNumber(text: string): string | null {
  const parsed = parsePhoneNumberFromString(text.replace(/^\s*00/, '+'));
  return parsed?.isPossible() ? parsed.number : null;
}
