import { describe, expect, it } from 'vitest';
import { AppError, asAppError, invalid, notFound, toProblem } from '../../../server/platform/errors.ts';
import { mistakesIn } from '../../../server/platform/validation.ts';
import { ERRORS, Problem, type ErrorCode } from '../../../shared/errors.ts';

const codes = Object.keys(ERRORS) as ErrorCode[];

describe('an error', () => {
  it.each(codes)('%s becomes a problem document that fits its schema', (code) => {
    const problem = toProblem(new AppError(code, 'What happened.'), 'request-1');
    expect(mistakesIn(Problem, problem)).toEqual([]);
    expect(problem).toMatchObject({
      ...ERRORS[code],
      code,
      detail: 'What happened.',
      requestId: 'request-1',
    });
  });

  it('says the only mistake at once, and counts several', () => {
    const mistakes = ['/name', '/unit'].map((pointer) => ({ pointer, detail: 'is missing' }));
    expect(invalid(mistakes.slice(0, 1)).message).toBe('/name: is missing');
    expect(invalid(mistakes).message).toBe('2 mistakes');
    expect(toProblem(invalid(mistakes)).errors).toEqual(mistakes);
  });

  it('names what does not exist', () => {
    expect(toProblem(notFound('Store 7'))).toMatchObject({ status: 404, detail: 'Store 7 does not exist.' });
  });
});

function postgresError(code: string, message = 'detail that nobody outside should see'): Error {
  return Object.assign(new Error(message), { code });
}

describe('what the database throws', () => {
  it.each([
    ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03', '53300'].map(
      (code) => postgresError(code),
    ),
    new Error('timeout exceeded when trying to connect'),
    new Error('Connection terminated unexpectedly'),
    new Error('Client has encountered a connection error and is not queryable'),
  ])('is "unavailable" while it cannot be reached: %s', (error) => {
    expect(asAppError(error).code).toBe('unavailable');
  });

  it.each(['22021', '22P05', '22003'])(
    'is a mistake of the caller when a value fits no column: %s',
    (code) => {
      expect(asAppError(postgresError(code)).code).toBe('invalid');
    },
  );

  it.each([
    postgresError('23505'),
    postgresError('42P01'),
    new TypeError('x is not a function'),
    'text',
    null,
  ])('is "internal" with nothing told when it is our bug: %s', (error) => {
    const { code, message } = asAppError(error);
    expect(code).toBe('internal');
    expect(message).toBe('The mistake is ours and was logged. Nothing was changed.');
  });

  it('lets an expected refusal through as it is', () => {
    const refusal = new AppError('conflict', 'SKU taken');
    expect(asAppError(refusal)).toBe(refusal);
  });
});
