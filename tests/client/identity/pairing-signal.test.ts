import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ScreenSignal, SHOWN_FOR_MS } from '../../../client/identity/pairing-signal.svelte.ts';
import { ScriptedServer } from '../../support/scripted-server.ts';
import { aPairing } from './builders.ts';

let server: ScriptedServer;
let reloads: number;
let signal: ScreenSignal;

beforeEach(() => {
  vi.useFakeTimers();
  reloads = 0;
  server = new ScriptedServer(() => ({ body: { name: 'Grill' } }));
  signal = new ScreenSignal(
    { pairing: aPairing({ name: 'Pass' }), fetch: server.fetch },
    { reload: () => void reloads++ },
  );
});

afterEach(() => void vi.useRealTimers());

test('a screen that is asked who it is shows the name that it has by now, for some seconds', async () => {
  const run = signal.run('identify');
  expect(signal.name).toBe('Pass');
  await run;
  expect(signal.name).toBe('Grill');
  await vi.advanceTimersByTimeAsync(SHOWN_FOR_MS);
  expect(signal.name).toBe(null);
});

test('a screen that is asked twice shows its name for the whole time again', async () => {
  await signal.run('identify');
  await vi.advanceTimersByTimeAsync(SHOWN_FOR_MS - 1_000);
  await signal.run('identify');
  await vi.advanceTimersByTimeAsync(SHOWN_FOR_MS - 1_000);
  expect(signal.name).toBe('Grill');
});

test('a screen whose server does not answer shows the name that it knows', async () => {
  server.reply = () => 'away';
  await signal.run('identify');
  expect(signal.name).toBe('Pass');
});

test('a screen loads itself again when it is told to', async () => {
  await signal.run('reload');
  expect(reloads).toBe(1);
});
