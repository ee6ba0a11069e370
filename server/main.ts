import closeWithGrace from 'close-with-grace';
import pino from 'pino';
import { ConfigError, readConfig, type Config } from './config.ts';
import { EmbeddedPostgresError } from './platform/embedded-postgres.ts';
import { runServer } from './run-server.ts';

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    exitOnMistakes(error);
    throw error;
  }
}

function exitOnMistakes(error: unknown): void {
  if (!(error instanceof ConfigError)) return;
  for (const line of error.lines) console.error(line);
  process.exit(2);
}

const config = configOrExit();
// One JSON object a line for machines, words for people.
const transport = process.stdout.isTTY ? { transport: { target: 'pino-pretty' } } : {};
const logger = pino({ level: config.logLevel, ...transport });
try {
  const running = await runServer(config, logger);
  closeWithGrace({ delay: 15_000, logger }, () => running.stop());
  void running.failed.then((reason) => {
    logger.fatal(reason);
    process.exit(1);
  });
  console.log(`Larder is ready at ${running.app.ctx.publicUrl}`);
} catch (error) {
  exitOnMistakes(error);
  if (error instanceof EmbeddedPostgresError) console.error(error.message);
  else logger.fatal({ err: error }, 'could not start');
  process.exit(1);
}
