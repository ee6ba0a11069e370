import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { IMPORT_COLUMNS, IMPORT_KINDS, type ImportKind } from '../../shared/integrations/import.schema.ts';
import { KEY_PERMISSIONS } from '../../shared/identity/access.schema.ts';
import type { Config } from '../config.ts';
import type { Speed } from '../integrations/replay-pace.ts';
import { REPLAY_FORMATS } from '../integrations/replay-formats.ts';
import type { BacktestMethod } from '../forecasts/backtest.ts';
import { BACKTEST_METHODS, runBacktest } from './backtest.ts';
import { explainFailure } from './command-error.ts';
import { createKey } from './create-key.ts';
import { doctor } from './doctor.ts';
import { importFile } from './import.ts';
import { migrate } from './migrate.ts';
import { replayFolder } from './replay.ts';
import { verify } from './verify.ts';

interface Shell {
  settings: () => Config;
  /** Where the environment names one. */
  apiKey: string | undefined;
  signal: AbortSignal;
  /** Told the exit code of a command that came to its end. */
  ended: (code: number) => void;
}

/** Runs one command line; returns the exit code: 0 done, 1 not done or something found, 2 wrong use or settings. */
export async function runLarder(
  args: string[],
  { settings, apiKey }: Pick<Shell, 'settings' | 'apiKey'>,
): Promise<number> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  let code = 0;
  const shell: Shell = { settings, apiKey, signal: stopping.signal, ended: (ended) => (code = ended) };
  try {
    await commandsOf(shell).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return explainFailure(error, stopping.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

function commandsOf(shell: Shell): Command {
  const program = new Command('larder')
    .description('Works on the database and the server of Larder.')
    .usage('<command>')
    .exitOverride()
    .showHelpAfterError('Add --help to see how it is used.');
  addDatabaseCommands(program, shell);
  addImport(program, shell);
  addReplay(program, shell);
  addBacktest(program, shell);
  addCreateKey(program, shell);
  return program;
}

const JSON_FLAG = ['--json', 'print one line of JSON', false] as const;
type Plain = { json: boolean };

function addDatabaseCommands(program: Command, { settings, signal, ended }: Shell): void {
  program
    .command('migrate')
    .description('Bring the database up to date (a start of the server does it too).')
    .option(...JSON_FLAG)
    .action(async ({ json }: Plain) => ended(await migrate(settings(), { json, signal })));
  program
    .command('verify')
    .description(
      'Work out everything derived again from the facts, and tell every difference. Changes nothing.',
    )
    .option(...JSON_FLAG)
    .action(async ({ json }: Plain) => ended(await verify(settings(), { json, signal })));
  program
    .command('doctor')
    .description('Look at all that Larder needs to run here, and say what to mend.')
    .option(...JSON_FLAG)
    .action(async ({ json }: Plain) => ended(await doctor(settings, { json, signal })));
}

function addImport(program: Command, { settings, signal, ended }: Shell): void {
  program
    .command('import')
    .description(
      'Import a CSV file: all of it, or with a mistake anywhere nothing. A dry run without --commit.',
    )
    .addArgument(new Argument('<kind>', 'what the file has').choices(IMPORT_KINDS))
    .argument('<file>', 'the CSV file')
    .option('--store <store>', 'id or name of the store, for opening-stock, sales and orders')
    .option('--commit', 'change the data', false)
    .option(...JSON_FLAG)
    .addHelpText('after', `\n${describeColumns()}`)
    .action(async (kind: ImportKind, file: string, options: Plain & { store?: string; commit: boolean }) =>
      ended(await importFile(settings(), { store: undefined, ...options, kind, file, signal })),
    );
}

function describeColumns(): string {
  const kinds = IMPORT_KINDS.map((kind) => {
    const columns = IMPORT_COLUMNS[kind].map(
      ({ name, required, about }) => `  ${(required ? name : `[${name}]`).padEnd(18)} ${about}`,
    );
    return [`Columns of ${kind}:`, ...columns].join('\n');
  });
  return kinds.join('\n\n');
}

interface ReplayFlags extends Plain {
  url: string;
  key?: string;
  store?: string;
  speed: Speed;
  from?: string;
  to?: string;
  prepare: boolean;
}

function addReplay(program: Command, { signal, ended, apiKey }: Shell): void {
  const formats = REPLAY_FORMATS.map(({ name, files }) => `  ${name}: ${files.join(', ')}`);
  program
    .command('replay')
    .description('Play a folder of sales through the public API of a running server.')
    .argument('<folder>', 'the folder of CSV files')
    .option('--url <url>', 'where the server is', readUrl, 'http://127.0.0.1:3000')
    .option(
      '--key <key>',
      'an API key of that server (npm run larder -- create-key makes one); or set LARDER_API_KEY',
    )
    .option('--store <store>', 'id or name of the store; made if there is none')
    .option('--speed <speed>', 'how many times as fast as they were sold, or max', readSpeed, 'max')
    .option('--from <date>', 'first day, as 2015-07-17', readDate)
    .option('--to <date>', 'last day', readDate)
    .option('--prepare', 'only make the store and its items', false)
    .option(...JSON_FLAG)
    .addHelpText('after', ['\nA folder has one of:', ...formats].join('\n'))
    .action(async (folder: string, flags: ReplayFlags) =>
      ended(await replayFolder({ ...flags, key: flags.key ?? apiKey, folder, signal })),
    );
}

interface BacktestFlags extends Plain {
  series: string;
  out?: string;
  depletion?: string;
  method: BacktestMethod;
  compare: boolean;
  censor?: string;
  origins: number;
  skip: number;
}

function addBacktest(program: Command, { signal, ended }: Shell): void {
  program
    .command('backtest')
    .description(
      'Foretell a file of daily demand as if it were then, again and again, and score it. Needs no database.',
    )
    .requiredOption('--series <file>', 'CSV with the columns unique_id, ds (YYYY-MM-DD), y')
    .option('--out <file>', 'write the forecasts: unique_id,cutoff,kind,h,mean,q10,q50,q90')
    .option('--depletion <file>', 'write when stocks are used up: unique_id,cutoff,stock,p1…p7')
    .addOption(new Option('--method <method>', 'whose forecasts').choices(BACKTEST_METHODS).default('larder'))
    .option('--compare', 'score all methods, also by class of item', false)
    .option(
      '--censor <seed>',
      'lay outages over the series, and score what is made of days that were cut short by what was asked',
    )
    .option(
      '--origins <n>',
      'how many weeks are foretold, the last of the file and those before',
      readCount(1),
      8,
    )
    .option(
      '--skip <n>',
      'leave out the last n weeks, to choose by those before what is judged by them',
      readCount(0),
      0,
    )
    .option(...JSON_FLAG)
    .action(async ({ out, depletion, censor, ...flags }: BacktestFlags) =>
      ended(await runBacktest({ ...flags, out, depletion, censor, signal })),
    );
}

function readCount(least: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (text.trim() === '' || !Number.isInteger(count) || count < least || count > 520)
      throw new InvalidArgumentError(`Write a whole number from ${least} to 520.`);
    return count;
  };
}

function addCreateKey(program: Command, { settings, signal, ended }: Shell): void {
  program
    .command('create-key')
    .description('Make an API key for a program, and show it once.')
    .argument('<name>', 'what the key is for')
    .option('--permissions <list>', 'parted by commas', (text) => text.split(','), [...KEY_PERMISSIONS])
    .option('--store <store>', 'id or name of the only store it is for; otherwise it is for all')
    .option(...JSON_FLAG)
    .action(async (name: string, flags: Plain & { permissions: string[]; store?: string }) =>
      ended(await createKey(settings(), { store: undefined, ...flags, name, signal })),
    );
}

function readUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('Write it like http://127.0.0.1:3000.');
  return text.replace(/\/+$/, '');
}

function readSpeed(text: string): Speed {
  if (text === 'max') return text;
  const speed = Number(text);
  if (!(speed > 0 && speed <= 100_000)) throw new InvalidArgumentError('Write a number above 0, or max.');
  return speed;
}

function readDate(text: string): string {
  const date = new Date(text);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text))
    throw new InvalidArgumentError('Write a day like 2015-07-17.');
  return text;
}
