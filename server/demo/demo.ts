import closeWithGrace from 'close-with-grace';
import pino from 'pino';
import { EmbeddedPostgresError } from '../platform/embedded-postgres.ts';
import { systemClock } from '../platform/clock.ts';
import { HELP, OptionsError, readOptions, type DemoOptions } from './options.ts';
import { OWNER, STORE } from './restaurant/restaurant.ts';
import { startDemo, type RunningDemo } from './start-demo.ts';

const SHELL_CHECK_MS = 500;

function optionsOrExit(): DemoOptions {
  try {
    const options = readOptions(process.argv.slice(2), STORE.timeZone, systemClock.now());
    if (options) return options;
    console.log(HELP);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof OptionsError)) throw error;
    for (const line of error.lines) console.error(line);
    process.exit(2);
  }
}

function introduce({ url, bistro: { clock, store } }: RunningDemo): string {
  const when = clock.now().toLocaleString('en-GB', {
    ...{ timeZone: store.timeZone, weekday: 'long', day: 'numeric', month: 'long' },
    ...{ hour: '2-digit', minute: '2-digit' },
  });
  return `
${store.name} is open: ${when}, ${clock.speed} times as fast as life.

  Wall            ${url}/wall
  Tablet          ${url}/tablet
  Control strip   ${url}/demo
  Outbox          ${url}/demo/outbox   (what customers are sent)
  Manager         ${url}/manage   (${OWNER.email}, password ${OWNER.password})

Whoever opens them is signed in; the wall and the tablet are paired screens.

Ctrl-C ends it, and nothing is left behind.`;
}

/** npm passes a SIGTERM on to the shell between it and us, which goes without a word. */
function endWithShell(end: () => void): void {
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    end();
  }, SHELL_CHECK_MS).unref();
}

const options = optionsOrExit();
const logger = pino({ level: 'warn', transport: { target: 'pino-pretty', options: { destination: 2 } } });
const stopping = new AbortController();
const starting = startDemo(options, { logger, say: console.log, signal: stopping.signal });

const { close } = closeWithGrace({ delay: 15_000, logger }, async ({ err }) => {
  if (err) logger.fatal({ err }, 'the demo failed');
  stopping.abort();
  const demo = await starting.catch(() => undefined);
  await demo?.stop();
});

if (process.env['npm_lifecycle_event'] !== undefined) endWithShell(() => void close());

try {
  const demo = await starting;
  console.log(introduce(demo));
  void demo.failed.then(async (reason) => {
    console.error(reason);
    await demo.stop();
    process.exit(1);
  });
} catch (error) {
  // Whoever stopped it while it started does not want to be told.
  if (!stopping.signal.aborted) {
    console.error(error instanceof EmbeddedPostgresError ? error.message : error);
    process.exit(1);
  }
}
