import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const DEMO = join(import.meta.dirname, '../../server/demo/demo.ts');
const ROOT = join(import.meta.dirname, '../..');

/** `npm run demo` as a process of its own, with a temporary folder of its own to look into. */
export class DemoChild {
  readonly folder: string;
  /** What it printed so far. */
  readonly lines: string[] = [];
  readonly #process: ChildProcess;
  readonly #exit: Promise<unknown[]>;

  private constructor(folder: string, [program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.#process = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#exit = once(this.#process, 'exit');
    for (const stream of [this.#process.stdout!, this.#process.stderr!])
      createInterface({ input: stream }).on('line', (line) => this.lines.push(line));
  }

  static async start(...args: string[]): Promise<DemoChild> {
    return new DemoChild(await ownFolder(), [process.execPath, DEMO, ...args], {});
  }

  /** As npm does it: what is stopped is a shell, and the demo is its child. */
  static async startUnderShell(...args: string[]): Promise<DemoChild> {
    const command = ['sh', '-c', '"$@"; exit $?', 'sh', process.execPath, DEMO, ...args];
    return new DemoChild(await ownFolder(), command, { npm_lifecycle_event: 'demo' });
  }

  /** Its address, once it has printed it. */
  get url(): string | undefined {
    return /(http:\S+)\/demo/.exec(this.lines.join('\n'))?.[1];
  }

  /** Resolves when it has ended with its code, and what is left in its folder. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<{ code: unknown; left: string[] }> {
    this.#process.kill(signal);
    return this.end();
  }

  async end(): Promise<{ code: unknown; left: string[] }> {
    const [code] = await this.#exit;
    return { code, left: await readdir(this.folder) };
  }

  async dispose(): Promise<void> {
    this.#process.kill('SIGTERM');
    await this.#exit;
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'larder-test-'));
  await chmod(folder, 0o755);
  return folder;
}
