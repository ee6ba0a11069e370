import fc from 'fast-check';

/** As much of JSON Schema as the routes are described with. */
export interface BodySchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: BodySchema[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  items?: BodySchema;
  properties?: Record<string, BodySchema>;
  required?: string[];
}

/** Values that exist in the database, by the name of the field that they belong in. */
export type Known = Record<string, readonly string[]>;

/** Bodies as JSON texts: such that fit their schema, such that nearly do, and such that are no JSON at all. */
export function anyBody(schema: BodySchema, known: Known): fc.Arbitrary<string> {
  const fitting = valueOf(schema, known);
  const spoilt = fc.tuple(fitting, fc.array(change, { minLength: 1, maxLength: 3 })).map(applied);
  return fc.oneof(
    { weight: 3, arbitrary: fitting.map((value) => JSON.stringify(value)) },
    { weight: 6, arbitrary: spoilt.map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
}

function valueOf(schema: BodySchema, known: Known, name = ''): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((part) => valueOf(part, known, name)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      return textOf(schema, known[name]);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valueOf(schema.items ?? {}, known, name), {
        minLength: schema.minItems ?? 0,
        maxLength: 4,
      });
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([key, part]) => [key, valueOf(part, known, key)]),
        ),
        { requiredKeys: schema.required ?? [] },
      );
    default:
      return fc.jsonValue();
  }
}

function textOf(
  { format, pattern, minLength = 0, maxLength = 200 }: BodySchema,
  known: readonly string[] = [],
) {
  const fitting = ((): fc.Arbitrary<string> => {
    if (format === 'uuid') return fc.uuid();
    if (format === 'email') return fc.emailAddress({ size: 'small' });
    if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
    // That something must not be blank says nothing of what it looks like.
    if (pattern !== undefined && pattern !== '\\S') return fc.stringMatching(new RegExp(pattern));
    return fc.string({ minLength, maxLength: Math.min(maxLength, 200), unit: 'grapheme' });
  })();
  return known.length === 0
    ? fitting
    : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, fitting);
}

/** Whole thousandths, as quantities are; integers are those of them that are whole. */
function numberOf({ type, minimum = -1_000, maximum = 1_000_000, exclusiveMinimum = -Infinity }: BodySchema) {
  const step = type === 'integer' ? 1 : 1_000;
  const least = Math.max(minimum * step, exclusiveMinimum * step + 1);
  return fc.integer({ min: Math.ceil(least), max: Math.min(maximum, 1e9) * step }).map((n) => n / step);
}

const HOSTILE: readonly unknown[] = [
  ...[null, true, [], {}, '', ' ', '\0', '\ud800', 'a\0b', '\u202e', '👩‍🍳'.repeat(100), 'x'.repeat(20_000)],
  ...[-1, -0, 0.1, 0.0001, 1e21, 1e308, 2 ** 53, 99_999_999_999.999, 100_000_000_000],
  ...[`'; drop table person; --`, '=1+1', '../../etc/passwd', '%00', '${7*7}', '\r\nBcc: a@example.com'],
  ...['9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', '+275760-09-13T00:00:00Z', '2026-02-30T00:00:00Z'],
  JSON.parse('['.repeat(90) + ']'.repeat(90)),
];
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '', 'a\0b', 'extra'];

interface Change {
  at: number;
  how: 'replace' | 'remove' | 'add';
  name: string;
  value: unknown;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(1_000),
  how: fc.constantFrom('replace', 'replace', 'remove', 'add'),
  name: fc.constantFrom(...NAMES),
  value: fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue()),
});

function applied([body, changes]: [unknown, Change[]]): unknown {
  const root = { body: structuredClone(body) };
  for (const { at, how, name, value } of changes) {
    // What is put in is put into others as well, and may be changed in turn.
    const other: unknown = structuredClone(value);
    const places = placesIn(root);
    const place = places[at % places.length];
    if (!place) break;
    const { within, key } = place;
    if (how === 'replace') within[key] = other;
    else if (how === 'remove') delete within[key];
    else if (typeof within[key] === 'object' && within[key] !== null && !Array.isArray(within[key]))
      Object.defineProperty(within[key], name, {
        value: other,
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
  return root.body;
}

type Within = Record<string, unknown>;

/** Every value inside another, the body itself being the first. */
function placesIn(within: object): { within: Within; key: string }[] {
  return Object.entries(within).flatMap(([key, value]) => [
    { within: within as Within, key },
    ...(typeof value === 'object' && value !== null ? placesIn(value as object) : []),
  ]);
}
