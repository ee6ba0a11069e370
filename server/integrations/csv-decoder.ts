/** A file that cannot be read as a table. Its message says what to do about it. */
export class CsvFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CsvFileError';
  }
}

const SIGNATURES: readonly (readonly [encoding: string, ...bytes: number[]])[] = [
  ['spreadsheet', 0x50, 0x4b, 0x03, 0x04],
  ['spreadsheet', 0xd0, 0xcf, 0x11, 0xe0],
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff],
];
/** The longest signature, and the longest character in UTF-8. */
const ENOUGH_BYTES = 4;

/**
 * Turns the bytes of a CSV file into text, chunk by chunk: UTF-8 or UTF-16 with a byte order mark, UTF-8 without one, and
 * Windows-1252 (of which Latin-1's letters are a part) for what is not UTF-8. The first character beyond ASCII decides,
 * so a file is never held as a whole.
 */
export class CsvDecoder {
  #decoder: TextDecoder | undefined;
  #held: Uint8Array = new Uint8Array();
  #started = false;

  /** As it turned out so far. */
  get encoding(): string {
    return this.#decoder?.encoding ?? 'utf-8';
  }

  /** @throws CsvFileError for a spreadsheet program's own format, and for what starts as UTF-8 and goes on otherwise */
  decode(chunk: Uint8Array): string {
    return this.#take(chunk, true);
  }

  end(): string {
    return this.#take(new Uint8Array(), false);
  }

  #take(chunk: Uint8Array, more: boolean): string {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    this.#held = new Uint8Array();
    if (!this.#started) {
      if (more && bytes.length < ENOUGH_BYTES) return this.#hold(bytes);
      this.#readSignature(bytes);
      this.#started = true;
    }
    return this.#decoder ? this.#decodeWith(this.#decoder, bytes, more) : this.#decide(bytes, more);
  }

  #hold(bytes: Uint8Array): string {
    this.#held = bytes;
    return '';
  }

  #readSignature(bytes: Uint8Array): void {
    const found = SIGNATURES.find(([, ...signature]) =>
      signature.every((byte, index) => bytes[index] === byte),
    );
    if (found?.[0] === 'spreadsheet')
      throw new CsvFileError('is a spreadsheet, not CSV; save it as "CSV UTF-8" and import that file');
    if (found) this.#decoder = new TextDecoder(found[0]);
  }

  #decide(bytes: Uint8Array, more: boolean): string {
    const start = bytes.findIndex((byte) => byte > 0x7f);
    if (start < 0) return ascii(bytes);
    const rest = bytes.subarray(start);
    // A character may be cut in two by the end of the chunk; nothing is decided on half of it.
    if (more && rest.length < ENOUGH_BYTES) {
      this.#hold(rest);
      return ascii(bytes.subarray(0, start));
    }
    this.#decoder = startsAsUtf8(rest)
      ? new TextDecoder('utf-8', { fatal: true })
      : new TextDecoder('windows-1252');
    return ascii(bytes.subarray(0, start)) + this.#decodeWith(this.#decoder, rest, more);
  }

  #decodeWith(decoder: TextDecoder, bytes: Uint8Array, more: boolean): string {
    try {
      return decoder.decode(bytes, { stream: more });
    } catch {
      throw new CsvFileError(
        more
          ? 'starts as UTF-8 and is something else further down; save it as UTF-8 again'
          : 'ends in the middle of a character; it seems to be cut off, so export it again',
      );
    }
  }
}

function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** Whether these bytes begin with a whole character of UTF-8 beyond ASCII. */
function startsAsUtf8(bytes: Uint8Array): boolean {
  const [lead = 0] = bytes;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length));
    return true;
  } catch {
    return false;
  }
}
