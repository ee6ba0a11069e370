import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newCode, newWords, normaliseCode } from '../../../server/identity/pairing-code.ts';
import { isCommonPassword, isWeakPin } from '../../../server/identity/passwords.ts';
import { isOwnOrigin, sessionCookieFor } from '../../../server/identity/session-cookie.ts';
import { hashOf, kindOf, matches, newToken, type TokenKind } from '../../../server/identity/tokens.ts';

describe('a token', () => {
  it.each<TokenKind>(['session', 'screen', 'key', 'link'])(
    'of a %s says so, and is like no other',
    (kind) => {
      const tokens = Array.from({ length: 100 }, () => newToken(kind));
      expect(new Set(tokens).size).toBe(100);
      for (const token of tokens) {
        expect(kindOf(token)).toBe(kind);
        expect(Buffer.from(token.slice('larder_x_'.length), 'base64url')).toHaveLength(32);
      }
    },
  );

  it('matches its own digest alone', () => {
    const token = newToken('screen');
    expect(matches(token, hashOf(token))).toBe(true);
    expect(matches(newToken('screen'), hashOf(token))).toBe(false);
    expect(kindOf('larder')).toBeUndefined();
  });
});

describe('a code', () => {
  it('is read the same however it is typed', () => {
    fc.assert(
      fc.property(fc.constantFrom(' ', '-', '', '.'), fc.boolean(), (gap, lower) => {
        const code = newCode();
        const typed = [...code].join(gap);
        expect(normaliseCode(lower ? typed.toLowerCase() : typed)).toBe(code);
      }),
    );
  });

  it('has two different words beside it', () => {
    for (let n = 0; n < 500; n++) expect(new Set(newWords().split(' ')).size).toBe(2);
  });
});

describe('a PIN', () => {
  it.each(['000000', '111111', '123456', '654321', '890123', '210987'])('%s is too easy', (pin) => {
    expect(isWeakPin(pin)).toBe(true);
  });

  it.each(['739164', '112233', '135791', '123457'])('%s will do', (pin) => {
    expect(isWeakPin(pin)).toBe(false);
  });
});

describe('a password', () => {
  it('that everybody tries is known, however it is capitalised', async () => {
    for (const password of ['password1', 'PassWord1', 'qwertyuiop'])
      expect(await isCommonPassword(password)).toBe(true);
    expect(await isCommonPassword('seven-lemons-a-day')).toBe(false);
  });
});

describe('the page that a request comes from', () => {
  const PUBLIC = 'https://larder.example.com';

  it.each([
    [undefined, true],
    ['https://larder.example.com', true],
    ['http://10.0.0.5:3000', true],
    ['http://10.0.0.5:3001', false],
    ['http://larder.example.com', false],
    ['https://larder.example.com.evil.example', false],
    ['https://evil.example', false],
    ['null', false],
    ['', false],
  ])('%s is our own: %s', (origin, own) => {
    expect(isOwnOrigin(origin, '10.0.0.5:3000', PUBLIC)).toBe(own);
  });

  it('over https binds its cookie to the host', () => {
    expect(sessionCookieFor(PUBLIC)).toEqual({ name: '__Host-larder', secure: true });
    expect(sessionCookieFor('http://10.0.0.5:3000')).toEqual({ name: 'larder', secure: false });
  });
});
