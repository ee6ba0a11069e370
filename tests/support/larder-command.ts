import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export interface RunningProgram {
  process: ChildProcess & { pid: number };
  ended: Promise<Ended>;
  /** Resolves once standard output or error has said this. */
  said: (words: string | RegExp) => Promise<void>;
}

/** One of the server's programs in a process of its own, which ends with the test. Settings are those given, and no others. */
export function startProgram(file: string, args: string[], settings: Record<string, string>): RunningProgram {
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...settings };
  const child = spawn(process.execPath, [join('server', file), ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = { out: '', err: '' };
  const waiting = new Set<() => void>();
  for (const [name, stream] of [
    ['out', child.stdout],
    ['err', child.stderr],
  ] as const) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      heard[name] += text;
      for (const check of [...waiting]) check();
    });
  }
  const closed = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, ...heard }));
  const said = (words: string | RegExp): Promise<void> => {
    const heardOf = new Promise<void>((resolve) => {
      const check = (): void => {
        const text = heard.out + heard.err;
        if (typeof words === 'string' ? text.includes(words) : words.test(text)) resolve();
      };
      waiting.add(check);
      check();
    });
    const vain = closed.then(({ out, err }) => {
      throw new Error(`${file} ended before it said ${String(words)}: ${out}${err}`);
    });
    vain.catch(() => undefined);
    return Promise.race([heardOf, vain]);
  };
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await closed;
  });
  return { process: child as RunningProgram['process'], ended: closed, said };
}

/** The server itself, once it is ready. */
export async function startServer(settings: Record<string, string>): Promise<RunningProgram> {
  const server = startProgram('main.ts', [], settings);
  await server.said('Larder is ready at');
  return server;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** `npm run larder -- …`, to its end. */
export function larder(args: string[], settings: Record<string, string>): Promise<Ended> {
  return startProgram('larder.ts', args, settings).ended;
}
