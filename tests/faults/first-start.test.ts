import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Me } from '../../shared/identity/person.schema.ts';
import { postmasterPid, temporaryFolder } from '../support/embedded-postgres.ts';
import { freePort, startProgram, startServer } from '../support/larder-command.ts';
import { createTestDatabase } from '../support/test-database.ts';

const OWNER = {
  LARDER_OWNER_EMAIL: 'rosa@example.com',
  LARDER_OWNER_PASSWORD: 'seven-lemons-a-day',
  LARDER_STORE_NAME: 'Trattoria',
  LARDER_TIME_ZONE: 'Europe/Vienna',
};

interface Place {
  url: string;
  settings: Record<string, string>;
}

/** A folder in which no server ever ran, and where one will answer. */
async function anEmptyPlace(): Promise<Place> {
  const dataDir = join(await temporaryFolder(), 'data');
  onTestFinished(async () => {
    const orphan = await postmasterPid(dataDir).catch(() => undefined);
    if (orphan !== undefined) process.kill(orphan, 'SIGINT');
  });
  const port = String(await freePort());
  return { url: `http://127.0.0.1:${port}`, settings: { ...OWNER, LARDER_DATA_DIR: dataDir, PORT: port } };
}

async function post(url: string, path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${url}/api/v1${path}`, { method: 'POST', body: JSON.stringify(body), headers });
}

function logIn(url: string, password: string): Promise<Response> {
  return post(url, '/auth/login', { email: OWNER.LARDER_OWNER_EMAIL, password });
}

async function meAfter(url: string, { headers }: Response): Promise<Me> {
  const cookie = headers.get('set-cookie')!.split(';')[0]!;
  return (await (await fetch(`${url}/api/v1/auth/me`, { headers: { cookie } })).json()) as Me;
}

describe('a first start with nobody there', () => {
  it('sets up what its settings say, and never again, whatever they say later', async () => {
    const { url, settings } = await anEmptyPlace();
    const first = await startServer(settings);
    const signedIn = await logIn(url, OWNER.LARDER_OWNER_PASSWORD);
    expect(signedIn.status).toBe(200);
    const me = await meAfter(url, signedIn);
    expect(me).toMatchObject({
      ...{ isOwner: true, organisation: 'Trattoria', email: OWNER.LARDER_OWNER_EMAIL },
      stores: [{ name: 'Trattoria', role: 'owner' }],
    });
    expect((await post(url, '/setup', {})).status).toBe(422);
    first.process.kill('SIGTERM');
    expect((await first.ended).out).toContain('set up from the settings');

    const other = { LARDER_STORE_NAME: 'Bar', LARDER_OWNER_PASSWORD: 'eight-limes-a-day' };
    const second = await startServer({ ...settings, ...other });
    expect((await logIn(url, other.LARDER_OWNER_PASSWORD)).status).toBe(401);
    expect(await meAfter(url, await logIn(url, OWNER.LARDER_OWNER_PASSWORD))).toEqual(me);
    second.process.kill('SIGTERM');
    const { out, err } = await second.ended;
    expect(out).not.toContain('set up from the settings');
    for (const told of [out, err, (await first.ended).out]) expect(told).not.toContain('a-day');
  });

  it('of two processes at the same moment sets up once, and both serve', async () => {
    const { connectionString, pool } = await createTestDatabase('template1');
    const places = [await anEmptyPlace(), await anEmptyPlace()];
    const servers = await Promise.all(
      places.map(({ settings }) => startServer({ ...settings, DATABASE_URL: connectionString })),
    );
    for (const { url } of places) expect((await logIn(url, OWNER.LARDER_OWNER_PASSWORD)).status).toBe(200);
    expect((await pool.query('select name from store')).rows).toEqual([{ name: 'Trattoria' }]);
    for (const { process } of servers) process.kill('SIGTERM');
    await Promise.all(servers.map(({ ended }) => ended));
  });

  it('with a password that everybody tries says so and ends, and nothing is set up', async () => {
    const { settings } = await anEmptyPlace();
    const { connectionString, pool } = await createTestDatabase('template1');
    const refused = startProgram('main.ts', [], {
      ...{ ...settings, DATABASE_URL: connectionString, LARDER_OWNER_PASSWORD: 'password1' },
    });
    const { code, err } = await refused.ended;
    expect({ code, err }).toEqual({
      code: 2,
      err: 'LARDER_OWNER_PASSWORD is one of the passwords that are tried first everywhere; choose a less common one.\n',
    });
    expect((await pool.query('select organisation from deployment')).rows).toEqual([{ organisation: null }]);
  });
});
