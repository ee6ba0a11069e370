import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { DemoClock } from '../../../server/demo/clock.ts';

const START = new Date('2026-11-20T16:45:00Z');
const NEVER = new AbortController().signal;

const deed = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat({ max: 10_000 }) }),
  fc.record({ kind: fc.constant('speed' as const), speed: fc.double({ min: 0.1, max: 600, noNaN: true }) }),
  fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const) }),
  fc.record({ kind: fc.constant('jump' as const), ms: fc.integer({ min: -1e6, max: 1e6 }) }),
);

describe('the clock of the demo', () => {
  it('never goes backward, whatever is done to it', () => {
    fc.assert(
      fc.property(fc.array(deed), (deeds) => {
        let realMs = 0;
        const clock = new DemoClock(START, 60, () => realMs);
        for (const it of deeds) {
          const before = clock.now();
          if (it.kind === 'wait') realMs += it.ms;
          else if (it.kind === 'speed') clock.setSpeed(it.speed);
          else if (it.kind === 'jump') clock.jumpTo(new Date(before.getTime() + it.ms));
          else clock[it.kind]();
          expect(clock.now().getTime()).toBeGreaterThanOrEqual(before.getTime());
        }
      }),
    );
  });

  it('stands still until it is started, then runs as many times as fast as it is told', () => {
    let realMs = 0;
    const clock = new DemoClock(START, 60, () => realMs);
    realMs = 5_000;
    expect([clock.now(), clock.rate]).toEqual([START, 0]);
    clock.resume();
    realMs += 1_000;
    clock.setSpeed(10);
    realMs += 1_000;
    expect([clock.now(), clock.rate]).toEqual([new Date(START.getTime() + 70_000), 10]);
    clock.pause();
    realMs += 60_000;
    expect([clock.now(), clock.rate, clock.speed]).toEqual([new Date(START.getTime() + 70_000), 0, 10]);
  });

  it('tells of each change, after it is made', () => {
    const clock = new DemoClock(START, 60, () => 0);
    const rates: number[] = [];
    clock.onChange(() => rates.push(clock.rate));
    clock.resume();
    clock.setSpeed(300);
    clock.jumpTo(new Date(START.getTime() + 1));
    clock.pause();
    expect(rates).toEqual([60, 300, 300, 0]);
  });

  it('serves those who wait at the right time, though its speed changes meanwhile', async () => {
    vi.useFakeTimers();
    try {
      const clock = new DemoClock(START, 1, () => performance.now());
      clock.resume();
      const reached = vi.fn();
      void clock.until(new Date(START.getTime() + 60_000), NEVER).then(reached);
      await vi.advanceTimersByTimeAsync(10_000);
      clock.pause();
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(reached).not.toHaveBeenCalled();
      clock.setSpeed(50);
      clock.resume();
      await vi.advanceTimersByTimeAsync(900);
      expect(reached).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(200);
      expect(reached).toHaveBeenCalledOnce();
    } finally {
      vi.useRealTimers();
    }
  });

  it('lets go of those who wait when they give up', async () => {
    const clock = new DemoClock(START, 60);
    const waiting = new AbortController();
    const reached = clock.until(new Date(START.getTime() + 1), waiting.signal);
    waiting.abort();
    await reached;
    expect(clock.now()).toEqual(START);
  });
});
