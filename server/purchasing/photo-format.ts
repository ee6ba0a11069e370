import type { PhotoType } from '../../shared/purchasing/receipt.schema.ts';

export interface Photo {
  type: PhotoType;
  content: Buffer;
}

/**
 * A picture by what it is, whatever it is called: without what cameras write beside it, such as where it was taken. Null for
 * anything else, and for what is broken.
 */
export function readPhoto(bytes: Buffer): Photo | null {
  if (bytes.length > 4 && bytes.readUInt32BE(0) >>> 8 === 0xffd8ff)
    return found('image/jpeg', bareJpeg(bytes));
  if (bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n')
    return found('image/png', barePng(bytes));
  const isRiff = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return isRiff ? found('image/webp', bareWebp(bytes)) : null;
}

const found = (type: PhotoType, parts: Buffer[] | null): Photo | null =>
  parts && { type, content: Buffer.concat(parts) };

/** APP0 is JFIF, APP2 the colours, APP14 Adobe's; the other application parts (EXIF, XMP, IPTC) and comments go. */
const JPEG_KEPT = new Set([0xe0, 0xe2, 0xee]);
const START_OF_SCAN = 0xda;

function bareJpeg(bytes: Buffer): Buffer[] | null {
  const parts = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    // Before a marker there may be any number of these.
    if (marker === 0xff) {
      at++;
      continue;
    }
    // From here on it is the picture itself.
    if (marker === START_OF_SCAN) return [...parts, bytes.subarray(at)];
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const isExtra = (marker >= 0xe0 && marker <= 0xef && !JPEG_KEPT.has(marker)) || marker === 0xfe;
    if (!isExtra) parts.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
}

const PNG_EXTRA = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']);

function barePng(bytes: Buffer): Buffer[] | null {
  const parts = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (end > bytes.length) return null;
    if (!PNG_EXTRA.has(name)) parts.push(bytes.subarray(at, end));
    if (name === 'IEND') return parts;
    at = end;
  }
  return null;
}

const WEBP_EXTRA = new Set(['EXIF', 'XMP ']);
/** In the flags of the extended header: there is EXIF, there is XMP. */
const WEBP_EXTRA_FLAGS = 0b1100;

function bareWebp(bytes: Buffer): Buffer[] | null {
  const parts: Buffer[] = [];
  let at = 12;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    if (end > bytes.length) return null;
    const name = bytes.toString('latin1', at, at + 4);
    const chunk = Buffer.from(bytes.subarray(at, end));
    if (name === 'VP8X' && size > 0) chunk[8]! &= ~WEBP_EXTRA_FLAGS;
    if (!WEBP_EXTRA.has(name)) parts.push(chunk);
    at = end;
  }
  if (parts.length === 0) return null;
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(4 + parts.reduce((sum, { length }) => sum + length, 0), 4);
  return [head, ...parts];
}
