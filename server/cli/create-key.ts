import { ApiKeyInput } from '../../shared/identity/api-key.schema.ts';
import type { Config } from '../config.ts';
import { createApiKey } from '../identity/api-keys.service.ts';
import { SYSTEM } from '../platform/actor.ts';
import { systemClock } from '../platform/clock.ts';
import { parse } from '../platform/validation.ts';
import { chooseStore } from './choose-store.ts';
import { withDatabase } from './database.ts';

export interface CreateKeyOptions {
  name: string;
  permissions: string[];
  /** Id or name of the only store that the key is for. */
  store: string | undefined;
  json: boolean;
  signal: AbortSignal;
}

/** Makes an API key straight in the database, as who may run commands here owns it; returns the exit code. */
export async function createKey(config: Config, options: CreateKeyOptions): Promise<number> {
  const { name, permissions, store, json } = options;
  const made = await withDatabase(config, options, async (db) => {
    const storeIds = store === undefined ? undefined : [(await chooseStore(db, store)).id];
    const input = parse(ApiKeyInput, { name, permissions, ...(storeIds && { storeIds }) });
    const actor = { ...SYSTEM, name: 'Command line' };
    return createApiKey({ db, clock: systemClock, actor }, input);
  });
  console.log(
    json ? JSON.stringify(made) : `${made.key}\n\nIt is shown this once. Keep it where the program finds it.`,
  );
  return 0;
}
