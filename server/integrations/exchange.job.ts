import { repeatedly } from '../platform/repeatedly.ts';
import { exchangeFiles, type Looks } from './exchange-files.service.ts';
import type { FilesContext } from './read-x12.service.ts';

/** Between two looks a gateway writes on. */
const EVERY_MS = 3_000;

/** Looks for files of suppliers. Any number of processes may run it: each file is read by one of them. */
export function startExchange(
  ctx: FilesContext,
  onError: (error: unknown) => void,
): { stop: () => Promise<void> } {
  const looks: Looks = new Map();
  const stopped = new AbortController();
  const job = repeatedly(
    EVERY_MS,
    () => exchangeFiles(ctx, looks, { stopped: stopped.signal, onError }),
    onError,
  );
  return {
    stop: async () => {
      stopped.abort();
      await job.stop();
    },
  };
}
