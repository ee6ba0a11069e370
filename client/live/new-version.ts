import { PROTOCOL_VERSION } from '../../shared/live/protocol-version.ts';

export interface ServedVersion {
  protocol: number;
  build: string;
}

/** Whether the server serves another version of this page than the one that is running. */
export function isOutdated(first: ServedVersion, answered: ServedVersion): boolean {
  return answered.protocol !== PROTOCOL_VERSION || answered.build !== first.build;
}

const KEY = 'larder.reloaded-for';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * Notes that the page reloads because of this version, once: a cache that keeps serving the old page, or two servers of
 * different builds behind one address, must not make a wall reload for ever. Without storage it never reloads.
 */
export function claimReload({ protocol, build }: ServedVersion, open: () => Store): boolean {
  try {
    const storage = open();
    const reloadedFor = (storage.getItem(KEY) ?? '').split(' ');
    const version = `${protocol}/${build}`;
    if (reloadedFor.includes(version)) return false;
    storage.setItem(KEY, [...reloadedFor, version].slice(-20).join(' '));
    return true;
  } catch {
    return false;
  }
}
