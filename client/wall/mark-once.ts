import type { Attachment } from 'svelte/attachments';

const MARK_MS = 2_000;

/**
 * Marks what a reader has not seen with a background that goes by itself. It stands still and then is gone, so it is the
 * same with reduced motion. `take` tells, in an effect, whether there is something new.
 */
export function markOnce(take: () => boolean): Attachment<HTMLElement> {
  return (element) => {
    if (!take()) return;
    const mark = { backgroundColor: 'var(--mark)' };
    element.animate([mark, { ...mark, offset: 0.8 }, { backgroundColor: 'transparent' }], {
      duration: MARK_MS,
    });
  };
}
