import { once } from 'node:events';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { LIVE_NAMESPACE } from '../../shared/live/timing.ts';
import { TEST_KEY } from '../support/test-key.ts';
import { startChild } from './child.ts';
import type { ProductVerbs } from './processes/product-server.ts';
import { rowOf, type Row } from './report.ts';

export interface SnapshotSetting {
  connectionString: string;
  storeId: string;
  items: number;
}

/** S9: what a wall that connects for the first time is sent, in bytes as they pass the wire, compression included. */
export async function measureSnapshot({ connectionString, storeId, items }: SnapshotSetting): Promise<Row[]> {
  const product = startChild<ProductVerbs>('product-server');
  const url = await product.ask('start', { connectionString, port: 0 });
  const { onWire, plain } = await takeSnapshot(url, storeId);
  await product.ask('stop');
  await product.stop();
  return [
    rowOf({
      id: 'S9',
      what: `first snapshot of ${items.toLocaleString('en')} items on the wire`,
      unit: 'KB',
      product: [onWire / 1000],
      target: { atMost: 60 },
      note: `${Math.round(plain / 1000)} KB before compression`,
    }),
  ];
}

/** Speaks Socket.IO by hand, because its client does not tell what a message weighed. */
async function takeSnapshot(url: string, storeId: string): Promise<{ onWire: number; plain: number }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  await once(socket, 'message');
  socket.send(`40${LIVE_NAMESPACE},${JSON.stringify({ token: TEST_KEY })}`);
  await once(socket, 'message');
  const { _socket: connection } = socket as unknown as { _socket: Socket };
  const before = connection.bytesRead;
  socket.send(`42${LIVE_NAMESPACE},0${JSON.stringify(['subscribe', { storeId }])}`);
  const plain = await answerLength(socket);
  const onWire = connection.bytesRead - before;
  socket.terminate();
  return { onWire, plain };
}

/** The length of the acknowledgement, with the binary attachments that it announces. */
async function answerLength(socket: WebSocket): Promise<number> {
  const ack = new RegExp(`^4(?:3|6(\\d+)-)${LIVE_NAMESPACE},0\\[`);
  let attachments = -1;
  let length = 0;
  while (attachments !== 0) {
    const [data, isBinary] = (await once(socket, 'message')) as [Buffer, boolean];
    const head = isBinary ? null : ack.exec(data.subarray(0, 40).toString());
    if (head) attachments = Number(head[1] ?? 0);
    else if (isBinary) attachments -= 1;
    if (head || isBinary) length += data.length;
  }
  return length;
}
