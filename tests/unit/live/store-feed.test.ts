import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TOPICS } from '../../../shared/live/change.ts';
import { aFeed, MemoryScreen, MemoryStream, settled, STORE } from './streams.ts';

/** Time passes only when a test says so; work in memory goes on without it. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function pass(milliseconds: number): Promise<void> {
  await settled();
  await vi.advanceTimersByTimeAsync(milliseconds);
  await settled();
}

async function joined(screen: MemoryScreen, feed: ReturnType<typeof aFeed>['feed']): Promise<MemoryScreen> {
  feed.join(screen);
  await pass(0);
  return screen;
}

describe('a screen that joins', () => {
  it('gets a snapshot, and frames that continue it without a gap', async () => {
    const stream = new MemoryStream();
    const { feed } = aFeed(stream);
    stream.commit('a');
    const screen = await joined(new MemoryScreen(stream, 's1'), feed);
    expect(screen.admission).toMatchObject({ epoch: 'epoch-1', mode: 'snapshot', seq: 1 });

    stream.commit('b');
    stream.commit('b');
    feed.hint();
    await pass(100);
    expect(screen.frames).toMatchObject([{ storeId: STORE, from: 2, to: 3, changes: [{ id: 'b', seq: 3 }] }]);
  });

  it.each([
    ['what it missed', { since: 1 }, { mode: 'resume', from: 2, to: 3, changes: [{ id: 'b', seq: 3 }] }],
    ['nothing, when it missed nothing', { since: 3 }, { mode: 'resume', from: 4, to: 3, changes: [] }],
    ['everything, from before what is kept', { since: 0 }, { mode: 'snapshot', seq: 3 }],
    ['everything, from a number that never was', { since: 4 }, { mode: 'snapshot', seq: 3 }],
    ['everything, from another life', { since: 1, epoch: 'epoch-0' }, { mode: 'snapshot', seq: 3 }],
    ['what it missed, in the same life', { since: 1, epoch: 'epoch-1' }, { mode: 'resume', from: 2 }],
  ])('again gets %s', async (_, position, admission) => {
    const stream = new MemoryStream();
    const { feed } = aFeed(stream);
    for (const id of ['a', 'b', 'b']) stream.commit(id);
    stream.keptFrom = 2;
    expect((await joined(new MemoryScreen(stream, 's1', position), feed)).admission).toMatchObject(admission);
  });

  it('while others are here leaves them nothing out: they are first told up to where it begins', async () => {
    const stream = new MemoryStream();
    const { feed } = aFeed(stream);
    const early = await joined(new MemoryScreen(stream, 'early'), feed);
    stream.commit('a');
    const late = await joined(new MemoryScreen(stream, 'late'), feed);
    expect(early.frames).toMatchObject([{ from: 1, to: 1 }]);
    expect(late.admission).toMatchObject({ seq: 1 });
    expect(late.frames).toEqual([]);
  });

  it('and is gone before its turn is not let in', async () => {
    const stream = new MemoryStream();
    const { feed } = aFeed(stream);
    const screen = new MemoryScreen(stream, 's1');
    stream.meanwhile = () => void (screen.connected = false);
    await joined(screen, feed);
    expect(screen.admission).toBeUndefined();
    expect(feed.isIdle).toBe(true);
  });

  it('among many of a kind costs one read for all of them', async () => {
    const stream = new MemoryStream();
    const { feed } = aFeed(stream);
    for (const id of ['a', 'b', 'c']) stream.commit(id);
    const first = new MemoryScreen(stream, 'first');
    // All the others come while the first is being answered.
    const others = Array.from(
      { length: 50 },
      (_, n) => new MemoryScreen(stream, `s${n}`, n % 2 ? { since: 1 } : {}),
    );
    stream.meanwhile = () => {
      stream.meanwhile = () => {};
      for (const screen of others) feed.join(screen);
    };
    await joined(first, feed);
    expect(others.every(({ admission }) => admission !== undefined)).toBe(true);
    expect(stream.reads).toEqual([
      'view',
      `snapshot ${TOPICS.join()}`,
      'view',
      `snapshot ${TOPICS.join()}`,
      'changes 2-3',
    ]);
  });
});

describe('a frame', () => {
  it('has for each screen what it follows, and an unbroken run even where that is nothing', async () => {
    const stream = new MemoryStream();
    const { feed } = aFeed(stream);
    const all = await joined(new MemoryScreen(stream, 'all'), feed);
    const notices = await joined(new MemoryScreen(stream, 'notices', { topics: ['notice'] }), feed);
    stream.commit('a', 'stock');
    feed.hint();
    await pass(100);
    stream.commit('n', 'notice');
    feed.hint();
    await pass(100);
    expect(all.frames.map(({ changes }) => changes.length)).toEqual([1, 1]);
    expect(notices.frames).toMatchObject([
      { from: 1, to: 1, changes: [] },
      { from: 2, to: 2, changes: [{ id: 'n' }] },
    ]);
  });

  it('is not sent where nobody is, and costs nothing there', async () => {
    const stream = new MemoryStream();
    const { feed } = aFeed(stream);
    const screen = await joined(new MemoryScreen(stream, 's1'), feed);
    feed.leave(screen.id);
    stream.reads.length = 0;
    stream.commit('a');
    feed.hint();
    await pass(1000);
    expect(stream.reads).toEqual([]);
    expect(stream.emitted).toEqual([]);
    expect(feed.isIdle).toBe(true);
  });

  it('is not sent for a hint with nothing behind it', async () => {
    const stream = new MemoryStream();
    const { feed } = aFeed(stream);
    await joined(new MemoryScreen(stream, 's1'), feed);
    feed.hint();
    await pass(100);
    expect(stream.emitted).toEqual([]);
  });
});

describe('the window in which changes share a frame', () => {
  /** A feed with one screen, whose every read takes so long. */
  async function startSlow(cost: number) {
    const stream = new MemoryStream();
    const { feed } = aFeed(stream);
    const screen = await joined(new MemoryScreen(stream, 's1'), feed);
    stream.meanwhile = () => void vi.advanceTimersByTime(cost);
    return { stream, feed, screen };
  }

  it('opens with the first change: that one does not wait', async () => {
    const { stream, feed, screen } = await startSlow(0);
    await pass(1000);
    stream.commit('a');
    feed.hint();
    await pass(0);
    expect(screen.frames).toHaveLength(1);
  });

  it('does not open for changes that come further apart than a frame takes', async () => {
    const { stream, feed, screen } = await startSlow(4);
    for (let frames = 1; frames <= 5; frames++) {
      await pass(5);
      stream.commit('a');
      feed.hint();
      await pass(0);
      expect(screen.frames).toHaveLength(frames);
    }
  });

  it.each([
    [1, [1, 2, 2]],
    [4, [4, 8, 8]],
    [15, [15, 25, 25]], // never longer than an eye can see
  ])('grows while the stream is busy: frames of %d ms, %j ms apart', async (cost, windows) => {
    const { stream, feed, screen } = await startSlow(cost);
    await pass(100);
    stream.commit('a');
    feed.hint();
    await pass(0);
    for (const window of windows) {
      const already = screen.frames.length;
      const before = screen.position ?? 0;
      for (const id of ['c', 'd', 'c']) {
        stream.commit(id);
        feed.hint();
      }
      await pass(window - 1);
      expect(screen.frames).toHaveLength(already);
      await pass(1);
      expect(screen.frames).toHaveLength(already + 1);
      expect(screen.frames.at(-1)).toMatchObject({
        from: before + 1,
        to: before + 3,
        changes: [{ id: 'd' }, { id: 'c', seq: before + 3 }],
      });
    }
  });
});

describe('a database that fails', () => {
  it('refuses the screens that wait, keeps those that are here, and goes on afterwards', async () => {
    const stream = new MemoryStream();
    const { feed, errors } = aFeed(stream);
    const here = await joined(new MemoryScreen(stream, 'here'), feed);
    stream.failure = new Error('away');
    stream.commit('a');
    feed.hint();
    await pass(100);
    const waiting = await joined(new MemoryScreen(stream, 'waiting'), feed);
    expect(waiting.refusal).toBe(stream.failure);
    expect(errors).toEqual([stream.failure, stream.failure]);

    stream.failure = undefined;
    feed.hint();
    await pass(100);
    expect(here.position).toBe(1);
    expect((await joined(waiting, feed)).admission).toMatchObject({ seq: 1 });
  });
});

describe('screens that come and go while everything changes', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('commit' as const), id: fc.constantFrom('a', 'b', 'c'), hint: fc.boolean() }),
    fc.record({
      do: fc.constant('join' as const),
      behind: fc.option(fc.nat({ max: 6 })),
      notices: fc.boolean(),
    }),
    fc.record({ do: fc.constant('leave' as const), nth: fc.nat() }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.nat({ max: 30 }) }),
  );

  it('each miss nothing and get nothing twice, and know the latest of everything in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const stream = new MemoryStream();
        const { feed, errors } = aFeed(stream);
        let here: MemoryScreen[] = [];
        for (const [index, each] of steps.entries()) {
          if (each.do === 'commit') {
            stream.commit(each.id, index % 3 ? 'stock' : 'notice');
            if (each.hint) feed.hint();
          } else if (each.do === 'join') {
            const since =
              each.behind === null ? undefined : Math.max(0, stream.changesMade.length - each.behind);
            const topics = each.notices ? { topics: ['notice'] as const } : {};
            const screen = new MemoryScreen(stream, `s${index}`, { since, ...topics });
            here.push(screen);
            feed.join(screen);
          } else if (each.do === 'leave' && here.length > 0) {
            const gone = here[each.nth % here.length]!;
            gone.connected = false;
            feed.leave(gone.id);
            here = here.filter((screen) => screen !== gone);
          } else if (each.do === 'wait') await pass(each.ms);
        }
        feed.hint();
        await pass(100);

        expect(errors).toEqual([]);
        for (const screen of here) {
          expect(screen.position).toBe(stream.changesMade.length);
          const latest = new Map(
            stream.changesMade.map(({ type, id, seq }) => [`${type} ${id}`, { type, seq }]),
          );
          const first = (screen.since ?? 0) + 1;
          const expected = [...latest].filter(
            ([, { type, seq }]) => screen.topics.includes(type) && seq >= first,
          );
          expect(screen.known).toEqual(Object.fromEntries(expected.map(([key, { seq }]) => [key, seq])));
        }
      }),
      { numRuns: 60 },
    );
  });
});
