import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { CodeReader } from './code-reader.ts';

const OPTIONS: ReaderOptions = {
  formats: ['EAN13', 'EAN8', 'UPCA', 'UPCE', 'ITF', 'Code128', 'Code39', 'QRCode', 'DataMatrix'],
  maxNumberOfSymbols: 1,
};

/** Enough to tell the bars apart, and quick on a cheap tablet. */
const LONGEST_SIDE = 1024;

/** ZXing in WebAssembly, served by ourselves. @throws when it cannot be loaded */
export async function openZxingReader(): Promise<CodeReader> {
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return {
    read: async (picture) => {
      const [width, height] = sizeOf(picture);
      const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height, 1));
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      if (!context || canvas.width === 0 || canvas.height === 0) return null;
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const found = await readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), OPTIONS);
      return found.find(({ isValid }) => isValid)?.text ?? null;
    },
  };
}

function sizeOf(picture: HTMLVideoElement | ImageBitmap): [width: number, height: number] {
  return 'videoWidth' in picture
    ? [picture.videoWidth, picture.videoHeight]
    : [picture.width, picture.height];
}
