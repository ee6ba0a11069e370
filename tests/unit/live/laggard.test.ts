import { describe, expect, it } from 'vitest';
import { LaggardWatch } from '../../../server/live/laggard.ts';

const MEGABYTE = 1_000_000;

/** A connection with so much still to be sent, in its own buffer and in the socket's. */
function aConnection(waiting: { packets?: number; bytes?: number; buffered?: number }) {
  const { packets = 0, bytes = 0, buffered = 0 } = waiting;
  const data = 'x'.repeat(packets > 0 ? Math.ceil(bytes / packets) : 0);
  const connection = {
    writeBuffer: Array.from({ length: packets }, () => ({ data })),
    transport: { socket: { bufferedAmount: buffered } },
  };
  return { connection, drain: (left: number) => (connection.transport.socket.bufferedAmount = left) };
}

describe('a client', () => {
  it.each([{}, { packets: 100, bytes: 1000 }, { buffered: MEGABYTE / 2 }])(
    'that keeps up is left alone: %o',
    (waiting) => {
      const watch = new LaggardWatch();
      const { connection } = aConnection(waiting);
      for (let look = 0; look < 3; look++) expect(watch.isLagging(connection)).toBe(false);
    },
  );

  it.each([{ packets: 501 }, { packets: 10, bytes: 1.1 * MEGABYTE }, { buffered: 1.1 * MEGABYTE }])(
    'that stopped reading is noticed at the second look: %o',
    (waiting) => {
      const watch = new LaggardWatch();
      const { connection } = aConnection(waiting);
      expect(watch.isLagging(connection)).toBe(false);
      expect(watch.isLagging(connection)).toBe(true);
    },
  );

  it('that falls further and further behind is noticed, though it reads a little', () => {
    const watch = new LaggardWatch();
    const { connection, drain } = aConnection({ buffered: 2 * MEGABYTE });
    watch.isLagging(connection);
    drain(2.1 * MEGABYTE);
    expect(watch.isLagging(connection)).toBe(true);
  });

  it('on a slow link is given the time that a large snapshot takes', () => {
    const watch = new LaggardWatch();
    const { connection, drain } = aConnection({ buffered: 5 * MEGABYTE });
    for (let left = 5; left > 0; left--) {
      drain(left * MEGABYTE);
      expect(watch.isLagging(connection)).toBe(false);
    }
  });

  it('is not judged by another one', () => {
    const watch = new LaggardWatch();
    watch.isLagging(aConnection({ buffered: 2 * MEGABYTE }).connection);
    expect(watch.isLagging(aConnection({ buffered: 2 * MEGABYTE }).connection)).toBe(false);
  });

  it('is left alone where nothing is known of its connection', () => {
    const watch = new LaggardWatch();
    for (let look = 0; look < 3; look++) expect(watch.isLagging({})).toBe(false);
  });
});
