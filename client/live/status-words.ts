import { unreachable } from '../../shared/assert.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import { catalogue } from '../ui/language.ts';
import type { LiveStatus } from './connection.ts';

const words = catalogue(
  {
    connecting: 'connecting',
    live: 'live',
    catchingUp: 'catching up',
    stale: 'stale',
    staleSince: (when: string) => `stale since ${when}`,
  },
  {
    connecting: 'verbindet',
    live: 'live',
    catchingUp: 'holt auf',
    stale: 'veraltet',
    staleSince: (when) => `veraltet seit ${when}`,
  },
);

export function statusWords(status: LiveStatus, times: StoreTimes | null, nowMs: number): string {
  switch (status.kind) {
    case 'connecting':
      return words.connecting;
    case 'live':
      return words.live;
    case 'catching-up':
      return words.catchingUp;
    case 'stale':
      return times ? words.staleSince(times.when(status.since, nowMs)) : words.stale;
    default:
      return unreachable(status);
  }
}
