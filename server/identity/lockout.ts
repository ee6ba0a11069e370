const MINUTE_MS = 60_000;
const FIRST_DELAY_MS = MINUTE_MS;
const LONGEST_DELAY_MS = 60 * MINUTE_MS;
/** Failures are forgotten this long after the last one. */
export const FORGET_AFTER_MS = 24 * 60 * MINUTE_MS;

/** What guesses are counted on, and how many cost nothing. */
export interface Guarded {
  subject: string;
  free: number;
  /** A success wipes the slate; otherwise it only takes its own try back. */
  ownedByCaller: boolean;
}

export const guardedAccount = (email: string): Guarded => ({
  subject: `account ${email.toLowerCase()}`,
  free: 5,
  ownedByCaller: true,
});
/** A kitchen, or a whole office, comes from one address. */
export const guardedAddress = (address: string): Guarded => ({
  subject: `address ${address}`,
  free: 50,
  ownedByCaller: false,
});
export const guardedPin = (deviceId: string, personId: string): Guarded => ({
  subject: `pin ${deviceId} ${personId}`,
  free: 5,
  ownedByCaller: true,
});
export const guardedDevice = (deviceId: string): Guarded => ({
  subject: `device ${deviceId}`,
  free: 15,
  ownedByCaller: false,
});
export const guardedPairing = (personId: string): Guarded => ({
  subject: `pairing ${personId}`,
  free: 10,
  ownedByCaller: true,
});
export const guardedConfirmation = (personId: string): Guarded => ({
  subject: `confirm ${personId}`,
  free: 5,
  ownedByCaller: true,
});

/** Every request is an e-mail to somebody, so each one counts. */
export const guardedReset = (address: string): Guarded => ({
  subject: `reset ${address}`,
  free: 10,
  ownedByCaller: false,
});
/** Unpaired screens, which nobody has vouched for. */
export const guardedOffer = (address: string): Guarded => ({
  subject: `offer ${address}`,
  free: 60,
  ownedByCaller: false,
});

/** How long nothing more may be tried after so many failures: a minute after the last free one, doubling up to an hour. */
export function delayAfter(failures: number, free: number): number {
  if (failures < free) return 0;
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures - free, 16));
}
