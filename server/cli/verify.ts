import type { Config } from '../config.ts';
import { DEMAND_CHECK, verifyDemand } from '../forecasts/demand-history.service.ts';
import type { Database } from '../platform/database.ts';
import { verifyDatabase, type Verification } from '../settlement/verify.service.ts';
import { withDatabase } from './database.ts';
import { count } from './progress.ts';

/** Prints what was checked and every difference; the exit code is 1 if there is one. */
export async function verify(
  config: Config,
  { json, signal }: { json: boolean; signal: AbortSignal },
): Promise<number> {
  const verification = await withDatabase(config, { signal }, verifyAll);
  console.log(json ? JSON.stringify(verification) : describe(verification));
  return verification.differences.length === 0 ? 0 : 1;
}

async function verifyAll(db: Database): Promise<Verification> {
  const { checks, differences } = await verifyDatabase(db);
  const demand = await verifyDemand(db);
  const check = { name: DEMAND_CHECK, checked: demand.checked };
  return { checks: [...checks, check], differences: [...differences, ...demand.differences] };
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
