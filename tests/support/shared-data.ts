import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Data that lies beside the project and is never copied into it. */
export interface SharedData {
  path: string;
  isThere: boolean;
  /** For the name of a test that needs it: says why it is skipped. */
  label: string;
}

export function sharedData(name: string): SharedData {
  const path = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', name);
  const isThere = existsSync(path);
  return { path, isThere, label: `../shared/data/${name}${isThere ? '' : ' (skipped: it is not there)'}` };
}
