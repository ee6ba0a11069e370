import type { Actor } from './actor.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { Mailer } from './mailer.ts';

/** What a use case needs besides its input. */
export interface Context {
  db: Database;
  clock: Clock;
  actor: Actor;
  /** Called after a commit that moved a store's change stream. Only a hint: the feed also looks by itself. */
  announce: (storeId: string) => void;
}

/**
 * Who lost the right to be connected: everything of this person, screen, session or key, in every process; or the screens of
 * a store (`screens:all`: of every one), which come back at once and learn then what they may do now.
 */
export type Revocation = `${'person' | 'device' | 'session' | 'key' | 'screens'}:${string}`;

/** What use cases need that let people, screens and programs in. */
export interface IdentityContext extends Context {
  /** Absent without an SMTP server: links are then shown to whoever made them. */
  mailer: Mailer | undefined;
  /** Where people reach Larder, without a slash at the end. Links in e-mails start with it. */
  publicUrl: string;
  /** Called after the commit of a revocation. */
  revoked: (what: Revocation) => void;
}
