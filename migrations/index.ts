import type { Migration } from 'kysely/migration';
import * as stockLedger from './20261124T0900-stock-ledger.ts';

/** Every migration, oldest first. A static list, so that nothing depends on how files are found. */
export const migrations: Record<string, Migration> = {
  '20261124T0900-stock-ledger': stockLedger,
};
