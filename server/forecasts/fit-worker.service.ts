/** The thread on which forecasts are reckoned: it has no database and no clock, only what it is sent. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { riskOf } from './backorder-risk.ts';
import { PATHS, runoutAlong, runoutOf } from './depletion-times.ts';
import { stockPathsOf } from './depletion.ts';
import type { Answer, Case, Reckoned, Request, Requests, Verb } from './fit-messages.ts';
import { fanOf } from './forecast-fan.ts';
import { StoreFit, type ItemFit } from './fit-store.ts';

/** So long a fit is worked on before somebody else is answered, in ms. */
const TURN_MS = 40;

interface Running {
  store: StoreFit;
  steps?: Generator<ItemFit | null>;
  taken: number;
}

const fits = new Map<string, Running>();

const VERBS: { [V in Verb]: (ask: Requests[V]['ask']) => Requests[V]['answer'] } = {
  begin: ({ fit, calendar, now }) => {
    fits.set(fit, { store: new StoreFit(calendar, now), taken: 0 });
    return null;
  },
  add: ({ fit, items }) => {
    for (const item of items) running(fit).store.add(item);
    return null;
  },
  next: ({ fit }) => next(fit),
  chart: ({ outlook, horizon, count, week }) => ({
    fan: fanOf(outlook, horizon, count),
    runout: runoutOf(week),
  }),
  reckon: ({ cases }) => cases.map(reckon),
};

function reckon({ outlook, supply }: Case): Reckoned {
  if (!(outlook.model.level > 0)) return { runout: null, risk: supply ? riskOf(outlook, supply) : null };
  const paths = stockPathsOf(outlook, PATHS);
  const runout = runoutAlong(outlook, paths);
  if (!supply) return { runout, risk: null };
  return { runout, risk: supply.outlook ? riskOf(supply.outlook, supply) : riskOf(outlook, supply, paths) };
}

function running(fit: string): Running {
  const known = fits.get(fit);
  if (!known) throw new Error(`There is no fit ${fit}.`);
  return known;
}

function next(name: string): Requests['next']['answer'] {
  const fit = running(name);
  fit.steps ??= fit.store.fit();
  const found: ItemFit[] = [];
  const end = performance.now() + TURN_MS;
  while (performance.now() < end) {
    const step = fit.steps.next();
    if (step.done === true) {
      fits.delete(name);
      return { fits: found, done: 1 };
    }
    fit.taken++;
    if (step.value) found.push(step.value);
  }
  // Each item takes three steps, and the last is the one that says so.
  return { fits: found, done: Math.min(0.999, fit.taken / (3 * fit.store.size + 1)) };
}

function answer(verb: Verb, ask: unknown): unknown {
  return (VERBS[verb] as (ask: unknown) => unknown)(ask);
}

// Of this thread alone, which only Linux knows.
if (process.platform === 'linux') setPriority(workerData as number);
parentPort?.on('message', ({ id, verb, ask }: Request) => {
  let reply: Answer;
  try {
    reply = { id, answer: answer(verb, ask) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort!.postMessage(reply);
});
