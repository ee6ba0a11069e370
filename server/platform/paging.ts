import Type, { type Static, type TSchema } from 'typebox';
import { AppError } from './errors.ts';
import { isStorable } from './validation.ts';

export const PageQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.String({ pattern: '^([1-9][0-9]{0,2}|1000)$', description: 'a whole number from 1 to 1000' }),
    ),
    cursor: Type.Optional(Type.String({ maxLength: 300, description: 'nextCursor of the page before' })),
  },
  { additionalProperties: false },
);
export type PageQuery = Static<typeof PageQuery>;

export function pageOf<S extends TSchema>(item: S) {
  return Type.Object({ items: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) });
}

const DEFAULT_LIMIT = 1000;

/** The limit of a page, and the key after which it starts. */
export function readPage({ limit, cursor }: PageQuery): { limit: number; after: string | undefined } {
  return {
    limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
    after: cursor === undefined ? undefined : decode(cursor),
  };
}

/** A page with the cursor of the next one, if there may be one. `keyOf` is what the list is ordered by. */
export function toPage<T>(
  items: T[],
  limit: number,
  keyOf: (item: T) => string,
): { items: T[]; nextCursor: string | null } {
  const last = items.at(-1);
  return {
    items,
    nextCursor: last && items.length === limit ? cursorOf(keyOf(last)) : null,
  };
}

/** A key as it is given out; {@link readPage} reads it. */
export function cursorOf(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function decode(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (Buffer.from(key).toString('base64url') !== cursor || !isStorable(key)) throw unknownCursor();
  return key;
}

/** For a cursor that no page of this list has ended with. */
export function unknownCursor(): AppError {
  return new AppError('malformed', 'The cursor is not one that was given out.');
}
