import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isFinishedName, keptName, reasonText, safeName } from './exchange-names.ts';

const FOLDERS = ['in', 'out', 'archive', 'refused'];
/** A file that is larger is refused unread. */
export const MAX_FILE_BYTES = 5_000_000;

/** A file that lies in the `in/` of a supplier. */
export interface Arrived {
  name: string;
  size: number;
  modifiedAt: Date;
}

/** The folder of one supplier, which its gateway fetches from and puts into. */
export class ExchangeFolder {
  readonly path: string;

  /** `folder` is a name that we made, without a way out of `root`. */
  constructor(root: string, folder: string) {
    this.path = join(root, safeName(folder));
  }

  async prepare(): Promise<void> {
    for (const folder of FOLDERS) await mkdir(join(this.path, folder), { recursive: true, mode: 0o770 });
  }

  /** Files that are meant to be read. Links, folders and what is still being written are not. */
  async arrived(): Promise<Arrived[]> {
    const entries = await readdir(join(this.path, 'in'), { withFileTypes: true }).catch(unlessMissing([]));
    const names = entries.filter((entry) => entry.isFile() && isFinishedName(entry.name));
    const found = await Promise.all(names.map(({ name }) => this.#look(name)));
    return found.flatMap((each) => each ?? []);
  }

  async #look(name: string): Promise<Arrived | null> {
    const stat = await lstat(join(this.path, 'in', name)).catch(unlessMissing(null));
    return stat?.isFile() ? { name, size: stat.size, modifiedAt: stat.mtime } : null;
  }

  /** What a file holds, or `too-large`; null when it has gone, or is no plain file any more. */
  async read(name: string): Promise<Buffer | 'too-large' | null> {
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const file = await open(join(this.path, 'in', name), flags).catch(unlessMissing(null));
    if (!file) return null;
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return null;
      if (stat.size > MAX_FILE_BYTES) return 'too-large';
      const bytes = await file.readFile();
      return bytes.length > MAX_FILE_BYTES ? 'too-large' : bytes;
    } finally {
      await file.close();
    }
  }

  /** Puts a file where the gateway fetches it, whole at once. */
  async write(name: string, content: Buffer): Promise<void> {
    await this.prepare();
    await writeWhole(join(this.path, 'out', safeName(name)), content);
  }

  /** Moves a file that was read out of `in/`, and says where it is now. */
  async keep({ name, state, controlNumber, reasons }: Kept, readAt: Date): Promise<string> {
    const { month, file } = keptName({ name, controlNumber }, readAt);
    const kept = state === 'done' ? join('archive', month, file) : join('refused', file);
    await mkdir(join(this.path, dirname(kept)), { recursive: true, mode: 0o770 });
    if (state !== 'done')
      await writeWhole(
        join(this.path, `${kept}.reason.txt`),
        Buffer.from(reasonText({ name, state }, reasons)),
      );
    await rename(join(this.path, 'in', name), join(this.path, kept)).catch(unlessMissing(undefined));
    return kept;
  }

  /** A file that was refused before was read after all. */
  async keepElsewhere(
    keptAs: string,
    { name, state, controlNumber, reasons }: Kept,
    readAt: Date,
  ): Promise<string> {
    if (state !== 'done') {
      const text = Buffer.from(reasonText({ name, state }, reasons));
      await writeWhole(join(this.path, `${keptAs}.reason.txt`), text).catch(unlessMissing(undefined));
      return keptAs;
    }
    const { month, file } = keptName({ name, controlNumber }, readAt);
    const kept = join('archive', month, file);
    await mkdir(join(this.path, dirname(kept)), { recursive: true, mode: 0o770 });
    await rename(join(this.path, keptAs), join(this.path, kept)).catch(unlessMissing(undefined));
    await rm(join(this.path, `${keptAs}.reason.txt`), { force: true });
    return kept;
  }
}

interface Kept {
  name: string;
  state: string;
  controlNumber: number | null;
  reasons: readonly { place: string; detail: string }[];
}

/** Nobody ever sees half of it. */
async function writeWhole(path: string, content: Buffer): Promise<void> {
  const hidden = join(dirname(path), `.${path.slice(dirname(path).length + 1)}.tmp`);
  await writeFile(hidden, content, { flush: true, mode: 0o660 });
  await rename(hidden, path);
}

/** Somebody else was there first, or it is no file: that is no failure. */
function unlessMissing<T>(otherwise: T): (error: unknown) => T {
  return (error) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENOTDIR' || code === 'ENXIO') return otherwise;
    throw error;
  };
}
