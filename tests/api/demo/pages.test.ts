import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { servePage, findClientFiles } from '../../../server/platform/client-files.ts';
import { startTestApp } from '../../support/test-app.ts';

async function builtClient(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'larder-test-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  await mkdir(join(dir, 'assets'));
  for (const page of ['wall', 'demo']) await writeFile(join(dir, `${page}.html`), `<title>${page}</title>`);
  return dir;
}

it('the control strip is no face of a real server, and a page of a demo', async () => {
  const dir = await builtClient();
  const real = await startTestApp({ client: findClientFiles(dir) });
  const demo = await startTestApp({ client: findClientFiles(dir) });
  servePage(demo.app.server, dir, 'demo');

  const ask = async ({ app }: typeof real, url: string) => (await app.server.inject(url)).statusCode;
  expect([await ask(real, '/wall'), await ask(real, '/demo'), await ask(real, '/demo/state')]).toEqual([
    200, 404, 404,
  ]);
  expect([await ask(demo, '/wall'), await ask(demo, '/demo')]).toEqual([200, 200]);
});

it('an address of the manager’s pages that is typed without its # leads there', async () => {
  const { app } = await startTestApp({ client: findClientFiles(await builtClient()) });
  const { statusCode, headers } = await app.server.inject('/manage/backorders');
  expect([statusCode, headers.location]).toEqual([302, '/manage#/backorders']);
});
