import type { PairingOffer, TokenAnswer } from '../../shared/identity/device.schema.ts';
import type { KeyValues } from '../ui/browser-storage.ts';

/** What a paired screen keeps. The secret outlives every token: with it a screen that was off for a month gets a new one. */
export interface Pairing extends TokenAnswer {
  deviceId: string;
  secret: string;
}

/** A code on its way to being typed by a manager; `until` is when this screen shows another one, on its own clock. */
export interface Offer extends PairingOffer {
  until: number;
}

/** How a screen proves that it is the one that a code or a name belongs to. */
export type ScreenKeys = Pick<Pairing, 'deviceId' | 'secret'>;

/** Under this name the pairing is in the browser's storage. */
export const PAIRING_KEY = 'larder.pairing';
const OFFER_KEY = 'larder.pairing-offer';

/** What a screen keeps over reloads and power cuts. Every read asks the disk, so that two tabs are one screen. */
export class PairingMemory {
  readonly #storage: KeyValues | null;

  constructor(storage: KeyValues | null) {
    this.#storage = storage;
  }

  /** Whether this browser keeps anything; a screen that forgets cannot be paired. */
  get works(): boolean {
    const probe = `${OFFER_KEY}-probe`;
    const kept = this.#write(probe, true) && this.#read(probe) !== null;
    this.#drop(probe);
    return kept;
  }

  get pairing(): Pairing | null {
    const kept = this.#read(PAIRING_KEY) as Partial<Pairing> | null;
    const isWhole = kept?.deviceId && kept.secret && kept.token && kept.storeId && kept.kind;
    return isWhole ? (kept as Pairing) : null;
  }

  set pairing(pairing: Pairing | null) {
    if (pairing) this.#write(PAIRING_KEY, pairing);
    else this.#drop(PAIRING_KEY);
  }

  get offer(): Offer | null {
    const kept = this.#read(OFFER_KEY) as Partial<Offer> | null;
    const isWhole = kept?.deviceId && kept.secret && kept.code && kept.words && kept.until;
    return isWhole ? (kept as Offer) : null;
  }

  set offer(offer: Offer | null) {
    if (offer) this.#write(OFFER_KEY, offer);
    else this.#drop(OFFER_KEY);
  }

  #read(key: string): unknown {
    try {
      return JSON.parse(this.#storage?.getItem(key) ?? 'null');
    } catch {
      return null;
    }
  }

  #write(key: string, value: unknown): boolean {
    try {
      this.#storage?.setItem(key, JSON.stringify(value));
      return this.#storage !== null;
    } catch {
      return false;
    }
  }

  #drop(key: string): void {
    try {
      this.#storage?.removeItem(key);
    } catch {
      // A browser that lets nobody drop anything kept nothing either.
    }
  }
}
