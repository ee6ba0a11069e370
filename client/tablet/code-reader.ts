/** Finds the code on a picture. */
export interface CodeReader {
  read(picture: HTMLVideoElement | ImageBitmap): Promise<string | null>;
}

/** What is on goods: the codes of trade, and those that suppliers print themselves. */
const FORMATS = ['ean_13', 'ean_8', 'upc_a', 'upc_e', 'itf', 'code_128', 'code_39', 'qr_code', 'data_matrix'];

/** As browsers have it that have it. */
interface Detector {
  detect(picture: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** The browser's own, where it has one that reads codes of trade; else one that is loaded for it. @throws when it cannot be */
export async function openCodeReader(): Promise<CodeReader> {
  return (await ownReader()) ?? (await import('./zxing-reader.ts')).openZxingReader();
}

async function ownReader(): Promise<CodeReader | null> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  const supported = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  const formats = FORMATS.filter((format) => supported.includes(format));
  if (!BarcodeDetector || !formats.includes('ean_13')) return null;
  const detector = new BarcodeDetector({ formats });
  return { read: async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null };
}
