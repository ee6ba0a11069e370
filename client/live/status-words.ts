import { unreachable } from '../../shared/assert.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import type { LiveStatus } from './connection.ts';

export function statusWords(status: LiveStatus, times: StoreTimes | null, nowMs: number): string {
  switch (status.kind) {
    case 'connecting':
      return 'connecting';
    case 'live':
      return 'live';
    case 'catching-up':
      return 'catching up';
    case 'stale':
      return times ? `stale since ${times.when(status.since, nowMs)}` : 'stale';
    default:
      return unreachable(status);
  }
}
