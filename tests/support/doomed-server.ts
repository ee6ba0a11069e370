// A server that dies as if struck by lightning: `node doomed-server.ts <connectionString> <commits>`. It gets no further
// than the given number of commits: between the last one and its answer it is gone.
import pino from 'pino';
import { runServer } from '../../server/run-server.ts';

const [databaseUrl = '', commits = '0'] = process.argv.slice(2);
const config = {
  port: 0,
  host: '127.0.0.1',
  databaseUrl,
  dataDir: '',
  exchangeDir: undefined,
  role: 'web',
  logLevel: 'error',
  publicUrl: undefined,
  linkSecret: undefined,
  trustedProxies: [] as string[],
  smtpUrl: undefined,
  smsUrl: undefined,
  setup: undefined,
} as const;
let left = Number(commits);
const { url } = await runServer(config, pino({ level: config.logLevel }), {
  extend: ({ ctx }) => {
    const { announce } = ctx;
    ctx.announce = (storeId) => {
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
      announce(storeId);
    };
  },
});
console.log(`Listening at ${url} .`);
