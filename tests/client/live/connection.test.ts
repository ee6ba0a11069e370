import { describe, expect, test } from 'vitest';
import {
  retryDelay,
  returnDelay,
  statusOf,
  step,
  TRANSITIONS,
  type ConnectionEvent,
  type Effect,
  type Phase,
} from '../../../client/live/connection.ts';

const phases = Object.keys(TRANSITIONS) as Phase[];

/** Walks through events and tells the phase and the effects that came of them. */
function walk(events: ConnectionEvent[], from: Phase = 'idle'): { phase: Phase; effects: Effect[] } {
  return events.reduce(
    ({ phase, effects }, event) => {
      const next = step(phase, event);
      return next ? { phase: next.to, effects: [...effects, ...next.effects] } : { phase, effects };
    },
    { phase: from, effects: [] as Effect[] },
  );
}

describe('the states of the connection', () => {
  test.each<[string, ConnectionEvent[], Phase, Effect[]]>([
    ['a first connection', ['start', 'opened', 'answered'], 'following', ['open', 'subscribe']],
    [
      'a server that is not there',
      ['start', 'lost', 'due', 'lost'],
      'waiting',
      ['open', 'close', 'wait', 'open', 'close', 'wait'],
    ],
    [
      'a refused handshake is tried again',
      ['start', 'refused', 'due'],
      'opening',
      ['open', 'close', 'wait', 'open'],
    ],
    [
      'a gap asks again over the same transport',
      ['start', 'opened', 'answered', 'gap'],
      'subscribing',
      ['open', 'subscribe', 'subscribe'],
    ],
    [
      'a second gap before the answer asks only once',
      ['start', 'opened', 'answered', 'gap', 'gap'],
      'subscribing',
      ['open', 'subscribe', 'subscribe'],
    ],
    ['starting twice opens once', ['start', 'start'], 'opening', ['open']],
    [
      'waking up does not wait for the next try',
      ['start', 'lost', 'woken'],
      'opening',
      ['open', 'close', 'wait', 'open'],
    ],
  ])('%s', (_, events, phase, effects) => {
    expect(walk(events)).toEqual({ phase, effects });
  });

  test('silence drops a half-open transport and connects anew at once', () => {
    expect(walk(['silence'], 'following')).toEqual({ phase: 'opening', effects: ['close', 'open'] });
    expect(walk(['silence'], 'subscribing')).toEqual({ phase: 'opening', effects: ['close', 'open'] });
  });

  test('a goodbye closes and waits', () => {
    expect(walk(['goodbye'], 'following')).toEqual({ phase: 'waiting', effects: ['close', 'wait'] });
  });

  test('every phase can be stopped, and nothing but a start leads out of idle', () => {
    for (const phase of phases) expect(walk(['stop'], phase).phase).toBe('idle');
    expect(Object.keys(TRANSITIONS.idle)).toEqual(['start']);
  });

  test('nothing that went wrong leaves a phase without a way to following', () => {
    const rescue: ConnectionEvent[] = ['due', 'opened', 'answered'];
    for (const phase of phases.filter((it) => it !== 'idle')) {
      for (const trouble of ['lost', 'refused', 'silence', 'goodbye', 'gap', 'woken'] as const) {
        expect(walk([trouble, ...rescue], phase).phase).toBe('following');
      }
    }
  });

  test('a transport is never opened before the one before it is closed', () => {
    for (const phase of phases) {
      for (const next of Object.values(TRANSITIONS[phase])) {
        const mayBeOpen = phase !== 'idle' && phase !== 'waiting';
        if (next.effects.includes('open') && mayBeOpen) expect(next.effects).toEqual(['close', 'open']);
      }
    }
  });
});

describe('what the screen says about its data', () => {
  const heardAt = new Date('2026-11-24T18:40:00Z');
  const following = { phase: 'following' as Phase, heardAt, silentForMs: 0, phaseForMs: 60_000 };

  test.each([
    [
      'never heard anything',
      { phase: 'waiting' as Phase, heardAt: null, silentForMs: 60_000 },
      { kind: 'connecting' },
    ],
    ['following', {}, { kind: 'live' }],
    ['just short of stale', { silentForMs: 9_999 }, { kind: 'live' }],
    ['silent for ten seconds', { silentForMs: 10_000 }, { kind: 'stale', since: heardAt }],
    ['cut off', { phase: 'waiting' as Phase, silentForMs: 1_000 }, { kind: 'catching-up', since: heardAt }],
    [
      'cut off for long',
      { phase: 'opening' as Phase, silentForMs: 11_000 },
      { kind: 'stale', since: heardAt },
    ],
    ['a gap that is filled at once', { phase: 'subscribing' as Phase, phaseForMs: 300 }, { kind: 'live' }],
    [
      'a gap that takes longer',
      { phase: 'subscribing' as Phase, phaseForMs: 1_200 },
      { kind: 'catching-up', since: heardAt },
    ],
  ])('%s', (_, standing, status) => {
    expect(statusOf({ ...following, ...standing })).toEqual(status);
  });
});

describe('waiting for the next try', () => {
  test('grows, stays below its limit for ever, and is spread', () => {
    expect(retryDelay(0, false, 0)).toBe(250);
    expect(retryDelay(0, false, 1)).toBe(500);
    for (const tries of [5, 10, 100, 10_000]) {
      expect(retryDelay(tries, false, 0)).toBe(2_500);
      expect(retryDelay(tries, false, 1)).toBe(5_000);
    }
    expect(retryDelay(100, true, 1)).toBe(20_000);
  });

  test('after a goodbye starts when the server said', () => {
    expect(returnDelay(3_000, 0)).toBe(3_000);
    expect(returnDelay(3_000, 1)).toBe(4_500);
  });
});
