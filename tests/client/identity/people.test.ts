import { describe, expect, test } from 'vitest';
import { draftOf, inputOf, patchOf } from '../../../client/identity/person-draft.ts';
import { accessWords, invitationWords, roleWords } from '../../../client/identity/person-words.ts';
import type { Person } from '../../../shared/identity/person.schema.ts';

function aPerson(over: Partial<Person> = {}): Person {
  return {
    ...{ id: 'p', name: 'Ada', email: 'ada@example.com', isOwner: false, hasPin: true, active: true },
    roles: [{ storeId: 'bar', role: 'staff' }],
    lastSeenAt: null,
    ...over,
  };
}

describe('a person as the form has it', () => {
  test('somebody new goes out without what was left empty', () => {
    const draft = { ...draftOf(null), name: ' Ben ', pin: '482913', roles: { bar: 'staff' as const } };
    expect(inputOf(draft)).toEqual({
      name: 'Ben',
      pin: '482913',
      roles: [{ storeId: 'bar', role: 'staff' }],
    });
    expect(inputOf({ ...draft, email: ' ben@example.com ', pin: '' })).toMatchObject({
      email: 'ben@example.com',
    });
  });

  test('an owner has no role in a store beside it', () => {
    const draft = { ...draftOf(null), name: 'Ann', isOwner: true, roles: { bar: 'staff' as const } };
    expect(inputOf(draft)).toEqual({ name: 'Ann', isOwner: true, roles: [] });
  });

  test.each([
    ['nothing', {}, null],
    ['spaces around the name', { name: ' Ada ' }, null],
    ['another name', { name: 'Adele' }, { name: 'Adele' }],
    ['no e-mail any more', { email: '' }, { email: null }],
    [
      'a role elsewhere',
      { roles: { inn: 'manager' as const } },
      { roles: [{ storeId: 'inn', role: 'manager' }] },
    ],
    ['no role any more', { roles: {} }, { roles: [] }],
    ['a new PIN', { pin: '482913' }, { pin: '482913' }],
    ['no PIN any more, whatever was typed', { pin: '482913', withoutPin: true }, { pin: null }],
  ])('with %s changes only that', (_, change, patch) => {
    expect(patchOf({ ...draftOf(aPerson()), ...change }, aPerson())).toEqual(patch);
  });
});

describe('people in words', () => {
  const storeName = (id: string): string => id.toUpperCase();

  test('a role names its store where there are several', () => {
    expect(roleWords(aPerson(), storeName, false)).toEqual(['Staff']);
    expect(roleWords(aPerson(), storeName, true)).toEqual(['Staff · BAR']);
    expect(roleWords(aPerson({ isOwner: true }), storeName, true)).toEqual(['Owner']);
  });

  test.each([
    [{}, 'signs in + PIN'],
    [{ hasPin: false }, 'signs in'],
    [{ active: false, hasPin: false }, 'invited'],
    [{ email: null, active: false }, 'PIN only'],
    [{ email: null, active: false, hasPin: false }, 'no way in yet'],
  ])('%o: %s', (over, words) => {
    expect(accessWords(aPerson(over))).toBe(words);
  });

  test('an invitation that no mail carries is to be passed on', () => {
    expect(invitationWords({ delivery: 'sent' }, aPerson())).toContain('on its way to ada@example.com');
    expect(invitationWords({ delivery: 'no-smtp' }, aPerson())).toContain('pass this link on to Ada');
    expect(invitationWords({ delivery: 'failed' }, aPerson())).toContain('could not be sent');
  });
});
