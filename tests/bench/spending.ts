import type pg from 'pg';
import type { HttpServer } from '../../server/platform/http.ts';
import { now } from './monotonic.ts';

/** Where the time of the requests of one measurement went. */
export interface Expense {
  what: string;
  times: number;
  ms: number;
}

export const REQUESTS = 'requests in all';

/** Adds up how long statements take, and the requests that they are part of. */
export class Spending {
  #expenses = new Map<string, Expense>();

  /** Times every statement of `client`, which is the prototype of all of them. */
  watch(client: { query: unknown }): void {
    const query = client.query as (this: pg.Client, ...args: unknown[]) => unknown;
    const spend = this.#spend.bind(this);
    client.query = function (this: pg.Client, ...args: unknown[]) {
      const startedAt = now();
      const result = query.apply(this, args);
      if (result instanceof Promise)
        result.then(
          () => spend(labelOf(args[0]), startedAt),
          () => undefined,
        );
      return result;
    };
  }

  /** Times every request from its arrival until the answer is written. */
  watchRequests(server: HttpServer): void {
    server.addHook('onRequest', (request, _reply, done) => {
      startedAt.set(request, now());
      done();
    });
    server.addHook('onResponse', (request, _reply, done) => {
      this.#spend(REQUESTS, startedAt.get(request) ?? now());
      done();
    });
    const startedAt = new WeakMap<object, number>();
  }

  take(): Expense[] {
    const expenses = [...this.#expenses.values()].sort((a, b) => b.ms - a.ms);
    this.#expenses = new Map();
    return expenses;
  }

  #spend(what: string, startedAt: number): void {
    const expense = this.#expenses.get(what) ?? { what, times: 0, ms: 0 };
    expense.times += 1;
    expense.ms += now() - startedAt;
    this.#expenses.set(what, expense);
  }
}

/** The first words of a statement, with what it writes to, name it well enough. */
function labelOf(statement: unknown): string {
  const text = typeof statement === 'string' ? statement : (statement as { text: string }).text;
  const flat = text.replace(/\s+/g, ' ').trim();
  const target = /\b(insert into|update|delete from|from) (\w+)/.exec(flat);
  const verb = flat.split(' ')[0]!;
  return target ? `${verb} … ${target[1] === 'from' ? '' : `${target[1]} `}${target[2]}` : flat.slice(0, 40);
}
