/**
 * Pictures that wait to be sent, on disk: too large for the storage of the queue. Where a browser keeps nothing (a private
 * window, a full disk) they live in memory only.
 */
const DATABASE = 'larder-pictures';
const PICTURES = 'pictures';

interface Kept {
  picture: Blob;
  keptAtMs: number;
}

export interface Pictures {
  /** False when a reload would lose it. */
  keep(id: string, picture: Blob): Promise<boolean>;
  find(id: string): Promise<Blob | null>;
  drop(id: string): Promise<void>;
  /** Drops those that nobody means any more; one of today may belong to another tab. */
  tidy(meant: ReadonlySet<string>): Promise<void>;
}

const DAY_MS = 24 * 60 * 60_000;

export async function openPictures(nowMs: () => number): Promise<Pictures> {
  const database = await open();
  const memory = new Map<string, Blob>();
  const run = async <T>(
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | null> => {
    try {
      return database && (await answerOf(ask(database.transaction(PICTURES, mode).objectStore(PICTURES))));
    } catch {
      return null;
    }
  };
  return {
    keep: async (id, picture) => {
      const entry: Kept = { picture, keptAtMs: nowMs() };
      const isKept = (await run('readwrite', (store) => store.put(entry, id))) !== null;
      if (!isKept) memory.set(id, picture);
      return isKept;
    },
    find: async (id) =>
      memory.get(id) ?? (await run('readonly', (store) => kept(store, id)))?.picture ?? null,
    drop: async (id) => {
      memory.delete(id);
      await run('readwrite', (store) => store.delete(id));
    },
    tidy: async (meant) => {
      const ids = (await run('readonly', (store) => store.getAllKeys())) ?? [];
      for (const id of ids.filter((key) => typeof key === 'string' && !meant.has(key))) {
        const { keptAtMs = nowMs() } = (await run('readonly', (store) => kept(store, id))) ?? {};
        if (nowMs() - keptAtMs > DAY_MS) await run('readwrite', (store) => store.delete(id));
      }
    },
  };
}

function kept(store: IDBObjectStore, id: IDBValidKey): IDBRequest<Kept | undefined> {
  return store.get(id) as IDBRequest<Kept | undefined>;
}

async function open(): Promise<IDBDatabase | null> {
  try {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(PICTURES);
    return await answerOf(request);
  } catch {
    return null;
  }
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser keeps nothing.'));
  });
}

/** Large enough to see a torn box and to read its label. */
const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

/** The picture of a camera, scaled down and upright, and without what cameras write beside it; null for what is none. */
export async function scaledJpeg(file: Blob): Promise<Blob | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return null;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}

/** As an address that the page may show. */
export function addressOf(picture: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('The picture cannot be read.'));
    reader.readAsDataURL(picture);
  });
}
