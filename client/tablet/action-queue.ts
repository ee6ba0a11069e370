/**
 * Rules of the queue: oldest first, one at a time, nothing overtakes. Pure: each function gives the next queue. The head
 * may be on its way; everything behind it has certainly not been seen by the server unless marked `attempted`.
 */
import type { Deed, Moved, TabletAction } from './action.ts';
import { reversed } from './undo.ts';

export type Queue = readonly TabletAction[];

export function append(queue: Queue, action: TabletAction): Queue {
  return [...queue, action].sort((a, b) => a.order - b.order);
}

export function remove(queue: Queue, id: string): Queue {
  return queue.filter((action) => action.id !== id);
}

export function markAttempted(queue: Queue, id: string): Queue {
  return queue.map((action) => (action.id === id ? { ...action, attempted: true } : action));
}

/** Whether an action can still be taken back by simply not sending it. */
export function isUnsent(queue: Queue, id: string): boolean {
  return queue.some((action) => action.id === id && !action.attempted);
}

/**
 * Another reason or end for an 86 that has not left yet changes it in place, so that an hour offline with five taps on
 * chips sends one mark. Null when there is nothing to change: then the new mark has to be queued by itself.
 */
export function adjusted(queue: Queue, id: string, deed: Deed): Queue | null {
  if (!isUnsent(queue, id)) return null;
  return queue.map((action) => (action.id === id ? { ...action, deed } : action));
}

/** What really moved arrives with the answer: the undo that waits behind it takes back exactly that. */
export function withRealMoves(queue: Queue, answered: TabletAction, moved: readonly Moved[]): Queue {
  return queue.flatMap((action) => {
    if (action.undoes !== answered.id || action.attempted || action.deed.kind !== 'correct') return [action];
    const lines = reversed(moved);
    return lines.length === 0 ? [] : [{ ...action, deed: { ...action.deed, lines } }];
  });
}

/** What was refused needs no undo: the one waiting behind it goes as well. */
export function withoutRefused(queue: Queue, refusedId: string): Queue {
  return queue.filter((action) => action.id !== refusedId && action.undoes !== refusedId);
}
