import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { storeAddress } from '../../../client/identity/store-address.ts';
import { StoreChoice, type StoreMemory } from '../../../client/identity/store-choice.svelte.ts';
import type { Store } from '../../../shared/identity/store.schema.ts';
import { STORE } from '../live/builders.ts';

const OTHER: Store = { ...STORE, id: '0190f3a0-0000-7000-8000-000000000002', name: 'Bar' };

/** The answers to come, the last one over and over; null is a server that cannot be reached. */
let answers: (Response | null)[];
let asked: string[];
let choice: StoreChoice;

const ok = (body: unknown) => new Response(JSON.stringify(body));
const status = (code: number) => new Response('{}', { status: code });

function choose(wanted: string | null, memory?: StoreMemory): StoreChoice {
  const fetchFrom = (path: string) => {
    asked.push(path);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer ? Promise.resolve(answer.clone()) : Promise.reject(new TypeError('failed to fetch'));
  };
  choice = new StoreChoice(wanted, { fetchFrom, ...(memory && { memory }) });
  return choice;
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
});

afterEach(() => {
  choice.stop();
  vi.useRealTimers();
});

describe('without a store in the address', () => {
  it('takes the only one there is', async () => {
    answers = [ok({ items: [STORE] })];
    await choose(null).ask();
    expect(choice.choice).toEqual({ kind: 'chosen', storeId: STORE.id, store: STORE });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual(['/api/v1/stores?limit=100']);
  });

  it('asks which one where there are several', async () => {
    answers = [ok({ items: [STORE, OTHER] })];
    await choose(null).ask();
    expect(choice.choice).toEqual({ kind: 'several', stores: [STORE, OTHER] });
  });

  it('waits for the first one, and takes it when it is there', async () => {
    answers = [ok({ items: [] }), ok({ items: [STORE] })];
    await choose(null).ask();
    expect(choice.choice).toEqual({ kind: 'none' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(choice.choice.kind).toBe('chosen');
  });

  it('waits for a server that does not answer, longer and longer but for ever', async () => {
    answers = [null];
    await choose(null).ask();
    expect(choice.choice).toEqual({ kind: 'unreachable' });
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.length).toBeLessThan(60);
    answers = [ok({ items: [STORE] })];
    await vi.advanceTimersByTimeAsync(15_000);
    expect(choice.choice.kind).toBe('chosen');
  });

  it('says when it is not let in', async () => {
    answers = [status(401)];
    await choose(null).ask();
    expect(choice.choice).toEqual({ kind: 'refused' });
  });
});

describe('with a store in the address', () => {
  it('starts with it before the server has told its name', async () => {
    answers = [ok(STORE)];
    expect(choose(STORE.id).choice).toEqual({ kind: 'chosen', storeId: STORE.id, store: null });
    await choice.ask();
    expect(choice.choice).toMatchObject({ store: STORE });
  });

  it('stays with it while the server does not answer or has a fault', async () => {
    answers = [null, status(503), ok(STORE)];
    await choose(STORE.id).ask();
    expect(choice.choice).toMatchObject({ kind: 'chosen', store: null });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(choice.choice).toMatchObject({ kind: 'chosen', store: null });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(choice.choice).toMatchObject({ kind: 'chosen', store: STORE });
  });

  it.each([400, 404, 422])('says that there is no such store on %i', async (code) => {
    answers = [status(code)];
    await choose('nonsense/1').ask();
    expect(choice.choice).toEqual({ kind: 'unknown-store' });
    expect(asked).toEqual(['/api/v1/stores/nonsense%2F1']);
  });
});

describe('with a memory', () => {
  it('knows the store at once, and changes nothing when it is still the same', async () => {
    answers = [ok(STORE)];
    const save = vi.fn();
    choose(STORE.id, { load: () => STORE, save });
    const { choice: before } = choice;
    expect(before).toMatchObject({ kind: 'chosen', store: STORE });
    await choice.ask();
    expect(choice.choice).toBe(before);
    expect(save).not.toHaveBeenCalled();
  });

  it('learns a new name', async () => {
    const renamed = { ...STORE, name: 'Zum Hecht' };
    answers = [ok(renamed)];
    const save = vi.fn();
    await choose(STORE.id, { load: () => STORE, save }).ask();
    expect(choice.choice).toMatchObject({ store: renamed });
    expect(save).toHaveBeenCalledWith(renamed);
  });
});

it('the address of a store keeps what else the address says', () => {
  expect(storeAddress('a b', '?theme=light')).toBe('?theme=light&store=a+b');
  expect(storeAddress('b', '?store=a')).toBe('?store=b');
});

describe('a screen that is not paired', () => {
  it('is told so when nobody is signed in and the address names no store', async () => {
    const unpaired = vi.fn();
    choice = new StoreChoice(null, { fetchFrom: async () => status(401), unpaired });
    await choice.ask();
    expect(unpaired).toHaveBeenCalledOnce();
  });

  it('is left to whoever signs in when the address names a store', async () => {
    const unpaired = vi.fn();
    choice = new StoreChoice(STORE.id, { fetchFrom: async () => status(401), unpaired });
    await choice.ask();
    expect(choice.choice).toEqual({ kind: 'refused' });
    expect(unpaired).not.toHaveBeenCalled();
  });
});

describe('a paired screen', () => {
  const renew = vi.fn(async () => 'left' as const);

  it('asks in its own name, and keeps its board while it is refused', async () => {
    const replies = [status(401), ok(STORE)];
    choice = new StoreChoice(STORE.id, { screen: { fetch: async () => replies.shift()!, renew } });
    await choice.ask();
    expect(choice.choice).toEqual({ kind: 'chosen', storeId: STORE.id, store: null });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(choice.choice).toEqual({ kind: 'chosen', storeId: STORE.id, store: STORE });
    expect(renew).not.toHaveBeenCalled();
  });

  it('finds out where it was moved when its store is not its own any more', async () => {
    choice = new StoreChoice(STORE.id, { screen: { fetch: async () => status(403), renew } });
    await choice.ask();
    expect(renew).toHaveBeenCalledOnce();
  });
});
