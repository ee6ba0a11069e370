import type { Config } from '../config.ts';
import { verifyDatabase, type Verification } from '../settlement/verify.service.ts';
import { withDatabase } from './database.ts';
import { count } from './progress.ts';

/** Prints what was checked and every difference; the exit code is 1 if there is one. */
export async function verify(
  config: Config,
  { json, signal }: { json: boolean; signal: AbortSignal },
): Promise<number> {
  const verification = await withDatabase(config, { signal }, verifyDatabase);
  console.log(json ? JSON.stringify(verification) : describe(verification));
  return verification.differences.length === 0 ? 0 : 1;
}

function describe({ checks, differences }: Verification): string {
  const lines = checks.map(({ name, checked }) => {
    const found = differences.filter(({ check }) => check === name);
    const result = found.length === 0 ? 'ok  ' : 'FAIL';
    return [`${result}  ${name} (looked at ${checked})`, ...found.map(spell)].join('\n');
  });
  const total = differences.length;
  return [...lines, total === 0 ? 'No differences.' : `${count(total)} differences.`].join('\n');
}

function spell({ storeId, entity, expected, found }: Verification['differences'][number]): string {
  const where = storeId === undefined ? '' : ` in store ${storeId}`;
  return `        ${entity}${where}: should be ${JSON.stringify(expected)}, is ${JSON.stringify(found)}`;
}
