import { describe, expect, it } from 'vitest';
import { newActionId } from '../../../client/tablet/action-id.ts';

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the id of an action', () => {
  it('is a random UUID where the browser has them', () => {
    expect(newActionId()).toMatch(shape);
  });

  it('is one as well on plain http, where the browser has none', () => {
    const plain = { getRandomValues: crypto.getRandomValues.bind(crypto) } as unknown as Crypto;
    expect(newActionId(plain)).toMatch(shape);
    expect(newActionId(plain)).not.toBe(newActionId(plain));
  });
});
