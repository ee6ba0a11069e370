import { once } from 'node:events';
import { chown, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Account, findBarrier } from './embedded-postgres-account.ts';

/** Where a server listens: on a Unix socket in a private folder, or on Windows at a free port of the loopback. */
export interface Address {
  socketFolder: string;
  port: number;
}

const PREFIX = 'larder-socket-';
/** With a folder per server, the port is only part of a file name. */
const PORT = 5432;
/** Below 104 bytes on macOS with the socket's name, and nothing that the list of folders would take apart. */
const USABLE_PARENT = /^[\w/.-]{1,60}$/;

export async function createAddress(account: Account | undefined): Promise<Address> {
  if (process.platform === 'win32') return { socketFolder: '', port: await findFreePort() };
  const socketFolder = await mkdtemp(join(await parentFolder(account), PREFIX));
  if (account) await chown(socketFolder, account.uid, account.gid);
  return { socketFolder, port: PORT };
}

async function parentFolder(account: Account | undefined): Promise<string> {
  const usual = tmpdir();
  const suits = USABLE_PARENT.test(usual) && !(account && (await findBarrier(usual, account)));
  return suits ? usual : '/tmp';
}

/** Removes the folder of a server that has ended, and nothing else. */
export async function removeSocketFolder(folder: string): Promise<void> {
  const socket = join(folder, `.s.PGSQL.${PORT}`);
  // Data copied from a running server names the socket of the original.
  if (!basename(folder).startsWith(PREFIX) || (await answers(socket))) return;
  await Promise.all([rm(socket, { force: true }), rm(`${socket}.lock`, { force: true })]);
  await rmdir(folder).catch(() => {});
}

async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

export function settingsOf({ socketFolder, port }: Address): Record<string, string> {
  return {
    listen_addresses: socketFolder ? '' : '127.0.0.1',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    port: String(port),
  };
}

/** Says everything that `pg` and `psql` would otherwise take from PGPORT or PGSSLMODE. */
export function connectionStringOf({ socketFolder, port }: Address): string {
  const host = socketFolder || '127.0.0.1';
  return `postgres://larder@/larder?host=${encodeURIComponent(host)}&port=${port}&sslmode=disable`;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
