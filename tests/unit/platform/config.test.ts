import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigError, readConfig } from '../../../server/config.ts';

function linesOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

function fileWith(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'larder-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'setting');
  writeFileSync(file, content);
  return file;
}

const UNATTENDED = {
  LARDER_OWNER_EMAIL: 'rosa@example.com',
  LARDER_OWNER_PASSWORD: 'seven-lemons-a-day',
  LARDER_STORE_NAME: 'Trattoria',
  LARDER_TIME_ZONE: 'Europe/Vienna',
};

describe('settings', () => {
  it('exchange files beside the data, unless they say where, or that nothing is', () => {
    expect(readConfig({ LARDER_DATA_DIR: '/srv/larder' }).exchangeDir).toBe('/srv/larder/exchange');
    expect(readConfig({ LARDER_EXCHANGE_DIR: '/srv/edi' }).exchangeDir).toBe('/srv/edi');
    expect(readConfig({ LARDER_EXCHANGE_DIR: 'none' }).exchangeDir).toBeUndefined();
  });

  it('have defaults that serve this machine only', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      role: 'all',
      logLevel: 'info',
    });
  });

  it('that are empty count as unset', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', LOG_LEVEL: '' })).toEqual(readConfig({}));
  });

  it('name the owner and the first store for a start without anybody there', () => {
    const { LARDER_OWNER_PASSWORD: password, ...others } = UNATTENDED;
    const { setup } = readConfig({ ...others, LARDER_OWNER_PASSWORD_FILE: fileWith(`${password}\n`) });
    expect(setup).toEqual({
      organisation: 'Trattoria',
      store: { name: 'Trattoria', timeZone: 'Europe/Vienna', currency: 'EUR' },
      owner: { name: 'rosa', email: 'rosa@example.com', password },
    });
  });

  it.each([
    [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535, not "http".'],
    [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535, not "70000".'],
    [{ PORT: '80.5' }, 'PORT must be a whole number from 0 to 65535, not "80.5".'],
    [{ PORT: '-1' }, 'PORT must be a whole number from 0 to 65535, not "-1".'],
    [{ PORT: '0x50' }, 'PORT must be a whole number from 0 to 65535, not "0x50".'],
    [{ SMTP_URL: 'mail.example.com' }, 'SMTP_URL must look like smtp://user:password@host:587.'],
    [
      { LARDER_SMS_URL: 'twilio://api.twilio.com' },
      'LARDER_SMS_URL must look like twilio://ACCOUNT_SID:AUTH_TOKEN@api.twilio.com?from=%2B431234567 or https://TOKEN@sms.example.com/send.',
    ],
    [
      { LARDER_PUBLIC_URL: 'https://example.com/larder' },
      'LARDER_PUBLIC_URL must look like https://larder.example.com.',
    ],
    [
      { LARDER_OWNER_EMAIL: 'rosa@example.com' },
      'LARDER_OWNER_EMAIL, LARDER_OWNER_PASSWORD, LARDER_STORE_NAME, LARDER_TIME_ZONE go together; set all of them or none.',
    ],
    [{ ...UNATTENDED, LARDER_OWNER_EMAIL: 'rosa' }, 'LARDER_OWNER_EMAIL must be a valid email, not "rosa".'],
    [
      { ...UNATTENDED, LARDER_TIME_ZONE: 'Mars/Base' },
      'LARDER_TIME_ZONE must be an IANA time zone such as Europe/Vienna, not "Mars/Base".',
    ],
    [
      { ...UNATTENDED, LARDER_OWNER_PASSWORD: 'seven' },
      'LARDER_OWNER_PASSWORD must NOT have fewer than 8 characters.',
    ],
    [
      { DATABASE_URL: 'mysql://localhost/larder' },
      'DATABASE_URL must look like postgres://user:password@host:5432/name.',
    ],
    [
      { DATABASE_URL: 'postgres://host:port/name' },
      'DATABASE_URL must look like postgres://user:password@host:5432/name.',
    ],
    [{ LARDER_ROLE: 'cook' }, 'LARDER_ROLE must be one of all, web, worker, not "cook".'],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "loud".',
    ],
    [{ PORT_FILE: '/no/such/file' }, 'PORT_FILE names /no/such/file, which cannot be read.'],
    [{ PORT: '3000', PORT_FILE: '/etc/port' }, 'PORT and PORT_FILE are both set; keep one.'],
  ])('that are wrong get one line: %o', (env, line) => {
    expect(linesOf(env)).toEqual([line]);
  });

  it('that are wrong are all told at once', () => {
    expect(linesOf({ PORT: 'x', LARDER_ROLE: 'z', LOG_LEVEL: 'y' })).toHaveLength(3);
  });

  it('never tell what the database URL holds, as that may be a password', () => {
    expect(linesOf({ DATABASE_URL: 'postgres:secret' }).join()).not.toContain('secret');
  });

  it.each([
    'postgres://larder:secret@db:5432/larder',
    'postgresql://db/larder?sslmode=require',
    'postgres://larder@/larder?host=/run/postgresql',
  ])('take a database URL that Postgres takes: %s', (url) => {
    expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  it('may come from a file, as container secrets do', () => {
    const file = fileWith('postgres://larder:secret@db/larder\n');
    expect(readConfig({ DATABASE_URL_FILE: file }).databaseUrl).toBe('postgres://larder:secret@db/larder');
  });

  it('that a file has wrong are told with the value of the file', () => {
    expect(linesOf({ PORT_FILE: fileWith('eighty\n') })).toEqual([
      'PORT must be a whole number from 0 to 65535, not "eighty".',
    ]);
  });

  it('that a file leaves empty count as unset', () => {
    expect(readConfig({ PORT_FILE: fileWith('\n') }).port).toBe(3000);
  });
});
