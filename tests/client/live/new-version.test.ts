import { describe, expect, it } from 'vitest';
import { claimReload, isOutdated } from '../../../client/live/new-version.ts';
import { PROTOCOL_VERSION } from '../../../shared/live/protocol-version.ts';

const version = (build: string, protocol: number = PROTOCOL_VERSION) => ({ build, protocol });

describe('a page', () => {
  it('is outdated when another build is served than the one it came with', () => {
    expect(isOutdated(version('a'), version('a'))).toBe(false);
    expect(isOutdated(version('a'), version('b'))).toBe(true);
  });

  it('is outdated when the server speaks another protocol', () => {
    expect(isOutdated(version('a', 999), version('a', 999))).toBe(true);
  });
});

describe('reloading', () => {
  function memory() {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
  }

  it('happens once for a version, so that two servers of different builds cannot make it go on for ever', () => {
    const storage = memory();
    const claim = (build: string) => claimReload(version(build), () => storage);
    expect([claim('a'), claim('a'), claim('b'), claim('a'), claim('b')]).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
  });

  it('does not happen where nothing can be remembered', () => {
    const forbidden = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    expect(claimReload(version('a'), forbidden)).toBe(false);
  });
});
