/** A part of a JPEG: its marker, its length, and what is in it. */
function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** The parts of a JPEG, as cameras put it together: what it shows is told by `shows`, where it was taken by `exif`. */
export function aJpeg({ shows = 'fish', exif = '' }: { shows?: string; exif?: string } = {}): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0')),
    ...(exif === '' ? [] : [segment(0xe1, Buffer.from(`Exif\0\0${exif}`))]),
    segment(0xda, Buffer.from(shows)),
    Buffer.from([0xff, 0xd9]),
  ]);
}
