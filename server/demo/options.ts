import { DateTime } from 'luxon';
import { parseArgs } from 'node:util';
import { MAX_DEMO_SPEED } from '../../shared/demo.schema.ts';

export interface DemoOptions {
  speed: number;
  seed: string;
  port: number;
  start: Date;
  /** Of history before the start. */
  days: number;
}

/** Mistakes in the arguments, one line each. */
export class OptionsError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'OptionsError';
    this.lines = lines;
  }
}

export const HELP = `npm run demo -- [options]

A restaurant with some weeks of history in a temporary database, and then a live service.

  --speed <n>      how many times as fast as life it runs: 60 at first, up to ${MAX_DEMO_SPEED}; the control strip changes it
  --seed <text>    what chance starts from: the same seed and start give the same history (1)
  --start <time>   when the live part begins, in the restaurant's own time, such as 2026-11-20T17:45
                   (a quarter to six on the last Friday: dinner is about to begin)
  --days <n>       days of history before that, from 1 to 60 (28)
  --port <n>       the first port to try (3000); the next free one is taken
  --help           this text
`;

const FRIDAY = 5;

/**
 * Null when help is asked for.
 * @throws OptionsError with one line for each argument that is wrong
 */
export function readOptions(args: readonly string[], timeZone: string, now: Date): DemoOptions | null {
  const values = parse(args);
  if (values.help) return null;
  const mistakes: string[] = [];
  const check = (ok: boolean, line: string): void => void (ok || mistakes.push(line));
  const speed = Number(values.speed ?? 60);
  check(
    speed > 0 && speed <= MAX_DEMO_SPEED,
    `--speed must be more than 0 and at most ${MAX_DEMO_SPEED}, not "${values.speed}".`,
  );
  const port = Number(values.port ?? 3000);
  check(
    /^\d{1,5}$/.test(values.port ?? '3000') && port <= 65_535,
    `--port must be a whole number from 0 to 65535, not "${values.port}".`,
  );
  const days = Number(values.days ?? 28);
  check(
    Number.isInteger(days) && days >= 1 && days <= 60,
    `--days must be a whole number from 1 to 60, not "${values.days}".`,
  );
  const start =
    values.start === undefined
      ? lastFriday(timeZone, now)
      : DateTime.fromISO(values.start, { zone: timeZone });
  check(start.isValid, `--start must be a date and time such as 2026-11-20T17:45, not "${values.start}".`);
  if (mistakes.length > 0) throw new OptionsError(mistakes);
  return { speed, seed: values.seed ?? '1', port, days, start: start.toJSDate() };
}

type Values = Partial<Record<'speed' | 'seed' | 'port' | 'start' | 'days', string>> & { help?: boolean };

function parse(args: readonly string[]): Values {
  const text = { type: 'string' } as const;
  const options = {
    speed: text,
    seed: text,
    port: text,
    start: text,
    days: text,
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new OptionsError([(error as Error).message, 'npm run demo -- --help lists what can be given.']);
  }
}

/** The busiest evening is about to begin, a week ago at most. */
function lastFriday(timeZone: string, now: Date): DateTime {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const today = local.startOf('day').set({ hour: 17, minute: 45 });
  const back = (local.weekday - FRIDAY + 7) % 7;
  const friday = today.minus({ days: back });
  return friday > local ? friday.minus({ weeks: 1 }) : friday;
}
