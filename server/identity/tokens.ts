import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a token is, readable from its first letters: somebody who finds one knows what to revoke. */
export type TokenKind = 'session' | 'screen' | 'key' | 'link';

const PREFIXES: Record<TokenKind, string> = {
  session: 'larder_s_',
  screen: 'larder_d_',
  key: 'larder_k_',
  link: 'larder_l_',
};

/** 256 random bits. The database keeps only {@link hashOf} of it. */
export function newToken(kind: TokenKind): string {
  return PREFIXES[kind] + randomBytes(32).toString('base64url');
}

export function kindOf(token: string): TokenKind | undefined {
  return (Object.keys(PREFIXES) as TokenKind[]).find((kind) => token.startsWith(PREFIXES[kind]));
}

/** A token has too many bits to be guessed from its digest, so no slow hash is needed. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function matches(token: string, hash: Buffer): boolean {
  return timingSafeEqual(hashOf(token), hash);
}
