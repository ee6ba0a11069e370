import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A pid alone is reused, within hours on a busy machine; together with the start time it is not. */
export interface ProcessIdentity {
  pid: number;
  startedAt: string;
}

const run = promisify(execFile);

/** The process that has this pid now. A zombie has ended: only its parent still has to notice. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const startedAt = await startTimeOf(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  return (await identifyProcess(identity.pid))?.startedAt === identity.startedAt;
}

/** The command line of a process, its words parted by spaces. Readable for any user's processes. */
export async function findCommand(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return ps(pid, ['command=']);
  return (await readProcess(pid, 'cmdline'))?.replaceAll('\0', ' ').trim();
}

async function startTimeOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return startTimeOnLinux(pid);
  if (process.platform === 'win32') return existsOnWindows(pid) ? 'unknown' : undefined;
  const [state = 'Z', ...started] = (await ps(pid, ['state=', 'lstart=']))?.split(/\s+/) ?? [];
  return state.startsWith('Z') ? undefined : started.join(' ');
}

async function startTimeOnLinux(pid: number): Promise<string | undefined> {
  const stat = await readProcess(pid, 'stat');
  // The second field is the program's name in parentheses, and may itself hold spaces and parentheses.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  // Ticks since boot; and which boot, because in a container the same small pid may come back at the same tick.
  return `${(await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()} ${fields[19]}`;
}

/** A process that ends meanwhile makes this fail in several ways. */
async function readProcess(pid: number, file: 'stat' | 'cmdline'): Promise<string | undefined> {
  return readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => undefined);
}

function existsOnWindows(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function ps(pid: number, columns: string[]): Promise<string | undefined> {
  const args = ['-ww', '-p', String(pid), ...columns.flatMap((column) => ['-o', column])];
  // In UTC, or else the same start time reads differently after a clock change.
  const env = { PATH: process.env['PATH'], LANG: 'C', TZ: 'UTC' };
  return run('ps', args, { env }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}
