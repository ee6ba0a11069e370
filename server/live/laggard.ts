const MAX_WAITING_PACKETS = 500;
const MAX_WAITING_BYTES = 1_000_000;

/** The parts of an Engine.IO connection that tell what is waiting to be sent. */
interface Connection {
  writeBuffer?: readonly { data?: unknown }[];
  transport?: { socket?: { bufferedAmount?: number } };
}

/** Whether a client reads more slowly than it is written to. Socket.IO itself would buffer without end. */
export function isLagging(connection: unknown): boolean {
  const { writeBuffer = [], transport } = connection as Connection;
  return (
    writeBuffer.length > MAX_WAITING_PACKETS ||
    waitingBytes(writeBuffer) + (transport?.socket?.bufferedAmount ?? 0) > MAX_WAITING_BYTES
  );
}

function waitingBytes(packets: readonly { data?: unknown }[]): number {
  return packets.reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), 0);
}
