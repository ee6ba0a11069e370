import type { Agenda } from '../agenda.ts';
import type { DemoClock } from '../clock.ts';
import { later, MINUTE_MS } from '../house.ts';
import type { LiveKitchen } from './live-kitchen.ts';

/** Only at night does nothing happen for so long, and nobody wants to watch that. */
const DULL_MINUTES = 45;
/** A leap ends so long before something happens. */
const BEFORE_MINUTES = 1;

export interface ServiceOptions {
  agenda: Agenda;
  kitchen: LiveKitchen;
  clock: DemoClock;
  signal: AbortSignal;
  /** Told what went wrong; the service goes on, as a restaurant does. */
  onError: (error: unknown) => void;
}

/** Lets everything on the agenda happen when the clock says so, until it is told to stop. The nights are left out. */
export async function playService({
  agenda,
  kitchen,
  clock,
  signal,
  onError,
}: ServiceOptions): Promise<void> {
  for (let at = agenda.nextAt; at !== undefined; at = agenda.nextAt) {
    if (at.getTime() - clock.now().getTime() > DULL_MINUTES * MINUTE_MS)
      clock.jumpTo(later(at, -BEFORE_MINUTES));
    await clock.until(at, signal);
    if (signal.aborted) return;
    try {
      await kitchen.look();
      await agenda.take()?.act(kitchen);
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
  }
}
