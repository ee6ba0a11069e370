/** How a browser carries its session. */
export interface SessionCookie {
  name: string;
  secure: boolean;
}

/** Over https the name binds the cookie to this very host; over plain http, as on a kitchen's own network, it cannot. */
export function sessionCookieFor(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https:');
  return { name: secure ? '__Host-larder' : 'larder', secure };
}

/** Whether a page of this origin may act with our cookie: our own pages, by the host they were asked for or the public one. */
export function isOwnOrigin(origin: string | undefined, host: string, publicUrl: string): boolean {
  // Programs send no origin; browsers always do where it matters.
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || origin === new URL(publicUrl).origin;
}
