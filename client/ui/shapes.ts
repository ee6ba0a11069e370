/** The shapes that {@link file://./Icon.svelte} can draw. */
export type Shape =
  | 'octagon'
  | 'ring'
  | 'half-ring'
  | 'stack'
  | 'clock-arrow'
  | 'check'
  | 'bag'
  | 'broken-link'
  | 'dot'
  | 'turning';
