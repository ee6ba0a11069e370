import { describe, expect, it } from 'vitest';
import { EventBudget } from '../../../server/identity/event-budget.ts';
import { delayAfter, guardedAccount } from '../../../server/identity/lockout.ts';

describe('wrong tries', () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, 1],
    [6, 2],
    [7, 4],
    [10, 32],
    [11, 60],
    [1_000_000, 60],
  ])('%i of them cost %i minutes, where five are free', (failures, minutes) => {
    expect(delayAfter(failures, 5)).toBe(minutes * 60_000);
  });

  it('count on an account however its address is capitalised', () => {
    expect(guardedAccount('Rosa@Example.com').subject).toBe(guardedAccount('rosa@example.com').subject);
  });
});

describe('the events of a socket', () => {
  it('may be a thousand at once, and fifty a second from then on', () => {
    let now = 0;
    const budget = new EventBudget(() => now);
    const taken = (): number => {
      let count = 0;
      while (budget.take()) count++;
      return count;
    };
    expect(taken()).toBe(1_000);
    now = 1_000;
    expect(taken()).toBe(50);
    now = 1_000_000;
    expect(taken()).toBe(1_000);
  });
});
