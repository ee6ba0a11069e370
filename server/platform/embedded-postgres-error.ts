/** Its message is one line for whoever starts Larder: what is wrong, and what to do about it. */
export class EmbeddedPostgresError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EmbeddedPostgresError';
  }
}

const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/no space left|ENOSPC|quota exceeded|EDQUOT/i, 'Free some disk space, then start Larder again.'],
  [/read-only file system|EROFS/i, 'Set LARDER_DATA_DIR to a folder on a disk that can be written.'],
  [
    /error while loading shared libraries|spawn.*ENOENT/i,
    'Run `npm ci` again, with install scripts allowed.',
  ],
  [
    /spawn.*EPERM/i,
    'Start Larder as an ordinary user: this container does not let root become another account.',
  ],
  [/permission denied|EACCES|EPERM/i, 'Give this account access, or set LARDER_DATA_DIR to another folder.'],
  [/ENOTDIR|EEXIST/i, 'Set LARDER_DATA_DIR to a folder.'],
  [
    /could not look up effective user ID/i,
    'Start Larder under a user ID that /etc/passwd knows, or set DATABASE_URL.',
  ],
  [/cannot allocate memory/i, 'Free some memory, then start Larder again.'],
];

/** Adds what to do about it, where the reason given by the system or by Postgres is a usual one. */
export function explain(whatFailed: string, reason: string): EmbeddedPostgresError {
  const advice = ADVICE.find(([pattern]) => pattern.test(reason))?.[1];
  const message = `${whatFailed}: ${reason.replace(/[\s.]+$/, '')}.`;
  return new EmbeddedPostgresError(advice === undefined ? message : `${message} ${advice}`);
}
