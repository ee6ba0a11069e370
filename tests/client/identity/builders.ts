import type { TokenAnswer } from '../../../shared/identity/device.schema.ts';
import type { Offer, Pairing } from '../../../client/identity/pairing.ts';

export const NOW = Date.parse('2026-11-24T10:00:00Z');
const DAY_MS = 24 * 60 * 60_000;

export function aToken(over: Partial<TokenAnswer> = {}): TokenAnswer {
  const place = { kind: 'wall' as const, storeId: 'store-1', name: 'Pass' };
  return { token: 'token-1', expiresAt: new Date(NOW + 7 * DAY_MS).toISOString(), ...place, ...over };
}

export function aPairing(over: Partial<Pairing> = {}): Pairing {
  return { ...aToken(), deviceId: 'device-1', secret: 'secret-1', ...over };
}

export function anOffer(over: Partial<Offer> = {}): Offer {
  const words = { code: 'ACDEFGHJ', words: 'basil walnut', expiresAt: new Date(NOW + 600_000).toISOString() };
  return { deviceId: 'device-1', secret: 'secret-1', ...words, until: NOW + 600_000, ...over };
}
