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

const compiled = new WeakMap<object, ValidateFunction>();

export function compile(schema: object): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const validate = ajv.compile(schema);
  compiled.set(schema, validate);
  return validate;
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
  if (keyword === 'required') return `${instancePath}/${params['missingProperty']}`;
  if (keyword === 'additionalProperties') return `${instancePath}/${params['additionalProperty']}`;
  return instancePath || '/';
}

function detailOf({ keyword, params, message, parentSchema, data }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
      return 'is not a known field; remove it';
    case 'multipleOf':
      return `must have at most 3 decimals, not ${String(data)}`;
    case 'pattern':
      return (
        (parentSchema as { description?: string } | undefined)?.description ??
        `must match ${params['pattern']}`
      );
    case 'type':
      return `must be ${String(params['type'])}, not ${data === null ? 'null' : typeof data}`;
    case 'enum':
      return `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`;
    case 'anyOf': {
      const description = (parentSchema as { description?: string } | undefined)?.description;
      return description ? `must be: ${description}` : 'has a value that is not accepted here';
    }
    case 'format':
      return params['format'] === 'date-time'
        ? 'must be an ISO 8601 instant with a time zone, such as 2026-11-24T19:40:00Z'
        : `must be a valid ${params['format']}`;
    default:
      return `${message ?? 'is not valid'}${typeof data === 'number' ? `, not ${data}` : ''}`;
  }
}
