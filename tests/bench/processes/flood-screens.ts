import { WebSocket } from 'ws';
import type { Change } from '../../../shared/live/change.ts';
import { answer } from '../child.ts';
import { Progress, type ScreensStart } from '../progress.ts';

const progress = new Progress();

async function connect({ url, count }: Omit<ScreensStart, 'storeId'>): Promise<void> {
  for (let first = 0; first < count; first += 50) {
    await Promise.all(
      Array.from({ length: Math.min(50, count - first) }, (_, index) => open(url, first + index)),
    );
  }
}

function open(url: string, screen: number): Promise<void> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  progress.jump(screen, 0);
  socket.on('message', (data: Buffer) => {
    const { seq } = JSON.parse(data.toString()) as Change;
    progress.advance(screen, seq, seq);
  });
  socket.on('close', () => progress.cut());
  return new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
}

const verbs = { connect, report: () => progress.report(), reach: (seq: number) => progress.reach(seq) };

export type FloodScreensVerbs = typeof verbs;
answer(verbs);
