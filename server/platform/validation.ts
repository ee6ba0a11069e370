import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formatsModule from 'ajv-formats';
import type { Static, TSchema } from 'typebox';
import type { FieldError } from '../../shared/errors.ts';
import { invalid } from './errors.ts';

// The package is CommonJS: its default export arrives one level down.
const addFormats = formatsModule.default;

// Nothing is coerced and nothing is dropped in silence: "2" is not 2, and an unknown field is a mistake to be told.
const ajv = new Ajv({
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: false,
  allErrors: true,
  multipleOfPrecision: 4,
  verbose: true,
  strict: false,
});
addFormats(ajv);
ajv.addFormat('date-time', isInstant);
ajv.addFormat('uuid', isId);
ajv.addFormat('storable', isStorable);

const compiled = new WeakMap<object, ValidateFunction>();

export function compile(schema: object): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const validate = ajv.compile(withStorableTexts(schema));
  compiled.set(schema, validate);
  return validate;
}

/** A UUID in its one spelling: ids are compared as texts, in memory and in keys. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** Postgres stores neither NUL nor half a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** No text may have what cannot be stored, whatever else its schema says. */
function withStorableTexts(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (_key, part: { type?: unknown; format?: unknown } | null) =>
    part?.type === 'string' && part.format === undefined ? { ...part, format: 'storable' } : part,
  ) as object;
}

const INSTANT = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * RFC 3339, of which JavaScript knows no leap seconds, and takes the 30th of February for the 2nd of March. Postgres knows
 * no year 0, nor one of five digits as JavaScript writes it.
 */
function isInstant(text: string): boolean {
  if (!INSTANT.test(text) || Number.isNaN(Date.parse(text))) return false;
  const day = text.slice(0, 10);
  const year = new Date(text).getUTCFullYear();
  return year >= 1 && year <= 9999 && new Date(day).toISOString().startsWith(day);
}

/** The mistakes of a value against a schema, in words; empty when it fits. */
export function mistakesIn(schema: TSchema, value: unknown): FieldError[] {
  const validate = compile(schema);
  return validate(value) ? [] : toFieldErrors(validate.errors ?? []);
}

/** @throws AppError `invalid` naming each field that does not fit */
export function parse<S extends TSchema>(schema: S, value: unknown): Static<S> {
  const mistakes = mistakesIn(schema, value);
  if (mistakes.length > 0) throw invalid(mistakes);
  return value as Static<S>;
}

const MAX_ERRORS = 50;

export function toFieldErrors(errors: readonly ErrorObject[]): FieldError[] {
  // Of a union, the branches' own complaints contradict each other; what the union says is enough.
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath);
  return errors
    .filter(({ keyword, instancePath }) => keyword === 'anyOf' || !unions.includes(instancePath))
    .slice(0, MAX_ERRORS)
    .map((error) => ({ pointer: pointerOf(error), detail: detailOf(error) }));
}

function pointerOf({ instancePath, keyword, params }: ErrorObject): string {
  if (keyword === 'required') return `${instancePath}/${escaped(params['missingProperty'])}`;
  if (keyword === 'additionalProperties') return `${instancePath}/${escaped(params['additionalProperty'])}`;
  return instancePath || '/';
}

/** As RFC 6901 writes a name in a pointer; answers are stored, and so a name must be as well. */
function escaped(name: unknown): string {
  return asStorable(String(name)).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A text with what {@link isStorable} refuses shown as what it is: unreadable. */
export function asStorable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

/** What a schema says of itself. */
interface Described {
  description?: string;
  type?: string;
  format?: string;
  const?: unknown;
  anyOf?: Described[];
}

function detailOf({ keyword, params, message, parentSchema, data }: ErrorObject): string {
  const schema = (parentSchema ?? {}) as Described;
  const not = `not ${shown(data)}`;
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
      return 'is not a known field; remove it';
    case 'multipleOf':
      return `must have at most 3 decimals, ${not}`;
    case 'pattern':
      return `${schema.description ?? `must match ${params['pattern']}`}, ${not}`;
    case 'type':
      return `must be ${String(params['type'])}, ${not}`;
    case 'enum':
      return `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}, ${not}`;
    case 'anyOf':
      return `must be ${(schema.anyOf ?? []).map(described).join(' or ')}, ${not}`;
    case 'format':
      return `must be ${described(schema)}, ${not}`;
    default:
      return `${message ?? 'is not valid'}${typeof data === 'number' ? `, ${not}` : ''}`;
  }
}

const FORMATS: Record<string, string> = {
  'date-time': 'an ISO 8601 instant with a time zone, such as 2026-11-24T19:40:00Z',
  uuid: 'an id as it was given out, a UUID in lower case',
  storable: 'a text without NUL and without half a surrogate pair',
};

function described({ const: only, format, description, type }: Described): string {
  if (only !== undefined) return JSON.stringify(only);
  if (format !== undefined) return FORMATS[format] ?? `a valid ${format}`;
  return description ?? type ?? 'something else';
}

/** A wrong value as a message quotes it, short enough for one line. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text;
}
