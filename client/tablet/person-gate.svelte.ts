import type { PinAnswer, ShiftPerson } from '../../shared/identity/person.schema.ts';
import { callApi, type Fetch } from '../identity/api.ts';
import type { ScreenCredentials } from '../identity/pairing-credentials.ts';
import { clockNow } from '../ui/clock.svelte.ts';
import type { ActionStorage } from './action-storage.ts';
import { DEFAULT_LOCK_MINUTES, isIdle, type Touch } from './person-lock.ts';
import { Shifts, type Shift } from './person-shifts.ts';

export interface GateOptions {
  /** How the tablet proves which one it is. One that a signed-in person opened asks nobody for a PIN. */
  screen: Pick<ScreenCredentials, 'fetch' | 'fetchOnce'> | null;
  storage: ActionStorage;
  isLive: () => boolean;
  /** Estimated server time in ms. */
  now: () => number;
  /** Whether something that this person did is still to be sent. */
  waitsFor: (personId: string) => boolean;
  fetch?: Fetch;
}

/** The question who it is; `deed` goes on with the answer. */
interface Asking {
  deed: (() => void) | null;
}

const REFRESH_EVERY_TICKS = 300;
const TIDY_EVERY_TICKS = 30;

/** Who is working on this tablet. Everybody may look; changing something takes a person, in a store where people have PINs. */
export class PersonGate {
  readonly #options: GateOptions;
  readonly #shifts: Shifts;
  #people = $state.raw<readonly ShiftPerson[]>([]);
  #working = $state.raw<ShiftPerson | null>(null);
  #asking = $state.raw<Asking | null>(null);
  #lockMinutes = $state(DEFAULT_LOCK_MINUTES);
  #touched = thisMoment();
  #ticks = 0;

  constructor(options: GateOptions) {
    const { storage, screen, fetch } = options;
    this.#options = options;
    this.#shifts = new Shifts(storage, fetch);
    if (screen) this.#people = storage.load<ShiftPerson[]>('people') ?? [];
    this.#lockMinutes = storage.load<number>('lock-minutes') ?? DEFAULT_LOCK_MINUTES;
  }

  /** Whether changes take a person here. */
  get isNeeded(): boolean {
    return this.#people.length > 0;
  }

  get people(): readonly ShiftPerson[] {
    return this.#people;
  }

  get working(): ShiftPerson | null {
    return this.#working;
  }

  /** Whether the question who it is stands on the screen; `forDeed`: something waits for the answer. */
  get asking(): { forDeed: boolean } | null {
    return this.#asking && { forDeed: this.#asking.deed !== null };
  }

  get lockMinutes(): number {
    return this.#lockMinutes;
  }

  set lockMinutes(minutes: number) {
    this.#lockMinutes = minutes;
    this.#options.storage.save('lock-minutes', minutes);
  }

  /** Does it as whoever is working; where nobody is, asks who it is first. */
  asSomebody(deed: () => void): void {
    if (!this.isNeeded || this.#isSomebodyHere()) deed();
    else this.#ask({ deed });
  }

  /** Asks who it is, for the person to change. */
  change(): void {
    this.#ask({ deed: null });
  }

  cancel(): void {
    this.#asking = null;
  }

  /** @throws ApiProblem `unauthenticated` for a wrong PIN; `rate-limited`; `unreachable` */
  async enter(personId: string, pin: string): Promise<void> {
    const { screen } = this.#options;
    if (!screen) return;
    const asking = this.#asking;
    const shift = await callApi<PinAnswer>(
      'POST',
      '/auth/pin',
      { personId, pin },
      { fetch: screen.fetchOnce },
    );
    this.#shifts.add(shift);
    // Closed before the answer came: nobody is there to go on.
    if (this.#asking === asking) {
      this.#working = shift.person;
      this.#asking = null;
      this.touch();
      asking?.deed?.();
    }
    this.#tidy();
  }

  lock(): void {
    this.#working = null;
    this.#tidy();
  }

  /** Somebody touched the tablet. */
  touch(): void {
    this.#touched = thisMoment();
  }

  /** Once a second. Without a connection nobody could unlock it again, so it stays open until there is one. */
  tick(): void {
    if (this.#working && this.#options.isLive() && isIdle(this.#touched, thisMoment(), this.#lockMinutes))
      this.lock();
    this.#ticks++;
    if (this.#ticks % TIDY_EVERY_TICKS === 0) this.#tidy();
    if (this.#ticks % REFRESH_EVERY_TICKS === 0) void this.refresh();
  }

  /** The session in which to send what this person did. */
  shiftOf(personId: string): Shift | undefined {
    return this.#shifts.find(personId);
  }

  /** The server does not know this session any more. */
  ended(shift: Shift): void {
    this.#shifts.drop(shift);
    if (this.#working?.id === shift.person.id && !this.shiftOf(shift.person.id)) this.lock();
  }

  /** Asks who has a PIN here. What was known stays when there is no answer. */
  async refresh(): Promise<void> {
    const { screen, storage } = this.#options;
    if (!screen) return;
    const answer = await callApi<{ items: ShiftPerson[] }>('GET', '/auth/people', undefined, {
      fetch: screen.fetch,
    }).catch(() => null);
    if (!answer) return;
    this.#people = answer.items;
    storage.save('people', answer.items);
    const working = this.#working;
    if (working && !answer.items.some(({ id }) => id === working.id)) this.lock();
  }

  #ask(asking: Asking): void {
    this.#asking = asking;
    void this.refresh();
  }

  #isSomebodyHere(): boolean {
    const shift = this.#working && this.shiftOf(this.#working.id);
    if (shift && Date.parse(shift.expiresAt) > this.#options.now()) return true;
    this.#working = null;
    return false;
  }

  #tidy(): void {
    const { waitsFor } = this.#options;
    void this.#shifts.endUnneeded((personId) => personId === this.#working?.id || waitsFor(personId));
  }
}

function thisMoment(): Touch {
  return { monotonicMs: performance.now(), wallMs: clockNow() };
}
