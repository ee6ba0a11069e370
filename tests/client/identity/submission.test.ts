import { expect, test } from 'vitest';
import { ApiProblem } from '../../../client/identity/api-problem.ts';
import { Submission } from '../../../client/identity/submission.svelte.ts';

const fields = [
  { pointer: '/pin', detail: 'is too easy to guess' },
  { pointer: '/roles/0/storeId', detail: 'there is no such store.' },
];
const invalid = (): Promise<never> => Promise.reject(new ApiProblem('invalid', '2 mistakes', { fields }));

test('mistakes stand at their fields, also those inside of a field', async () => {
  const submission = new Submission();
  expect(await submission.run(invalid)).toBe(false);
  expect(submission.errorAt('/pin')).toBe('Is too easy to guess.');
  expect(submission.errorAt('/roles')).toBe('There is no such store.');
  expect(submission.errorAt('/name')).toBeUndefined();
});

test('a problem is told on top unless every mistake stands at a field of the form', async () => {
  const submission = new Submission();
  await submission.run(invalid);
  expect(submission.leftOver('/pin', '/roles')).toBeNull();
  expect(submission.leftOver('/pin')).toBe(submission.problem);
  await submission.run(() => Promise.reject(new ApiProblem('conflict', 'Taken.')));
  expect(submission.leftOver('/pin', '/roles')?.message).toBe('Taken.');
  await submission.run(() => Promise.reject(new ApiProblem('called-off', 'Nothing was changed.')));
  expect(submission.leftOver()).toBeNull();
});

test('what is on its way is not sent twice, and the next try starts clean', async () => {
  const submission = new Submission();
  await submission.run(invalid);
  let sent = 0;
  let arrive = (): void => {};
  const first = submission.run(() => {
    sent++;
    return new Promise<void>((resolve) => (arrive = resolve));
  });
  expect(submission.busy).toBe(true);
  expect(submission.problem).toBeNull();
  expect(await submission.run(async () => sent++)).toBe(false);
  arrive();
  expect(await first).toBe(true);
  expect(sent).toBe(1);
  expect(submission.busy).toBe(false);
});
