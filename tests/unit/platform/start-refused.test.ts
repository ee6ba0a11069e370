import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

const MAIN = join(import.meta.dirname, '../../../server/main.ts');

function start(env: Record<string, string>): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [MAIN], { env, encoding: 'utf8', timeout: 15_000 });
}

describe('a server with wrong settings', () => {
  it('says one line for each, and ends with status 2 before anything starts', () => {
    const parent = mkdtempSync(join(tmpdir(), 'larder-refused-'));
    onTestFinished(() => rmSync(parent, { recursive: true }));
    const dataDir = join(parent, 'data');

    const { status, stdout, stderr } = start({ PORT: 'http', LARDER_ROLE: 'cook', LARDER_DATA_DIR: dataDir });

    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toEqual([
      'PORT must be a whole number from 0 to 65535, not "http".',
      'LARDER_ROLE must be one of all, web, worker, not "cook".',
    ]);
    expect(stdout).toBe('');
    expect(existsSync(dataDir)).toBe(false);
  });
});
