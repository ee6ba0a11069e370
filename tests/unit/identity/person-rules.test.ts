import { describe, expect, it } from 'vitest';
import {
  mayManage,
  maySpeakFor,
  mergeRoles,
  storesWherePinsChange,
} from '../../../server/identity/person-rules.ts';

const in1 = { storeId: '1', role: 'staff' as const };
const in2 = { storeId: '2', role: 'manager' as const };
const owner = { isOwner: true, roles: [] };
const someone = (...roles: (typeof in1 | typeof in2)[]) => ({ isOwner: false, roles });

describe('a manager of store 1', () => {
  it.each([
    ['adds staff of store 1', null, someone(in1), null],
    ['adds somebody who works nowhere', null, someone(), 'Say in which of your stores the person works.'],
    [
      'adds somebody to store 2',
      null,
      someone(in1, in2),
      'You can give people roles in your own stores only.',
    ],
    ['makes an owner', someone(in1), owner, 'Only an owner can make or change an owner.'],
    ['changes an owner', owner, someone(in1), 'Only an owner can make or change an owner.'],
    [
      'changes staff of store 2',
      someone(in2),
      someone(in2),
      'This person does not work in a store of yours.',
    ],
    ['leaves a role in store 2 as it is', someone(in1, in2), someone(in2), null],
    [
      'changes a role in store 2',
      someone(in1, in2),
      someone(in1, { ...in2, role: 'staff' as never }),
      'You can give people roles in your own stores only.',
    ],
  ])('%s', (_what, before, after, refusal) => {
    expect(mayManage(['1'], before, after)).toBe(refusal);
    expect(mayManage(null, before, after)).toBeNull();
  });

  it('speaks for people of store 1 alone, and not for those who work elsewhere too', () => {
    expect(maySpeakFor(['1'], someone(in1))).toBeNull();
    expect(maySpeakFor(['1'], someone(in1, in2))).toContain('works in other stores too');
    expect(maySpeakFor(null, someone(in1, in2))).toBeNull();
  });

  it('leaves roles elsewhere alone, whatever is wished for', () => {
    expect(mergeRoles([in1, in2], [], ['1'])).toEqual([in2]);
    expect(mergeRoles([in2], [in1], ['1'])).toEqual([in2, in1]);
    expect(mergeRoles([in1, in2], [in1], null)).toEqual([in1]);
  });
});

describe('a PIN', () => {
  const holder = (pinHash: string | null, isOwner = false, ...roles: (typeof in1 | typeof in2)[]) => ({
    ...{ pinHash, isOwner, roles },
  });

  it.each([
    ['that is new', holder(null, false, in1), holder('x', false, in1), ['1']],
    ['that is taken away', holder('x', false, in1, in2), holder(null, false, in1, in2), ['1', '2']],
    ['of somebody who moves', holder('x', false, in1), holder('x', false, in2), ['1', '2']],
    ['of somebody who becomes an owner', holder('x', false, in1), holder('x', true, in1), ['1', 'all']],
    ['that stays', holder('x', false, in1), holder('y', false, in1), []],
    ['of somebody who is removed', holder('x', true), null, ['all']],
  ])('%s changes what tablets may do in the stores concerned', (_what, before, after, stores) => {
    expect(storesWherePinsChange(before, after)).toEqual(stores);
  });
});
