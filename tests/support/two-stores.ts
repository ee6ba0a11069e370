import { expect } from 'vitest';
import type { Transfer, TransferInput } from '../../shared/purchasing/transfer.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { anIngredient } from './builders.ts';
import { ManualClock } from './manual-clock.ts';
import { someoneIn, type Known } from './principals.ts';
import { startTestApp, type TestAnswer, type TestApp } from './test-app.ts';

/** A store as somebody of its staff works in it, who may do nothing in any other. */
export class Side {
  readonly app: TestApp;
  readonly id: string;
  readonly staff: Known;

  constructor(app: TestApp, id: string, staff: Known) {
    this.app = app;
    this.id = id;
    this.staff = staff;
  }

  ask<T = Transfer>(
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer<T>> {
    const method = body === undefined ? 'GET' : 'POST';
    const all = { ...this.staff.headers, ...headers };
    return this.app.requestAs<T>(all, method, `/stores/${this.id}/${path}`, body);
  }

  async done<T = Transfer>(...request: Parameters<Side['ask']>): Promise<T> {
    const { status, body } = await this.ask<T>(...request);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    return body;
  }

  start(input: TransferInput): Promise<Transfer> {
    return this.done('transfers', input);
  }

  move({ transferId }: Pick<Transfer, 'transferId'>, verb: string, body: object = {}): Promise<Transfer> {
    return this.done(`transfers/${transferId}/${verb}`, body);
  }

  see({ transferId }: Pick<Transfer, 'transferId'>): Promise<Transfer> {
    return this.done(`transfers/${transferId}`);
  }

  async stockOf(sku: string): Promise<StockState> {
    return (await this.app.stock(this.id))[sku]!;
  }
}

export interface TwoStores {
  app: TestApp;
  clock: ManualClock;
  central: Side;
  branch: Side;
}

/** A central kitchen with 40 kg of salmon and 20 cakes, and a branch that counted none; a Friday, 12:00 in Vienna. */
export async function openTwoStores(): Promise<TwoStores> {
  const clock = new ManualClock('2026-03-20T11:00:00Z');
  const app = await startTestApp({ clock });
  const open = async (name: string): Promise<Side> => {
    const { id } = await app.createStore({ name });
    return new Side(app, id, await someoneIn(app, id, 'staff'));
  };
  const [central, branch] = [await open('Central'), await open('Branch')];
  const packs = [{ name: 'case', quantity: 10 }];
  await app.createItems([
    anIngredient('SALMON', { name: 'Salmon', unit: 'kg', sellable: true, packs }),
    anIngredient('CAKE', { name: 'Nut cake', unit: 'each', sellable: true }),
  ]);
  await app.receive(central.id, { SALMON: 40, CAKE: 20 });
  const none = ['SALMON', 'CAKE'].map((sku) => ({ type: 'count' as const, sku, quantity: 0 }));
  await app.record(branch.id, ...none);
  return { app, clock, central, branch };
}
