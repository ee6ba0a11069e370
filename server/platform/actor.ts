/** Who a use case acts for: told in the audit, and on screens by name. */
export interface Actor {
  kind: 'person' | 'device' | 'key' | 'system';
  id: string | null;
  name: string;
  /** The screen that acts, or that the person acts on. */
  deviceId: string | null;
}

/** What Larder does by itself: jobs, the first start, the command line. */
export const SYSTEM: Actor = { kind: 'system', id: null, name: 'Larder', deviceId: null };
