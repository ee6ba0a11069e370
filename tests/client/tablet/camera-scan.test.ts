import { expect, it } from 'vitest';
import { CameraScan, type CameraEdges } from '../../../client/tablet/camera-scan.svelte.ts';
import { settled } from './builders.ts';

interface Scene extends CameraEdges {
  codes: (string | null)[];
  told: string[];
  stopped: number;
  /** Looks at the next picture, some time later. */
  look: (afterMs: number) => Promise<void>;
  video: HTMLVideoElement;
}

function aScene(over: Partial<CameraEdges> = {}): Scene {
  let next: (() => void) | undefined;
  let nowMs = 0;
  const track = { stop: () => scene.stopped++ };
  const stream = { getTracks: () => [track] } as unknown as MediaStream;
  const scene: Scene = {
    ...{ codes: [], told: [], stopped: 0 },
    devices: { getUserMedia: async () => stream },
    openReader: async () => ({ read: async () => scene.codes.shift() ?? null }),
    found: (code) => void scene.told.push(code),
    later: (look) => (next = look),
    nowMs: () => nowMs,
    look: async (afterMs) => {
      nowMs += afterMs;
      next?.();
      await settled();
    },
    video: { play: async () => undefined } as unknown as HTMLVideoElement,
    ...over,
  };
  return scene;
}

it('a code is told once while its box is before the camera, and again when it comes back', async () => {
  const scene = aScene();
  const scan = new CameraScan(scene);
  await scan.start(scene.video);
  scene.codes = ['900', '900', null, '900', '901', '900'];
  for (const afterMs of [0, 100, 100, 100, 100, 5000]) await scene.look(afterMs);
  expect([scene.told, scan.isLooking]).toEqual([['900', '901', '900'], true]);
  scene.codes = ['902'];
  scan.stop();
  await scene.look(100);
  expect([scene.told.length, scene.stopped, scan.isLooking]).toEqual([3, 1, false]);
});

it('what stands in the way of the camera is said, and a camera that comes too late is let go again', async () => {
  const failing = (name: string) => ({
    getUserMedia: async () => {
      throw new DOMException('', name);
    },
  });
  const cases: [Partial<CameraEdges>, string][] = [
    [{ devices: undefined }, 'insecure'],
    [{ devices: failing('NotAllowedError') }, 'forbidden'],
    [{ devices: failing('NotFoundError') }, 'none'],
    [{ devices: failing('NotReadableError') }, 'busy'],
    [{ openReader: () => Promise.reject(new TypeError('Failed to fetch')) }, 'no-reader'],
  ];
  for (const [edges, problem] of cases) {
    const scene = aScene(edges);
    const scan = new CameraScan(scene);
    await scan.start(scene.video);
    expect([scan.problem, scan.isLooking]).toEqual([problem, false]);
  }
  const scene = aScene();
  const scan = new CameraScan(scene);
  const started = scan.start(scene.video);
  scan.stop();
  await started;
  expect([scene.stopped, scan.isLooking]).toEqual([1, false]);
});
