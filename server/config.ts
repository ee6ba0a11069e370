import { readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

export interface Config {
  port: number;
  host: string;
  /** Absent: an embedded Postgres in `dataDir`. */
  databaseUrl: string | undefined;
  dataDir: string;
  role: 'all' | 'web' | 'worker';
  logLevel: string;
}

/** Mistakes in the settings, one line each. */
export class ConfigError extends Error {
  readonly lines: string[];

  constructor(lines: string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigError';
    this.lines = lines;
  }
}

type Env = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const ROLES = ['all', 'web', 'worker'] as const;
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** @throws ConfigError with one line for each setting that is wrong */
export function readConfig(env: Env): Config {
  const mistakes: string[] = [];
  const read = (name: string): string | undefined => {
    try {
      return settingOf(env, name);
    } catch (error) {
      mistakes.push((error as Error).message);
      return undefined;
    }
  };
  const check = (ok: boolean, line: string): void => void (ok || mistakes.push(line));

  const port = read('PORT') ?? '3000';
  check(
    /^\d{1,5}$/.test(port) && Number(port) <= 65_535,
    `PORT must be a whole number from 0 to 65535, not "${port}".`,
  );
  const host = read('HOST') ?? '127.0.0.1';
  check(
    LOOPBACK.includes(host),
    `HOST must be 127.0.0.1, ::1 or localhost, not "${host}": there is no sign-in yet, so Larder serves this machine only.`,
  );
  const databaseUrl = read('DATABASE_URL');
  check(
    databaseUrl === undefined || isPostgresUrl(databaseUrl),
    'DATABASE_URL must look like postgres://user:password@host:5432/name.',
  );
  const role = (read('LARDER_ROLE') ?? 'all') as Config['role'];
  check(ROLES.includes(role), `LARDER_ROLE must be one of ${ROLES.join(', ')}, not "${role}".`);
  const logLevel = read('LOG_LEVEL') ?? 'info';
  check(
    LOG_LEVELS.includes(logLevel),
    `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${logLevel}".`,
  );
  const dataDir = read('LARDER_DATA_DIR') ?? defaultDataDir(env);
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return { port: Number(port), host, databaseUrl, dataDir, role, logLevel };
}

/** A setting, or the content of the file that `<NAME>_FILE` names, as container secrets are given. Empty is unset. */
function settingOf(env: Env, name: string): string | undefined {
  const value = env[name] || undefined;
  const file = env[`${name}_FILE`];
  if (!file) return value;
  if (value !== undefined) throw new Error(`${name} and ${name}_FILE are both set; keep one.`);
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    throw new Error(`${name}_FILE names ${file}, which cannot be read.`);
  }
}

/** Postgres itself takes a user without a host, the socket's folder being a parameter; the URL standard does not. */
function isPostgresUrl(value: string): boolean {
  return /^postgres(ql)?:\/\//.test(value) && URL.canParse(value.replace('@/', '@localhost/'));
}

/** Where programs keep their data on this platform: the system's place for root, the user's own otherwise. */
function defaultDataDir(env: Env): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'larder');
  if (userInfo().uid === 0) return '/var/lib/larder';
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'larder');
}
