import { describe, expect, it } from 'vitest';
import type {
  ChangesEvent,
  NewWebhookEndpoint,
  WebhookEndpoint,
} from '../../../shared/integrations/webhook-endpoint.schema.ts';
import { compile } from '../../../server/platform/validation.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { createMenu } from '../../support/menu.ts';
import { anOwner } from '../../support/principals.ts';
import { ProgramPeer, senderToPrograms } from '../../support/program-peer.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const DEADLINE = { timeout: 15_000, interval: 25 };

interface House {
  app: TestApp;
  clock: ManualClock;
  storeId: string;
  otherId: string;
  program: ProgramPeer;
  ask: <T>(...request: Parameters<TestApp['request']>) => Promise<{ status: number; body: T }>;
}

/** Two stores, an owner who may hand out secrets, and a program that listens. */
async function openHouse(): Promise<House> {
  const clock = new ManualClock('2026-03-20T11:00:00Z');
  const app = await startTestApp({ clock, webhooks: senderToPrograms() });
  const { id: storeId } = await app.createStore();
  const { id: otherId } = await app.createStore({ name: 'Other' });
  await createMenu(app);
  await app.receive(storeId, { SALMON: 10_000, CREAM: 10_000, SALT: 10_000 });
  await app.app.start();
  const now = clock.now().toISOString();
  const program = await ProgramPeer.start({ larder: '', secrets: [], now });
  // Days pass, after which nobody would be signed in any more.
  const ask: House['ask'] = async (...request) => app.requestAs((await anOwner(app)).headers, ...request);
  return { app, clock, storeId, otherId, program, ask };
}

async function listen({ ask, program }: House, more: object = {}): Promise<NewWebhookEndpoint> {
  const input = { name: 'Board', url: program.url, topics: ['stock'], ...more };
  const { status, body } = await ask<NewWebhookEndpoint>('POST', '/webhook-endpoints', input);
  expect(status, JSON.stringify(body)).toBe(201);
  await program.tell({ do: 'secrets', secrets: [body.secret] });
  return body;
}

const batches = (program: ProgramPeer) =>
  program.told
    .filter(({ happened }) => happened === 'event')
    .map(({ id, event }) => ({ id: id!, ...(event as unknown as ChangesEvent).data }));

/** Once the try that failed is written down. */
async function postponed({ app, storeId }: House): Promise<void> {
  const tries = async (): Promise<unknown> => {
    const query = 'select attempts from webhook_cursor where store_id = $1 and claimed_until is null';
    return (await app.database.pool.query<{ attempts: number }>(query, [storeId])).rows[0]?.attempts;
  };
  await expect.poll(tries, DEADLINE).toBe(1);
}

async function only({ ask }: House): Promise<WebhookEndpoint> {
  const { body } = await ask<{ items: WebhookEndpoint[] }>('GET', '/webhook-endpoints');
  expect(body.items).toHaveLength(1);
  return body.items[0]!;
}

describe("a program of the organisation's own", () => {
  it('follows the streams of its stores as a screen does: in order, without a gap, also when it fails for a while', async () => {
    const house = await openHouse();
    const { app, clock, storeId, otherId, program } = house;
    const before = await app.head(storeId);
    await listen(house, { storeIds: [storeId] });
    await app.sell(storeId, { SOUP: 1 });
    await app.receive(otherId, { SALT: 1 });
    await expect.poll(() => batches(program).length, DEADLINE).toBe(1);
    const [first] = batches(program);
    expect(first).toMatchObject({ storeId, from: before + 1 });
    expect(first!.changes.every(({ type }) => type === 'stock')).toBe(true);
    expect(first!.changes.length).toBeGreaterThan(0);

    await program.tell({ do: 'behave', as: 'fail' });
    await app.sell(storeId, { SOUP: 2 });
    await postponed(house);
    expect((await only(house)).lastFailure?.problem).toBe('it answered 500 we fail');
    await app.sell(storeId, { SOUP: 3 });
    await program.tell({ do: 'behave', as: 'work' });
    clock.advance({ minutes: 1 });
    await program.tell({ do: 'time', now: clock.now().toISOString() });
    await expect.poll(async () => batches(program).at(-1)?.to, DEADLINE).toBe(await app.head(storeId));
    const told = batches(program);
    told.slice(1).forEach(({ from }, index) => expect(from).toBe(told[index]!.to + 1));
    // What failed came again as it was, under its id; what happened meanwhile came after it.
    const asked = program.told.filter(({ happened }) => happened === 'asked').map(({ id }) => id);
    expect(asked[1]).toBe(told[1]!.id);
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
    const sku = (await app.stock(storeId))['CREAM']!;
    const last = told.flatMap(({ changes }) => changes).findLast(({ id }) => id === sku.itemId);
    expect(last).toMatchObject({ onHand: sku.onHand });
    // What is forgotten while the program fails is missing in the numbers.
    await program.tell({ do: 'behave', as: 'fail' });
    await app.sell(storeId, { SOUP: 1 });
    await postponed(house);
    await app.database.pool.query('delete from change where store_id = $1', [storeId]);
    await program.tell({ do: 'behave', as: 'work' });
    clock.advance({ minutes: 1 });
    await program.tell({ do: 'time', now: clock.now().toISOString() });
    await app.sell(storeId, { SOUP: 1 });
    await expect.poll(async () => batches(program).at(-1)?.to, DEADLINE).toBe(await app.head(storeId));
    const after = batches(program).slice(told.length);
    expect(after[0]!.from).toBeGreaterThan(told.at(-1)!.to + 1);
    const { webhooks } = await app.expectOk<{
      webhooks: { changes: { post: { requestBody: { content: Record<string, { schema: object }> } } } };
    }>('GET', '/openapi.json');
    const check = compile(webhooks.changes.post.requestBody.content['application/json']!.schema);
    for (const { event } of await program.heard('event', told.length + after.length))
      expect(check(event), JSON.stringify(check.errors)).toBe(true);
  });

  it('is switched off after days of failures or when it is gone, and goes on where it was', async () => {
    const house = await openHouse();
    const { app, clock, storeId, program, ask } = house;
    const { id } = await listen(house);
    await program.tell({ do: 'behave', as: 'refuse' });
    const before = await app.head(storeId);
    await app.sell(storeId, { SOUP: 1 });
    await postponed(house);
    expect((await only(house)).disabled).toBeNull();
    clock.advance({ hours: 24 * 5 + 1 });
    await program.tell({ do: 'time', now: clock.now().toISOString() });
    await expect
      .poll(async () => (await only(house)).disabled?.why, DEADLINE)
      .toBe('it took nothing for days: it answered 422 we refuse');
    await app.sell(storeId, { SOUP: 1 });
    const store = await app.createStore({ name: 'Third' });

    await program.tell({ do: 'behave', as: 'work' });
    expect(await ask('POST', `/webhook-endpoints/${id}/resume`, {})).toMatchObject({
      status: 200,
      body: { disabled: null },
    });
    const ofStore = () => batches(program).filter((batch) => batch.storeId === storeId);
    await expect.poll(async () => ofStore().at(-1)?.to, DEADLINE).toBe(await app.head(storeId));
    expect(ofStore()[0]!.from).toBe(before + 1);
    // A store that was opened since belongs to every store as well.
    await app.receive(store.id, { SALT: 1 });
    await expect
      .poll(() => batches(program).some((batch) => batch.storeId === store.id), DEADLINE)
      .toBe(true);

    const { body: rotated } = await ask<NewWebhookEndpoint>('POST', `/webhook-endpoints/${id}/rotate`, {
      overlapHours: 0,
    });
    await program.tell({ do: 'secrets', secrets: [rotated.secret] });
    await program.tell({ do: 'behave', as: 'gone' });
    await app.sell(storeId, { SOUP: 1 });
    await expect
      .poll(async () => (await only(house)).disabled?.why, DEADLINE)
      .toBe('it answered 410 we gone');
    expect(await ask('DELETE', `/webhook-endpoints/${id}`)).toMatchObject({ status: 204 });
    expect((await ask<{ items: [] }>('GET', '/webhook-endpoints')).body.items).toEqual([]);
    const { body: audit } = await ask<{ items: { action: string }[] }>('GET', '/audit?search=webhook');
    expect(audit.items.map(({ action }) => action)).toEqual([
      ...['webhook.delete', 'webhook.switch-off', 'webhook.rotate', 'webhook.resume', 'webhook.switch-off'],
      'webhook.create',
    ]);
  });

  it('has to be on the public internet, and to ask for something there is', async () => {
    const { ask } = await openHouse();
    const good = { name: 'Board', url: 'https://board.example.com/x', topics: ['stock'] };
    for (const [bad, pointer] of [
      [{ url: 'https://10.0.0.1/' }, '/url'],
      [{ topics: ['weather'] }, '/topics/0'],
      [{ storeIds: ['0199a5b2-6f0e-7c1d-8a3b-2f4c6d8e9f3a'] }, '/storeIds/0'],
    ] as const)
      expect(await ask('POST', '/webhook-endpoints', { ...good, ...bad })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer }] },
      });
  });
});
