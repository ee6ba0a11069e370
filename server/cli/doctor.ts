import { ConfigError, type Config } from '../config.ts';
import { lookAtClient, lookAtDisk, lookAtNode, lookAtPort, type Finding } from './doctor-checks.ts';
import { lookAtDatabase } from './doctor-database.ts';

const MARKS = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' };

/** Looks at everything that Larder needs to run; returns the exit code, which is 1 when something fails. */
export async function doctor(
  settings: () => Config,
  { json, signal }: { json: boolean; signal: AbortSignal },
): Promise<number> {
  const findings = [lookAtNode(), ...(await lookAtPlace(settings, signal)), lookAtClient()];
  if (json) console.log(JSON.stringify({ findings }));
  else for (const finding of findings) console.log(spell(finding));
  return findings.some(({ state }) => state === 'fail') ? 1 : 0;
}

async function lookAtPlace(settings: () => Config, signal: AbortSignal): Promise<Finding[]> {
  try {
    const config = settings();
    const read: Finding = { name: 'settings', state: 'ok', says: 'are valid' };
    return [
      read,
      await lookAtPort(config),
      await lookAtDisk(config),
      ...(await lookAtDatabase(config, signal)),
    ];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.lines.map((says) => ({
      name: 'settings',
      state: 'fail',
      says,
      fix: 'Correct it; nothing else can be looked at before.',
    }));
  }
}

function spell({ name, state, says, fix }: Finding): string {
  return `${MARKS[state]}  ${name}: ${says}${fix === undefined ? '' : `\n      ${fix}`}`;
}
