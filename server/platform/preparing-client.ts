import pg from 'pg';

/** More different statements than any process has that builds none from what it is asked; the others go unprepared. */
const MAX_PREPARED = 1_000;
/** Seen once it may never come again. */
const SEEN_BEFORE = 2;

/** Names of statements by their text, and how often one without a name was seen; the same for all connections. */
const names = new Map<string, string>();
const seen = new Map<string, number>();

/**
 * A connection that has Postgres prepare what it is asked again and again. Planning costs most of our statements more than
 * running them: five small tables are joined in less time than it takes to find out how.
 */
export class PreparingClient extends pg.Client {
  // What pg's own types overload ten times is passed on as it is.
  override query(...args: unknown[]): never {
    const [text, values, ...rest] = args;
    const query = super.query.bind(this) as (...args: unknown[]) => never;
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 && nameOf(text);
    return name ? query({ name, text, values }, ...rest) : query(...args);
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_PREPARED) return known;
  const times = (seen.get(text) ?? 0) + 1;
  if (times < SEEN_BEFORE) {
    if (seen.size >= MAX_PREPARED) seen.clear();
    seen.set(text, times);
    return undefined;
  }
  seen.delete(text);
  const name = `larder_${names.size + 1}`;
  names.set(text, name);
  return name;
}
