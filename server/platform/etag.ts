import Type from 'typebox';
import { AppError } from './errors.ts';

export const IfMatch = Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 60 })) });

export function etagOf({ version }: { version: number | string }): string {
  return `"${version}"`;
}

/** The version that a change is meant for; undefined for whatever there is. `thing`: "the item". */
export function versionIn(ifMatch: string | undefined, thing: string): string | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const version = /^(?:W\/)?"([\x21\x23-\x7e]+)"$/.exec(ifMatch)?.[1];
  if (version === undefined)
    throw new AppError('malformed', `If-Match must be the ETag of ${thing}, not ${ifMatch}.`);
  return version;
}
