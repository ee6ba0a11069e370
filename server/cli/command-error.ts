import { CommanderError } from 'commander';
import { ConfigError } from '../config.ts';
import { AppError } from '../platform/errors.ts';
import { EmbeddedPostgresError } from '../platform/embedded-postgres.ts';

/** Why a command did not do what it was asked to, and what to do about it, in one line. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandError';
  }
}

const FAILED = 1;
const WRONG_USE = 2;
/** As shells say it of a program that Ctrl-C ended. */
const STOPPED = 130;

/** Says on standard error why a command failed, never with a stack trace; returns the exit code. */
export function explainFailure(error: unknown, signal: AbortSignal): number {
  // Commander has told its own errors already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE;
  if (signal.aborted) {
    console.error('Stopped; nothing is half done.');
    return STOPPED;
  }
  for (const line of linesOf(error)) console.error(line);
  return error instanceof ConfigError ? WRONG_USE : FAILED;
}

function linesOf(error: unknown): string[] {
  if (error instanceof ConfigError) return error.lines;
  if (error instanceof AppError && error.errors && error.errors.length > 1)
    return error.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`);
  if (error instanceof AppError || error instanceof CommandError || error instanceof EmbeddedPostgresError)
    return [error.message];
  return [`It did not work: ${reasonOf(error)}.`];
}

/** What the system says, also where it tried several addresses and says nothing of its own. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ');
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${reasonOf(error.cause)})`;
  return (error.message || (error as { code?: string }).code || error.name).split('\n')[0]! + cause;
}
