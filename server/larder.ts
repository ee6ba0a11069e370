import { runLarder } from './cli/program.ts';
import { readConfig } from './config.ts';

process.exitCode = await runLarder(process.argv.slice(2), {
  settings: () => readConfig(process.env),
  apiKey: process.env['LARDER_API_KEY'],
});
