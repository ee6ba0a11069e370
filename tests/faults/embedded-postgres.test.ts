import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  findRunningEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../server/platform/embedded-postgres.ts';
import { acquireLock } from '../../server/platform/embedded-postgres-lock.ts';
import {
  copyOfCluster,
  isAlive,
  postmasterPid,
  query,
  queryAgain,
  socketFolder,
  startChild,
  started,
  until,
} from '../support/embedded-postgres.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let original: string;
let dataDir: string;
let newPlace: string;

beforeAll(async () => {
  original = await mkdtemp(join(tmpdir(), 'larder-test-'));
  await (await startEmbeddedPostgres({ dataDir: original })).stop();
});

afterAll(() => rm(original, { recursive: true }));

beforeEach(async () => {
  dataDir = await copyOfCluster(original);
  newPlace = join(dirname(dataDir), 'new');
});

describe('an embedded Postgres', () => {
  it('starts in an empty place, durable and out of reach of others', async () => {
    const { connectionString } = await started({ dataDir: newPlace });
    const [facts] = await query(
      connectionString,
      `select current_user as user, current_database() as database, current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as commit, current_setting('data_checksums') as checksums,
        current_setting('TimeZone') as zone, current_setting('server_encoding') as encoding,
        current_setting('listen_addresses') as tcp`,
    );
    expect(facts).toEqual({
      user: 'larder',
      database: 'larder',
      fsync: 'on',
      commit: 'on',
      checksums: 'on',
      zone: 'UTC',
      encoding: 'UTF8',
      tcp: '',
    });
    expect((await stat(socketFolder(connectionString))).mode & 0o777).toBe(0o700);
    expect((await stat(join(newPlace, 'postgres'))).mode & 0o777).toBe(0o700);
  });

  it('keeps its rows over a restart, and leaves no socket and no lock when stopped', async () => {
    const first = await started({ dataDir });
    await query(first.connectionString, 'create table kept as select 42 as n');
    await Promise.all([first.stop(), first.stop()]);
    expect(existsSync(socketFolder(first.connectionString))).toBe(false);
    expect(await readdir(dataDir)).toEqual(['postgres']);

    const second = await started({ dataDir });
    expect(await query(second.connectionString, 'select n from kept')).toEqual([{ n: 42 }]);
  });

  it('is found by another program while it runs, and only then', async () => {
    expect(await findRunningEmbeddedPostgres(dataDir)).toBeUndefined();
    const postgres = await started({ dataDir });
    expect(await findRunningEmbeddedPostgres(dataDir)).toBe(postgres.connectionString);
    await postgres.stop();
    expect(await findRunningEmbeddedPostgres(dataDir)).toBeUndefined();
  });

  it('takes settings, and says in the words of Postgres why it did not start', async () => {
    const { connectionString, stop } = await started({ dataDir, settings: { work_mem: '7MB' } });
    expect(await query(connectionString, 'show work_mem')).toEqual([{ work_mem: '7MB' }]);
    await stop();
    await expect(startEmbeddedPostgres({ dataDir, settings: { work_mem: 'much' } })).rejects.toThrow(
      'Postgres did not start: invalid value for parameter "work_mem": "much".',
    );
    expect(await readdir(dataDir)).toEqual(['postgres']);
  });

  it('has a process group of its own, which a Ctrl-C in the terminal does not reach', async () => {
    await started({ dataDir });
    const pid = await postmasterPid(dataDir);
    const [, parent, group] =
      (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ').map(Number) ?? [];
    expect(parent).toBe(process.pid);
    expect(group).toBe(pid);
  });
});

describe('after kill -9', () => {
  it('of Larder, stops the orphan and has every committed row', async () => {
    const larder = startChild(dataDir);
    const { connectionString = '' } = await larder.answer;
    await query(connectionString, 'create table kept as select 42 as n');
    const orphan = await postmasterPid(dataDir);
    await larder.end('SIGKILL');
    expect(await isAlive(orphan)).toBe(true);
    expect(await findRunningEmbeddedPostgres(dataDir)).toBeUndefined();

    const log: string[] = [];
    const next = await started({ dataDir, log: (level, line) => level === 'warn' && log.push(line) });
    expect(log).toContainEqual(expect.stringContaining(`process ${orphan}`));
    expect(await isAlive(orphan)).toBe(false);
    expect(await query(next.connectionString, 'select n from kept')).toEqual([{ n: 42 }]);
    expect(existsSync(socketFolder(connectionString))).toBe(false);
  });

  it('or any other sudden end, leaves no socket folder behind for good', async () => {
    const larder = startChild(dataDir);
    const { connectionString = '' } = await larder.answer;
    const orphan = await postmasterPid(dataDir);
    await larder.end('SIGKILL');
    process.kill(orphan, 'SIGINT');
    await until(async () => !(await isAlive(orphan)));
    await started({ dataDir });
    expect(existsSync(socketFolder(connectionString))).toBe(false);
  });

  it('of Larder and Postgres, waits for the backends that are still busy', async () => {
    const larder = startChild(dataDir);
    const { connectionString = '' } = await larder.answer;
    await query(connectionString, 'create table kept as select 42 as n');
    const busy = query(connectionString, 'do $$ begin for i in 1..60000000 loop end loop; end $$');
    busy.catch(() => {});
    await until(async () => {
      const active = "select 1 from pg_stat_activity where query like 'do %' and state = 'active'";
      return (await query(connectionString, active)).length === 1;
    });
    await larder.end('SIGKILL');
    process.kill(await postmasterPid(dataDir), 'SIGKILL');

    const next = await started({ dataDir });
    expect(await query(next.connectionString, 'select n from kept')).toEqual([{ n: 42 }]);
    expect(existsSync(socketFolder(connectionString))).toBe(false);
  });

  it('of Postgres, starts it again at the same address', async () => {
    const { connectionString } = await started({ dataDir });
    await query(connectionString, 'create table kept as select 42 as n');
    for (const signal of ['SIGKILL', 'SIGQUIT', 'SIGINT'] as const) {
      const pid = await postmasterPid(dataDir);
      process.kill(pid, signal);
      await until(async () => (await postmasterPid(dataDir)) !== pid);
      expect(await queryAgain(connectionString, 'select n from kept')).toEqual([{ n: 42 }]);
    }
  });

  it('of Postgres, reports when it does not come back, and lets go of everything', async () => {
    const postgres = await started({ dataDir });
    await rename(join(dataDir, 'postgres', 'global'), join(dataDir, 'postgres', 'lost'));
    process.kill(await postmasterPid(dataDir), 'SIGKILL');
    expect(await postgres.exited).toMatch(/^Postgres did not start: could not find the database system/);
    expect(await readdir(dataDir)).toEqual(['postgres']);
    expect(existsSync(socketFolder(postgres.connectionString))).toBe(false);
    await postgres.stop();
  });

  it('of Postgres, can be stopped while it is being started again', async () => {
    const postgres = await started({ dataDir });
    const pid = await postmasterPid(dataDir);
    process.kill(pid, 'SIGKILL');
    await until(async () => !(await isAlive(pid)));
    await postgres.stop();
    expect(await readdir(dataDir)).toEqual(['postgres']);
  });

  it('does not mistake a stranger for Postgres because it got the same pid', async () => {
    await writeFile(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${process.ppid}\n${dataDir}/postgres\n1\n5432\n/tmp\n`,
    );
    const { connectionString } = await started({ dataDir });
    expect(await query(connectionString, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(await isAlive(process.ppid)).toBe(true);
  });
});

describe('one data folder', () => {
  it('has one Larder at a time', async () => {
    const larder = startChild(dataDir);
    const { connectionString = '' } = await larder.answer;
    const refusal = `${dataDir} is in use by another Larder (process ${larder.process.pid}). Stop it first, or set LARDER_DATA_DIR to another folder.`;
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(refusal);
    expect(await query(connectionString, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('goes to exactly one of several that start together after a kill', async () => {
    const killed = startChild(dataDir);
    await killed.answer;
    await killed.end('SIGKILL');
    const answers = await Promise.all(Array.from({ length: 4 }, () => startChild(dataDir).answer));
    expect(answers.filter(({ connectionString }) => connectionString)).toHaveLength(1);
    expect(answers.filter(({ refused }) => refused?.includes('is in use by'))).toHaveLength(3);
  });

  it('goes to exactly one, however closely several find the lock of a dead process', async () => {
    await mkdir(newPlace, { recursive: true });
    const path = join(newPlace, 'larder.lock');
    for (let round = 0; round < 50; round += 1) {
      await writeFile(
        path,
        JSON.stringify({ pid: process.ppid, startedAt: 'long ago', id: `round-${round}` }),
      );
      const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => acquireLock(path)));
      const taken = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
      expect(taken).toHaveLength(1);
      await taken[0]?.release();
      expect(await readdir(newPlace)).toEqual([]);
    }
  });

  it('is not blocked by a lock whose pid another program has by now, or that a power cut left empty', async () => {
    for (const lock of [JSON.stringify({ pid: process.ppid, startedAt: 'long ago', id: 'old' }), '']) {
      await writeFile(join(dataDir, 'larder.lock'), lock);
      await (await started({ dataDir })).stop();
    }
    expect(await readdir(dataDir)).toEqual(['postgres']);
  });

  it('can be copied, and the copy leaves the server of the original alone', async () => {
    const { connectionString } = await started({ dataDir });
    const copy = await copyOfCluster(dataDir);
    await rm(join(copy, 'larder.lock'));
    const second = await started({ dataDir: copy });
    expect(await query(second.connectionString, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(await query(connectionString, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('is set up anew where the set-up was interrupted', async () => {
    const larder = startChild(newPlace);
    larder.answer.catch(() => {});
    await until(async () => (await readdir(newPlace)).some((name) => name.startsWith('postgres.new-')));
    await larder.end('SIGKILL');
    const { connectionString } = await started({ dataDir: newPlace });
    expect(await query(connectionString, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect((await readdir(newPlace)).sort()).toEqual(['larder.lock', 'postgres']);
  });

  it.each(['postgres.new-', 'larder-socket'])(
    'is left tidy by a start that is given up at %s',
    async (stage) => {
      const giveUp = new AbortController();
      const seen = async () =>
        (await readdir(newPlace).catch(() => [])).some((name) => name.startsWith(stage));
      const log = (_level: string, line: string) => line.includes(stage) && giveUp.abort();
      const starting = startEmbeddedPostgres({ dataDir: newPlace, log, signal: giveUp.signal });
      if (stage === 'postgres.new-') void until(seen).then(() => giveUp.abort());
      await expect(starting).rejects.toThrow('Larder was stopped while Postgres was starting.');
      expect((await readdir(newPlace)).filter((name) => name !== 'postgres')).toEqual([]);
    },
  );

  it('with other files in its place is left as it is', async () => {
    const folder = join(newPlace, 'postgres');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'holiday.jpg'), 'sun');
    await expect(startEmbeddedPostgres({ dataDir: newPlace })).rejects.toThrow(
      `${folder} holds files that are not Postgres data.`,
    );
    expect(await readdir(folder)).toEqual(['holiday.jpg']);
    expect(await readdir(newPlace)).toEqual(['postgres']);
  });

  it('of another major version of Postgres is refused', async () => {
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      'was written by Postgres 17, and this Larder brings',
    );
  });

  it('that is a file is refused in one line', async () => {
    await writeFile(newPlace, '');
    await expect(startEmbeddedPostgres({ dataDir: newPlace })).rejects.toThrow(
      /^Postgres cannot use [^\n]*LARDER_DATA_DIR[^\n]*$/,
    );
  });
});
