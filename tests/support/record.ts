import { expect } from 'vitest';
import type { AuditEntry } from '../../shared/identity/audit.schema.ts';
import { anIngredient } from './builders.ts';
import { ManualClock } from './manual-clock.ts';
import { aPerson, type Known } from './principals.ts';
import { startTestApp, type TestApp } from './test-app.ts';

export interface Place {
  app: TestApp;
  clock: ManualClock;
  storeId: string;
  otherId: string;
  owner: Known;
}

export async function aPlace(): Promise<Place> {
  const clock = new ManualClock();
  const app = await startTestApp({ clock });
  const { id: storeId } = await app.createStore();
  const { id: otherId } = await app.createStore({ name: 'Other' });
  await app.createItem(anIngredient('SALT'));
  return { app, clock, storeId, otherId, owner: await aPerson(app, { name: 'Rosa', isOwner: true }) };
}

export async function auditOf({ app, owner }: Place, path = '/audit', by = owner): Promise<AuditEntry[]> {
  const { status, body } = await app.requestAs<{ items: AuditEntry[] }>(by.headers, 'GET', path);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items;
}

/** What the deed added to the record of everything, oldest first. */
export async function entriesOf(place: Place, deed: () => Promise<unknown>): Promise<AuditEntry[]> {
  const [last] = await auditOf(place);
  await deed();
  return (await auditOf(place)).filter(({ id }) => id > (last?.id ?? 0)).reverse();
}

export async function done({ app, owner }: Place, ...[method, path, body]: Parameters<TestApp['request']>) {
  const answer = await app.requestAs(owner.headers, method, path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}

export async function itemIdOf({ app, storeId }: Place): Promise<string> {
  return (await app.stock(storeId))['SALT']!.itemId;
}
