import type { PictureTools } from './delivery-photos.svelte.ts';

/** Loaded by itself: most days nobody takes a picture. */
export async function loadPictureTools(nowMs: () => number): Promise<PictureTools> {
  const { openPictures, scaledJpeg, addressOf } = await import('./pictures.ts');
  return { pictures: await openPictures(nowMs), scale: scaledJpeg, addressOf };
}
