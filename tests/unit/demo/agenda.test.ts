import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from '../../../server/demo/agenda.ts';

describe('the agenda', () => {
  it('gives what was planned in the order of time, and at one moment in the order of planning', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 })), (minutes) => {
        const agenda = new Agenda();
        const plan = minutes.map((minute) => ({ at: new Date(minute * 60_000), act: async () => {} }));
        for (const { at, act } of plan) agenda.add(at, act);
        const inOrder = [...plan].sort((a, b) => a.at.getTime() - b.at.getTime());
        expect(agenda.nextAt).toEqual(inOrder[0]?.at);
        expect(plan.map(() => agenda.take()?.act)).toEqual(inOrder.map(({ act }) => act));
        expect(agenda.take()).toBeUndefined();
      }),
    );
  });
});
