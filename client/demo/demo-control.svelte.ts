import type { DemoPaceInput, DemoShortage, DemoState } from '../../shared/demo.schema.ts';
import { serverTime, type ClockReading } from '../live/server-clock.ts';
import { causeShortage, readDemo, setPace, type Asked } from './demo-api.ts';

const ASK_EVERY_MS = 1_000;
const TICK_EVERY_MS = 250;

/** The demo as its control strip knows it, asked for once a second. */
export class DemoControl {
  #state = $state.raw<DemoState | null>(null);
  #problem = $state<string | null>(null);
  #shortage = $state.raw<DemoShortage | null>(null);
  #isBusy = $state(false);
  #reading: ClockReading | null = null;
  #nowMs = $state(0);

  get state(): DemoState | null {
    return this.#state;
  }

  /** Why the last request failed. */
  get problem(): string | null {
    return this.#problem;
  }

  /** What the button did last. */
  get shortage(): DemoShortage | null {
    return this.#shortage;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Time in the demo, moving between two answers. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Returns how to stop. */
  start(): () => void {
    const asking = setInterval(() => void this.#refresh(), ASK_EVERY_MS);
    const ticking = setInterval(() => this.#tick(), TICK_EVERY_MS);
    void this.#refresh();
    return () => {
      clearInterval(asking);
      clearInterval(ticking);
    };
  }

  async setPace(pace: DemoPaceInput): Promise<void> {
    this.#take(await setPace(pace));
  }

  async causeShortage(): Promise<void> {
    this.#isBusy = true;
    const asked = await causeShortage();
    this.#isBusy = false;
    this.#problem = 'problem' in asked ? asked.problem : null;
    this.#shortage = 'ok' in asked ? asked.ok : null;
  }

  async #refresh(): Promise<void> {
    this.#take(await readDemo());
  }

  #take(asked: Asked<DemoState>): void {
    this.#problem = 'problem' in asked ? asked.problem : null;
    if ('problem' in asked) return;
    const { now, rate } = asked.ok;
    this.#state = asked.ok;
    this.#reading = { serverMs: Date.parse(now), localMs: performance.now(), rate };
    this.#tick();
  }

  #tick(): void {
    if (this.#reading) this.#nowMs = serverTime(this.#reading, performance.now());
  }
}
