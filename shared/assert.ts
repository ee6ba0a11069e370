/** Closes a discriminated union: a case added later and forgotten here is a type error, not a silent fall-through. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
