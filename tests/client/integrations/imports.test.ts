import { expect, test, vi } from 'vitest';
import { Session } from '../../../client/identity/session.svelte.ts';
import { ImportRun } from '../../../client/integrations/import-run.svelte.ts';
import { importTemplate } from '../../../client/integrations/import-template.ts';
import { dryRunWords, importedWords } from '../../../client/integrations/import-words.ts';
import {
  IMPORT_COLUMNS,
  IMPORT_KINDS,
  type ImportReport,
} from '../../../shared/integrations/import.schema.ts';
import { refusal } from '../../support/scripted-server.ts';

function aReport(over: Partial<ImportReport> = {}): ImportReport {
  return {
    ...{ kind: 'items', committed: false, rows: 2, accepted: 2, unchanged: 0, mistakes: 0 },
    ...{ rejected: [], notes: [], ...over },
  };
}

const FILE = new File(['sku,name,unit\n'], 'items.csv');

interface Sent {
  path: string;
  form: FormData;
}

function runOf(answer: (sent: Sent) => Response | Promise<Response>): { run: ImportRun; sent: Sent[] } {
  const sent: Sent[] = [];
  const session = new Session(async (path, { body, signal }) => {
    sent.push({ path, form: body as FormData });
    const gone = new Promise<never>((_, reject) =>
      signal?.addEventListener('abort', () => reject(new Error('gone'))),
    );
    return Promise.race([answer(sent[sent.length - 1]!), gone]);
  });
  return { run: new ImportRun(session), sent };
}

const ok = (report: ImportReport): Response => new Response(JSON.stringify(report));

test.each(IMPORT_KINDS)('the template for %s has every column, and what is needed is filled in', (kind) => {
  const [head = '', row = ''] = importTemplate(kind).split('\r\n');
  const cells = row.split(',');
  expect(head.split(',')).toEqual(IMPORT_COLUMNS[kind].map(({ name }) => name));
  IMPORT_COLUMNS[kind].forEach(({ name, required }, index) => {
    if (required) expect(cells[index], name).not.toBe('');
  });
});

test('a file is tried first, and goes in when it has no mistake', async () => {
  const { run, sent } = runOf(({ path }) => ok(aReport({ committed: path.includes('commit') })));
  expect(await run.check(FILE)).toBe(true);
  expect(run.isClean).toBe(true);
  expect(await run.commit()).toBe(true);
  expect(run.step).toBe('imported');
  expect(sent.map(({ path }) => path)).toEqual(['/api/v1/imports', '/api/v1/imports?commit=true']);
  expect([...sent[0]!.form.keys()]).toEqual(['kind', 'file']);
});

test.each([
  ['a mistake', { mistakes: 1, rejected: [{ row: 2, column: 'sku', problem: 'is empty' }] }],
  ['no rows', { rows: 0, accepted: 0 }],
])('a file with %s cannot go in', async (_, report) => {
  const { run } = runOf(() => ok(aReport(report)));
  await run.check(FILE);
  expect(run.step).toBe('checked');
  expect(run.isClean).toBe(false);
});

test('a refused import says why, and leaves the checked file as it was', async () => {
  const { status = 0, body } = refusal(409, 'conflict', 'Changed meanwhile.');
  const headers = { 'content-type': 'application/problem+json' };
  const { run } = runOf(({ path }) =>
    path.includes('commit') ? new Response(JSON.stringify(body), { status, headers }) : ok(aReport()),
  );
  await run.check(FILE);
  expect(await run.commit()).toBe(false);
  expect(run.problem?.message).toBe('Changed meanwhile.');
  expect(run.step).toBe('checked');
});

test('what takes long can be called off', async () => {
  const { run } = runOf(() => new Promise(() => {}));
  const checking = run.check(FILE);
  await vi.waitFor(() => expect(run.step).toBe('checking'));
  run.cancel();
  expect(await checking).toBe(false);
  expect(run.problem?.code).toBe('called-off');
  expect(run.step).toBe('choose');
});

test('another kind of file starts over', async () => {
  const { run } = runOf(() => ok(aReport()));
  await run.check(FILE);
  run.choose('recipes');
  expect([run.step, run.file, run.report, run.kind]).toEqual(['choose', null, null, 'recipes']);
});

test.each([
  [{}, '2 rows without a mistake.'],
  [{ rows: 1, unchanged: 1 }, '1 row without a mistake, all of them as it is already.'],
  [{ rows: 5, unchanged: 2 }, '5 rows without a mistake, 2 rows as it is already.'],
  [
    { rows: 5, mistakes: 1 },
    '5 rows, 1 mistake. Mend the file and choose it again; so far nothing was changed.',
  ],
  [{ rows: 0 }, 'The file has no rows below its head.'],
])('%o: %s', (over, words) => {
  expect(dryRunWords(aReport(over))).toBe(words);
});

test('what went in is counted without what was there already', () => {
  expect(importedWords(aReport({ rows: 5, unchanged: 4 }))).toBe('1 row imported.');
  expect(importedWords(aReport({ rows: 5, unchanged: 5 }))).toBe('Everything was there already.');
});
