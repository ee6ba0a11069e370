import type { FastifyRequest } from 'fastify';
import { IMPORT_KINDS, MAX_IMPORT_BYTES } from '../../shared/integrations/import.schema.ts';
import { AppError } from '../platform/errors.ts';
import { readCsvTable } from './csv-file.service.ts';
import type { CsvTable } from './csv-table.ts';

export interface Upload {
  /** As they were sent. The name of the file's own field may take the place of the field "kind". */
  fields: Record<string, unknown>;
  table: CsvTable | undefined;
}

export const UPLOAD_LIMITS = {
  fileSize: MAX_IMPORT_BYTES,
  files: 1,
  fields: 10,
  fieldSize: 200,
  fieldNameSize: 100,
};

const TOO_LARGE = new AppError(
  'too-large',
  `The file is larger than ${MAX_IMPORT_BYTES / 1_000_000} MB; import it in parts.`,
);
export const NOT_MULTIPART = new AppError(
  'unsupported-media-type',
  'Send the CSV file as multipart/form-data, with the fields kind and file.',
);

const UPLOAD_ERRORS: Record<string, AppError> = {
  FST_REQ_FILE_TOO_LARGE: TOO_LARGE,
  FST_FILES_LIMIT: new AppError('too-large', 'There is more than one file; send one a request.'),
  FST_FIELDS_LIMIT: new AppError('too-large', 'There are too many fields; send kind, storeId and file.'),
  FST_PARTS_LIMIT: new AppError('too-large', 'There are too many parts; send kind, storeId and file.'),
  FST_INVALID_MULTIPART_CONTENT_TYPE: NOT_MULTIPART,
};

/**
 * Reads the fields and the one file of a request as they come in, in whatever order.
 * @throws AppError `too-large`, `malformed`, `unsupported-media-type`; the signal's reason
 */
export async function readUpload(request: FastifyRequest, signal: AbortSignal): Promise<Upload> {
  // Told before all of it has been sent; the fields need a little on top.
  if (Number(request.headers['content-length'] ?? 0) > MAX_IMPORT_BYTES + 10_000) throw TOO_LARGE;
  const upload: Upload = { fields: {}, table: undefined };
  try {
    for await (const part of request.parts({ limits: UPLOAD_LIMITS })) {
      if (part.type === 'field') upload.fields[part.fieldname] = part.value;
      else upload.table = await readCsvTable(part.file, { signal });
      if (part.type === 'file' && IMPORT_KINDS.some((kind) => kind === part.fieldname))
        upload.fields['kind'] ??= part.fieldname;
    }
  } catch (error) {
    throw toUploadError(error as Error & { code?: string });
  } finally {
    // What is left of a body that was given up: unread, it would keep the sender waiting and the connection open.
    request.raw.unpipe();
    request.raw.resume();
  }
  return upload;
}

function toUploadError(error: Error & { code?: string }): unknown {
  const known = UPLOAD_ERRORS[error.code ?? ''];
  if (known) return known;
  // The parser of multipart bodies throws plain errors for what it cannot read.
  const isMalformed = error.code === undefined || error.code.startsWith('FST_');
  if (error instanceof AppError || !isMalformed) return error;
  return new AppError('malformed', `The upload cannot be read (${error.message}); send it again.`);
}
