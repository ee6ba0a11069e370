import pg from 'pg';
import pino from 'pino';
import { readConfig } from '../../../server/config.ts';
import { findHeads } from '../../../server/live/change-stream.store.ts';
import { runServer, type RunningServer } from '../../../server/run-server.ts';
import { answer } from '../child.ts';
import { now } from '../monotonic.ts';
import { Spending, type Expense } from '../spending.ts';

export interface ProductStart {
  connectionString: string;
  port: number;
}

const spending = new Spending();
const commits: number[] = [];
let running: RunningServer;

/** Larder as it is, in which two things are noted: when it learns of a commit, and what its statements take. */
async function start({ connectionString, port }: ProductStart): Promise<string> {
  spending.watch(pg.Client.prototype);
  const config = readConfig({ PORT: String(port), DATABASE_URL: connectionString, LOG_LEVEL: 'warn' });
  running = await runServer(config, pino({ level: 'warn' }), {
    extend: ({ ctx, server }) => {
      const { announce } = ctx;
      ctx.announce = (storeId) => {
        commits.push(now());
        announce(storeId);
      };
      spending.watchRequests(server);
    },
  });
  return running.url;
}

const verbs = {
  start,
  /** The instants of the commits since this was last asked, in their order. */
  takeCommits: (): number[] => commits.splice(0),
  /** The number of the last change of a store. */
  head: async (storeId: string): Promise<number> => (await findHeads(running.app.ctx.db, [storeId]))[0]!.seq,
  takeSpending: (): Expense[] => spending.take(),
  stop: () => running.stop(),
};

export type ProductVerbs = typeof verbs;
answer(verbs);
