import multipart from '@fastify/multipart';
import type { FastifyReply } from 'fastify';
import Type from 'typebox';
import {
  IMPORT_COLUMNS,
  IMPORT_KINDS,
  ImportKind,
  ImportRefusal,
  ImportReport,
  MAX_IMPORT_BYTES,
  MAX_IMPORT_ROWS,
} from '../../shared/integrations/import.schema.ts';
import { permitsInStore } from '../identity/access.ts';
import { inAnyStore } from '../identity/access-rules.ts';
import { asCaller, callerOf } from '../identity/caller.ts';
import type { ItemsContext } from '../items/items.service.ts';
import { AppError, invalid, toProblem } from '../platform/errors.ts';
import { IdempotencyHeaders, type HttpServer } from '../platform/http.ts';
import { compile, parse } from '../platform/validation.ts';
import { NOT_MULTIPART, readUpload, UPLOAD_LIMITS } from './import-upload.service.ts';
import { importTable } from './imports.service.ts';

const ImportFields = Type.Object(
  { kind: ImportKind, storeId: Type.Optional(Type.String({ format: 'uuid' })) },
  { additionalProperties: false },
);

const schema = {
  tags: ['imports'],
  summary: 'Import a CSV file',
  description: describeFiles(),
  consumes: ['multipart/form-data'],
  querystring: Type.Object(
    { commit: Type.Optional(Type.Enum(['true', 'false'], { description: 'true: change the data' })) },
    { additionalProperties: false },
  ),
  headers: IdempotencyHeaders,
  body: Type.Object({
    ...ImportFields.properties,
    file: Type.Unsafe<string>({ type: 'string', format: 'binary' }),
  }),
  response: { 200: ImportReport, 422: ImportRefusal },
};

/** Needs a scope of its own: what it accepts as a body is not accepted elsewhere. */
export async function importsRoutes(app: HttpServer, ctx: ItemsContext): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(NOT_MULTIPART));
  await app.register(multipart, { limits: UPLOAD_LIMITS });
  app.post(
    '/imports',
    {
      config: inAnyStore('imports:write'),
      schema,
      // The body is read as it comes in, and its fields are checked then.
      validatorCompiler: ({ schema, httpPart }) =>
        httpPart === 'body' ? () => true : compile(schema as object),
    },
    async (request, reply) => {
      const signal = goneSignal(reply);
      const { fields, table } = await readUpload(request, signal);
      const { kind, storeId } = parse(ImportFields, fields);
      const caller = callerOf(request);
      if (storeId !== undefined && !permitsInStore(caller, 'imports:write', storeId))
        throw new AppError('forbidden', 'You may not import into this store.');
      if (!table)
        throw invalid([{ pointer: '/file', detail: 'is missing; send the CSV file in this field' }]);
      const commit = request.query.commit === 'true';
      const idempotencyKey = request.headers['idempotency-key'];
      const job = { kind, storeId, commit, idempotencyKey, by: caller.name };
      const report = await importTable(asCaller(ctx, request), job, table, { signal });
      if (!commit || report.committed) return report;
      return reply
        .code(422)
        .type('application/problem+json')
        .send({ ...toProblem(refusalOf(report), request.id), ...report });
    },
  );
}

function refusalOf({ mistakes, rejected }: ImportReport): AppError {
  const where = rejected.map(({ row, column, problem }) => ({
    pointer: `/rows/${row}/${column}`,
    detail: problem,
  }));
  const detail = `The file has ${mistakes === 1 ? 'a mistake' : `${mistakes} mistakes`}. Nothing was imported; mend it and send it again.`;
  return new AppError('invalid', detail, where.slice(0, 50));
}

/** Aborts the work for a client that has gone before it was answered. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new AppError('malformed', 'The upload was broken off.'));
  });
  return gone.signal;
}

function describeFiles(): string {
  const kinds = IMPORT_KINDS.map((kind) => {
    const columns = IMPORT_COLUMNS[kind].map(
      ({ name, required, about }) => `  - \`${name}\`${required ? '' : ' (optional)'}: ${about}`,
    );
    return [`- \`${kind}\`:`, ...columns].join('\n');
  });
  return [
    'A dry run unless `commit=true`, which is one transaction: a file with a mistake changes nothing.',
    `A file has at most ${MAX_IMPORT_BYTES / 1_000_000} MB and ${MAX_IMPORT_ROWS} rows, the first of which names the columns. It is UTF-8, or else read as Windows-1252; commas, semicolons (then with decimal commas) or tabs part the cells.`,
    'Kinds of files, and their columns:',
    ...kinds,
  ].join('\n\n');
}
