import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';

type Factory = ReturnType<typeof SerializerSelector>;
type Serializer = ReturnType<ReturnType<Factory>>;

const known = new WeakMap<object, Serializer>();

/** Makes the serializer of a schema once for the process, not once for every app that is built in it. */
const buildSerializer: Factory = (shared, options) => {
  const compile = SerializerSelector()(shared, options);
  return (route) => {
    const schema = route.schema as object;
    const made = known.get(schema) ?? compile(route);
    known.set(schema, made);
    return made;
  };
};

export const SERIALIZATION = {
  // As requests are checked: 12.345 is a whole number of thousandths, whatever binary fractions make of it.
  serializerOpts: { ajv: { multipleOfPrecision: 4 } },
  schemaController: { compilersFactory: { buildSerializer } },
};
