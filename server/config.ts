import { readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { SetupInput } from '../shared/identity/person.schema.ts';
import { isTimeZone } from './platform/business-day.ts';
import { readSmsUrl, SMS_URL_EXAMPLE } from './platform/sms-url.ts';
import { mistakesIn } from './platform/validation.ts';

export interface Config {
  port: number;
  host: string;
  /** Absent: wherever the server turns out to listen. */
  publicUrl: string | undefined;
  /** Proxies, besides those on this machine, whose word on the caller's address is taken. */
  trustedProxies: string[];
  /** Absent: an embedded Postgres in `dataDir`. */
  databaseUrl: string | undefined;
  dataDir: string;
  /** Where suppliers' folders of files are; absent where files are not exchanged. */
  exchangeDir: string | undefined;
  smtpUrl: string | undefined;
  smsUrl: string | undefined;
  /** Signs the links that customers are sent; absent, a secret that the database keeps does. */
  linkSecret: string | undefined;
  role: 'all' | 'web' | 'worker';
  logLevel: string;
  /** What the first start sets up by itself, so that nobody has to visit the set-up page. */
  setup: SetupInput | undefined;
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

/** @throws ConfigError with one line for each setting that is wrong */
export function readConfig(env: Env): Config {
  const settings = new Settings(env);
  const config: Config = {
    port: readPort(settings),
    host: settings.read('HOST') ?? '127.0.0.1',
    publicUrl: readPublicUrl(settings),
    trustedProxies: settings.read('LARDER_TRUSTED_PROXIES')?.split(/[\s,]+/) ?? [],
    databaseUrl: settings.readUrl('DATABASE_URL', isPostgresUrl, 'postgres://user:password@host:5432/name'),
    dataDir: settings.read('LARDER_DATA_DIR') ?? defaultDataDir(env),
    exchangeDir: readExchangeDir(settings, env),
    smtpUrl: settings.readUrl('SMTP_URL', isSmtpUrl, 'smtp://user:password@host:587'),
    smsUrl: settings.readUrl('LARDER_SMS_URL', (value) => readSmsUrl(value) !== null, SMS_URL_EXAMPLE),
    linkSecret: readSecret(settings),
    role: settings.readOneOf('LARDER_ROLE', ROLES, 'all'),
    logLevel: settings.readOneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
    setup: readSetup(settings),
  };
  if (settings.mistakes.length > 0) throw new ConfigError(settings.mistakes);
  return config;
}

/** Settings as they are given, and what is wrong with them. */
class Settings {
  readonly mistakes: string[] = [];
  readonly #env: Env;

  constructor(env: Env) {
    this.#env = env;
  }

  /** A setting, or the content of the file that `<NAME>_FILE` names, as container secrets are given. Empty is unset. */
  read(name: string): string | undefined {
    const value = this.#env[name] || undefined;
    const file = this.#env[`${name}_FILE`];
    if (!file) return value;
    if (value !== undefined) {
      this.mistakes.push(`${name} and ${name}_FILE are both set; keep one.`);
      return value;
    }
    try {
      return readFileSync(file, 'utf8').trim() || undefined;
    } catch {
      this.mistakes.push(`${name}_FILE names ${file}, which cannot be read.`);
      return undefined;
    }
  }

  readUrl(name: string, isValid: (value: string) => boolean, example: string): string | undefined {
    const value = this.read(name);
    if (value !== undefined && !isValid(value)) this.mistakes.push(`${name} must look like ${example}.`);
    return value;
  }

  readOneOf<T extends string>(name: string, options: readonly T[], otherwise: T): T {
    const value = this.read(name) ?? otherwise;
    const known = options.find((option) => option === value);
    if (known === undefined)
      this.mistakes.push(`${name} must be one of ${options.join(', ')}, not "${value}".`);
    return known ?? otherwise;
  }
}

function readPort(settings: Settings): number {
  const port = settings.read('PORT') ?? '3000';
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) return Number(port);
  settings.mistakes.push(`PORT must be a whole number from 0 to 65535, not "${port}".`);
  return 0;
}

function readPublicUrl(settings: Settings): string | undefined {
  const isOrigin = (value: string): boolean =>
    /^https?:\/\//.test(value) && URL.canParse(value) && new URL(value).pathname === '/';
  return settings.readUrl('LARDER_PUBLIC_URL', isOrigin, 'https://larder.example.com')?.replace(/\/$/, '');
}

/** `none` turns the exchange of files off. */
function readExchangeDir(settings: Settings, env: Env): string | undefined {
  const given = settings.read('LARDER_EXCHANGE_DIR');
  if (given === 'none') return undefined;
  return resolve(given ?? join(settings.read('LARDER_DATA_DIR') ?? defaultDataDir(env), 'exchange'));
}

/** Too short a secret could be guessed, and with it every link. */
function readSecret(settings: Settings): string | undefined {
  const secret = settings.read('LARDER_SECRET');
  if (secret !== undefined && secret.length < 32)
    settings.mistakes.push('LARDER_SECRET must have at least 32 characters; try: openssl rand -hex 32');
  return secret;
}

const SETUP = [
  'LARDER_OWNER_EMAIL',
  'LARDER_OWNER_PASSWORD',
  'LARDER_STORE_NAME',
  'LARDER_TIME_ZONE',
] as const;

/** The first store counts in euros until its settings say otherwise. */
function readSetup(settings: Settings): SetupInput | undefined {
  const [email, password, name, timeZone] = SETUP.map((setting) => settings.read(setting));
  if (email === undefined && password === undefined && name === undefined && timeZone === undefined)
    return undefined;
  if (email === undefined || password === undefined || name === undefined || timeZone === undefined) {
    settings.mistakes.push(`${SETUP.join(', ')} go together; set all of them or none.`);
    return undefined;
  }
  const owner = { name: email.split('@')[0] || email, email, password };
  const setup = { organisation: name, store: { name, timeZone, currency: 'EUR' }, owner };
  for (const { pointer, detail } of mistakesIn(SetupInput, setup))
    settings.mistakes.push(setupMistake(pointer, detail));
  if (!isTimeZone(timeZone))
    settings.mistakes.push(
      `LARDER_TIME_ZONE must be an IANA time zone such as Europe/Vienna, not "${timeZone}".`,
    );
  return setup;
}

/** The line for a mistake in {@link Config.setup}. */
export function setupMistake(pointer: string, detail: string): string {
  return `${settingAt(pointer)} ${detail}.`;
}

function settingAt(pointer: string): string {
  if (pointer.endsWith('/email') || pointer === '/owner/name') return 'LARDER_OWNER_EMAIL';
  return pointer.endsWith('/password') ? 'LARDER_OWNER_PASSWORD' : 'LARDER_STORE_NAME';
}

/** Postgres itself takes a user without a host, the socket's folder being a parameter; the URL standard does not. */
function isPostgresUrl(value: string): boolean {
  return /^postgres(ql)?:\/\//.test(value) && URL.canParse(value.replace('@/', '@localhost/'));
}

function isSmtpUrl(value: string): boolean {
  return /^smtps?:\/\//.test(value) && URL.canParse(value);
}

/** Where programs keep their data on this platform: the system's place for root, the user's own otherwise. */
function defaultDataDir(env: Env): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'larder');
  if (userInfo().uid === 0) return '/var/lib/larder';
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'larder');
}
