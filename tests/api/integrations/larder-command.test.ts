import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Scores } from '../../../server/forecasts/forecast-scores.ts';
import type { ImportReport } from '../../../shared/integrations/import.schema.ts';
import { anIngredient } from '../../support/builders.ts';
import { csv } from '../../support/csv-upload.ts';
import { larder, startProgram } from '../../support/larder-command.ts';
import { sharedData } from '../../support/shared-data.ts';
import { startTestApp } from '../../support/test-app.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const PATIENT = { timeout: 120_000 };

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'larder-command-'));
  await chmod(folder, 0o755);
  onTestFinished(() => rm(folder, { recursive: true, maxRetries: 10 }));
  return folder;
}

async function fileOf(text: string, name = 'file.csv'): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, text);
  return path;
}

const on = ({ connectionString }: TestDatabase): Record<string, string> => ({
  DATABASE_URL: connectionString,
});

describe('larder verify', () => {
  it('prints what it checked, and fails with every difference', PATIENT, async () => {
    const app = await startTestApp();
    const { id: storeId } = await app.createStore();
    await app.createItem(anIngredient('FLOUR'));
    await app.receive(storeId, { FLOUR: 100 });

    const sound = await larder(['verify'], on(app.database));
    expect(sound).toMatchObject({ code: 0, err: '' });
    expect(sound.out).toContain('ok    on hand is the sum of movements');
    expect(sound.out).toContain('No differences.');

    await app.database.pool.query('update stock_level set on_hand = 99');
    const broken = await larder(['verify'], on(app.database));
    expect(broken.code).toBe(1);
    expect(broken.out).toContain(`FLOUR in store ${storeId}: should be 100, is 99`);
    const told = JSON.parse((await larder(['verify', '--json'], on(app.database))).out) as {
      differences: unknown;
    };
    expect(told.differences).toContainEqual({
      ...{ check: 'on hand is the sum of movements', storeId, entity: 'FLOUR', expected: 100, found: 99 },
    });
    await app.database.pool.query('update stock_level set on_hand = 100');
  });
});

describe('larder import', () => {
  it('tries, tells the mistakes by row, and imports what it is told to', PATIENT, async () => {
    const database = await createTestDatabase();
    const file = await fileOf(csv('sku,name,unit', 'FLOUR,Flour,g'));
    const dry = await larder(['import', 'items', file], on(database));
    expect(dry.code).toBe(0);
    expect(dry.out).toContain('file.csv: 1 rows, 1 without a mistake, 0 of them known already.');
    expect(dry.out).toContain('A dry run: nothing was changed. Add --commit to import.');
    const done = await larder(['import', 'items', file, '--commit', '--json'], on(database));
    expect(JSON.parse(done.out) as ImportReport).toMatchObject({ committed: true, rows: 1, rejected: [] });
    const { rows } = await database.pool.query('select sku from item');
    expect(rows).toEqual([{ sku: 'FLOUR' }]);

    const bad = await fileOf(csv('sku,name,unit', 'SALT,,g'));
    const refused = await larder(['import', 'items', bad, '--commit'], on(database));
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.out).toContain('row 2, name: is empty; fill it in');
    expect(refused.out).toContain('Nothing was imported. Mend the file and try again.');
  });

  it('finds the store by its name, by its id, or because there is no other', PATIENT, async () => {
    const app = await startTestApp();
    await app.createItem(anIngredient('FLOUR'));
    const file = await fileOf(csv('sku,quantity', 'FLOUR,5'));
    const load = (...args: string[]) =>
      larder(['import', 'opening-stock', file, '--commit', ...args], on(app.database));
    expect(await load()).toMatchObject({ code: 1, err: 'There is no store yet; make one first.\n' });
    const first = await app.createStore({ name: 'North' });
    expect(await load()).toMatchObject({ code: 0 });
    expect((await app.stock(first.id))['FLOUR']).toMatchObject({ onHand: 5 });
    const second = await app.createStore({ name: 'South' });
    expect((await load()).err).toContain('There are several stores; name one with --store: North (');
    expect((await load('--store', 'West')).err).toContain('No store is called West; there are: North (');
    expect(await load('--store', 'south')).toMatchObject({ code: 0 });
    expect((await app.stock(second.id))['FLOUR']).toMatchObject({ onHand: 5 });
  });

  it('leaves nothing behind when Ctrl-C stops it halfway', PATIENT, async () => {
    const app = await startTestApp();
    await app.createStore();
    await app.createItem(anIngredient('FLOUR'));
    const lines = Array.from({ length: 60_000 }, (_, index) => `T${index},2026-03-19 12:00,FLOUR,1`);
    const file = await fileOf(`external_id,sold_at,sku,quantity\n${lines.join('\n')}\n`);
    const running = startProgram('larder.ts', ['import', 'sales', file, '--commit'], on(app.database));
    await running.said('Recording');
    running.process.kill('SIGINT');
    const { code, err } = await running.ended;
    expect(code).toBe(130);
    expect(err).toContain('Stopped; nothing is half done.');
    const { rows } = await app.database.pool.query('select count(*) as sales from sale');
    expect(rows).toEqual([{ sales: 0 }]);
  });
});

describe('larder doctor', () => {
  it('looks at everything, and says what to mend', PATIENT, async () => {
    const database = await createTestDatabase();
    const { code, out } = await larder(['doctor'], { ...on(database), PORT: '0' });
    expect(code).toBe(0);
    for (const line of ['Node', 'settings', 'port', 'disk', 'database', 'schema', 'clock', 'screens'])
      expect(out).toMatch(new RegExp(`^(ok  |warn)  ${line}: `, 'm'));

    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    await database.pool.query(
      'delete from kysely_migration where name = (select max(name) from kysely_migration)',
    );
    const ill = await larder(['doctor'], { ...on(database), PORT: String(port) });
    expect(ill.code).toBe(1);
    expect(ill.out).toContain(
      `FAIL  port: Larder cannot listen on 127.0.0.1:${port}, as another program has it`,
    );
    expect(ill.out).toMatch(/^warn {2}schema: lacks \d/m);
  });

  it('looks at nothing else where the settings are wrong', PATIENT, async () => {
    const { code, out } = await larder(['doctor'], { PORT: 'x', LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(out).toContain('FAIL  settings: PORT must be a whole number');
    expect(out).toContain('FAIL  settings: LOG_LEVEL must be one of');
  });

  it('says in one line that the database is away', PATIENT, async () => {
    const { code, out } = await larder(['doctor', '--json'], {
      DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x',
      PORT: '0',
    });
    expect(code).toBe(1);
    const { findings } = JSON.parse(out) as { findings: { name: string; state: string; says: string }[] };
    expect(findings.find(({ name }) => name === 'database')).toMatchObject({
      ...{ state: 'fail', says: expect.stringContaining('ECONNREFUSED') as unknown },
    });
  });
});

describe('any larder command', () => {
  it('works on the embedded Postgres, which it starts and stops', PATIENT, async () => {
    const settings = { LARDER_DATA_DIR: join(await temporaryFolder(), 'data') };
    const none = await larder(['verify'], settings);
    expect(none).toMatchObject({ code: 1, out: '' });
    expect(none.err).toContain('There is no database in');
    expect(await larder(['migrate', '--json'], settings)).toMatchObject({ code: 0, err: '' });
    expect(await larder(['migrate'], settings)).toMatchObject({
      code: 0,
      out: 'The database is up to date.\n',
    });
    expect(await larder(['verify'], settings)).toMatchObject({ code: 0 });
  });

  it(
    'asks for a migration of a database that is behind, and for a newer Larder where it is ahead',
    PATIENT,
    async () => {
      const database = await createTestDatabase();
      await database.pool.query("insert into kysely_migration values ('29990101T0000-later', '2999')");
      expect((await larder(['verify'], on(database))).err).toContain('made by a newer Larder');
      await database.pool.query('delete from kysely_migration');
      expect((await larder(['verify'], on(database))).err).toContain('Run: npm run larder -- migrate');
    },
  );

  it.each([
    [['unknown'], "unknown command 'unknown'"],
    [['import', 'menus', 'x.csv'], 'Allowed choices are items, recipes, suppliers, supplier-items,'],
    [['import', 'items'], "missing required argument 'file'"],
    [['verify', '--loud'], "unknown option '--loud'"],
    [['replay', 'x', '--speed', 'fast'], 'Write a number above 0, or max'],
    [['replay', 'x', '--from', '2015-02-30'], 'Write a day like 2015-07-17'],
    [['replay', 'x', '--url', 'localhost'], 'Write it like http://127.0.0.1:3000'],
  ])('%j is wrong use: exit 2, and what would be right', PATIENT, async (args, reason) => {
    const { code, err, out } = await larder(args, {});
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(reason);
    expect(err).not.toMatch(/^ +at /m);
  });

  it.each([
    [['verify'], { DATABASE_URL: 'mysql://x' }, 2, 'DATABASE_URL must look like postgres://'],
    [
      ['verify'],
      { DATABASE_URL: 'postgres://a@127.0.0.1:1/x' },
      1,
      'The database cannot be reached: connect ECONNREFUSED',
    ],
    [['import', 'items', '/nowhere.csv'], {}, 1, 'There is no file /nowhere.csv.'],
    [['import', 'items', '/tmp'], {}, 1, '/tmp is a folder; name a CSV file.'],
    [['replay', '/nowhere'], {}, 1, 'There is no folder /nowhere.'],
  ])('%j with %j fails in one line', PATIENT, async (args, settings: Record<string, string>, code, line) => {
    const ended = await larder(args, settings);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err.trim().split('\n')).toEqual([expect.stringContaining(line)]);
  });

  it('explains itself', PATIENT, async () => {
    expect((await larder(['--help'], {})).out).toContain('replay [options] <folder>');
    const { code, out } = await larder(['import', '--help'], {});
    expect(code).toBe(0);
    expect(out).toContain('Columns of opening-stock:');
  });
});

describe('larder backtest', () => {
  const bakery = sharedData('edinburgh-bakery/daily.csv');

  it.skipIf(!bakery.isThere)(
    `foretells ${bakery.label} within its targets, and better than smoothing does`,
    PATIENT,
    async () => {
      const folder = await temporaryFolder();
      const [out, depletion] = [join(folder, 'forecasts.csv'), join(folder, 'depletion.csv')];
      const args = ['backtest', '--series', bakery.path, '--json'];
      const run = await larder([...args, '--out', out, '--depletion', depletion], {});
      expect(run).toMatchObject({ code: 0, err: '' });
      const { larder: own } = JSON.parse(run.out) as Record<string, Scores>;
      expect(own!.tasks).toBe(301);
      expect(own!.spl).toBeLessThan(0.288);
      expect(own!.depletionCrps).toBeLessThan(0.967);
      expect(own!.sumCoverage80).toBeGreaterThan(0.75);
      expect(own!.sumCoverage80).toBeLessThan(0.9);
      const { ets } = JSON.parse((await larder([...args, '--method', 'ets'], {})).out) as Record<
        string,
        Scores
      >;
      expect(ets!.spl).toBeGreaterThan(own!.spl);
      expect(ets!.depletionCrps).toBeGreaterThan(own!.depletionCrps);
      const lines = (await readFile(out, 'utf8')).trim().split('\n');
      expect(lines[0]).toBe('unique_id,cutoff,kind,h,mean,q10,q50,q90');
      expect(lines).toHaveLength(1 + 301 * 8);
      expect((await readFile(depletion, 'utf8')).split('\n')[0]).toBe(
        'unique_id,cutoff,stock,p1,p2,p3,p4,p5,p6,p7',
      );
      const cut = await larder([...args, '--censor', '1', '--origins', '3', '--skip', '1'], {});
      const ways = JSON.parse(cut.out) as Record<string, Scores>;
      const spl = (way: string): number => ways[way]!.spl;
      expect(Math.abs(ways['larder, outages known']!.bias)).toBeLessThan(0.05);
      expect(spl('larder, outages known')).toBeLessThan(spl('sales taken as demand'));
      expect(spl('larder, outages known')).toBeLessThan(spl('cut days left out'));
    },
  );

  it('says in one line what is wrong with a file', PATIENT, async () => {
    const broken = await larder(
      ['backtest', '--series', await fileOf(csv('unique_id,ds,y', 'a,1st of May,2'))],
      {},
    );
    expect(broken).toMatchObject({ code: 1, out: '' });
    expect(broken.err).toContain('row 2, ds: "1st of May" is no day like 2026-03-20');
    const short = await larder(
      ['backtest', '--series', await fileOf(csv('unique_id,ds,y', 'a,2026-05-01,2'))],
      {},
    );
    expect(short.err).toContain('can be scored: each needs 56 days');
    expect((await larder(['backtest', '--series', '/nowhere.csv'], {})).err).toContain('There is no file');
  });
});
