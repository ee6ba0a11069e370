import { uuidv7 } from 'uuidv7';
import type {
  ClaimInput,
  Device,
  DevicePatch,
  PairingOffer,
  TokenAnswer,
  TokenInput,
} from '../../shared/identity/device.schema.ts';
import type { Language } from '../../shared/language.ts';
import { stretched } from '../platform/clock.ts';
import type { Queryable } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { storesWith, permitsInStore, type Principal } from './access.ts';
import { recordAudit } from './audit.service.ts';
import {
  claimOffer,
  findDeviceSecret,
  findOffer,
  getDevice,
  insertDeviceToken,
  insertOffer,
  listDevices,
  markDeviceRevoked,
  markDeviceSeen,
  updateDevice,
  type DeviceRow,
} from './devices.store.ts';
import type { IdentityContext } from '../platform/context.ts';
import { guardedOffer, guardedPairing } from './lockout.ts';
import { countAsTry, tryOnce } from './lockouts.service.ts';
import { CODE_LIFETIME_MS, newCode, newWords, normaliseCode } from './pairing-code.ts';
import { endSessions } from './sessions.store.ts';
import { getStoreById } from './stores.service.ts';
import { hashOf, matches, newToken } from './tokens.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A screen asks for a new one well before; one that was off for longer has its secret. */
const TOKEN_LIFETIME_MS = 7 * DAY_MS;
const TOKEN_OVERLAP_MS = 5 * 60_000;

/** What a screen shows that belongs to nobody yet. @throws AppError `rate-limited` */
export async function offerPairing(ctx: IdentityContext, address: string): Promise<PairingOffer> {
  await countAsTry(ctx, guardedOffer(address));
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + stretched(ctx.clock, CODE_LIFETIME_MS));
  const deviceId = uuidv7();
  const secret = newToken('screen');
  const words = newWords();
  for (;;) {
    const code = newCode();
    const offer = { id: deviceId, secretHash: hashOf(secret), words, code, expiresAt };
    if (await ctx.db.transaction().execute((trx) => insertOffer(trx, offer, now)))
      return { deviceId, code, secret, words, expiresAt: expiresAt.toISOString() };
  }
}

/** The words on the screen that shows this code. @throws AppError `not-found`; `rate-limited` after guesses */
export function findPendingScreen(
  ctx: IdentityContext,
  caller: Principal,
  typed: string,
): Promise<{ words: string; expiresAt: string }> {
  return tryOnce(
    ctx,
    [guardedPairing(caller.id)],
    async () => {
      const offer = await findOffer(ctx.db, normaliseCode(typed), ctx.clock.now());
      return offer ? { words: offer.words, expiresAt: offer.expiresAt.toISOString() } : null;
    },
    noSuchCode(),
  );
}

/** Gives the screen that shows this code a store, a face and a name. Errors as in {@link findPendingScreen}; `forbidden` */
export async function claimScreen(
  ctx: IdentityContext,
  caller: Principal,
  { code, kind, storeId, name, language = null }: ClaimInput,
): Promise<DeviceRow> {
  await refuseOtherStore(ctx.db, caller, storeId);
  return tryOnce(
    ctx,
    [guardedPairing(caller.id)],
    () =>
      ctx.db.transaction().execute(async (trx) => {
        const by = caller.kind === 'person' ? caller.id : null;
        const id = await claimOffer(
          trx,
          { code: normaliseCode(code), kind, storeId, name, language, by },
          ctx.clock.now(),
        );
        if (id === undefined) return null;
        await recordAudit(trx, ctx, {
          storeId,
          action: 'screen.pair',
          entity: { id, name },
          after: { kind, name, ...(language && { language }) },
        });
        return getDevice(trx, id);
      }),
    noSuchCode(),
  );
}

/**
 * A token for a screen that knows its secret. @throws AppError `conflict` while nobody has paired it; `unauthenticated`
 * when its code ran out, it was revoked, or the secret is not its own
 */
export async function issueScreenToken(
  ctx: IdentityContext,
  { deviceId, secret }: TokenInput,
): Promise<TokenAnswer> {
  const known = await findDeviceSecret(ctx.db, deviceId, ctx.clock.now());
  if (!known || known.gone || !matches(secret, known.secretHash))
    throw new AppError('unauthenticated', 'This screen is not known any more; pair it again.');
  if (!known.claimed) throw new AppError('conflict', 'Nobody has paired this screen yet.');
  const token = newToken('screen');
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + stretched(ctx.clock, TOKEN_LIFETIME_MS));
  return ctx.db.transaction().execute(async (trx) => {
    await insertDeviceToken(
      trx,
      deviceId,
      hashOf(token),
      now,
      expiresAt,
      new Date(now.getTime() + TOKEN_OVERLAP_MS),
    );
    const { kind, storeId, name } = await getDevice(trx, deviceId);
    return { token, expiresAt: expiresAt.toISOString(), kind, storeId, name };
  });
}

/** What this process knows of its connected screens. */
export interface Presence {
  isConnected: (deviceId: string) => boolean;
  build: string;
}

/** The screens of the stores in which the caller manages them. */
export async function findScreens(db: Queryable, caller: Principal, presence: Presence): Promise<Device[]> {
  return (await listDevices(db, storesWith(caller, 'screens:write'))).map((row) => toDevice(row, presence));
}

/** Renames a screen, gives it another face or language, or moves it to another store. @throws AppError `not-found`; `forbidden` */
export async function changeScreen(
  ctx: IdentityContext,
  caller: Principal,
  deviceId: string,
  patch: DevicePatch,
): Promise<DeviceRow> {
  const { before, after } = await ctx.db.transaction().execute(async (trx) => {
    const before = await getManaged(trx, caller, deviceId);
    const after = { ...before, ...patch };
    await refuseOtherStore(trx, caller, after.storeId);
    await updateDevice(trx, after);
    // Whoever took it over with a PIN did so in another place, or on what is no tablet any more.
    if (isElsewhere(before, after)) await endSessions(trx, { deviceId }, ctx.clock.now());
    const states = { before: auditOf(before), after: auditOf(after) };
    for (const storeId of new Set([before.storeId, after.storeId])) {
      await recordAudit(trx, ctx, { storeId, action: 'screen.change', entity: after, ...states });
    }
    return { before, after };
  });
  // It comes back at once, and learns then where it belongs.
  if (isElsewhere(before, after)) ctx.revoked(`device:${deviceId}`);
  return after;
}

/** @throws AppError `not-found`; `forbidden` */
export async function revokeScreen(ctx: IdentityContext, caller: Principal, deviceId: string): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const device = await getManaged(trx, caller, deviceId);
    await markDeviceRevoked(trx, deviceId, ctx.clock.now());
    await endSessions(trx, { deviceId }, ctx.clock.now());
    await recordAudit(trx, ctx, {
      storeId: device.storeId,
      action: 'screen.revoke',
      entity: device,
      before: auditOf(device),
    });
  });
  ctx.revoked(`device:${deviceId}`);
}

function isElsewhere(before: DeviceRow, after: DeviceRow): boolean {
  return before.storeId !== after.storeId || before.kind !== after.kind;
}

async function refuseOtherStore(db: Queryable, caller: Principal, storeId: string): Promise<void> {
  if (!permitsInStore(caller, 'screens:write', storeId))
    throw new AppError('forbidden', 'You do not manage the screens of that store.');
  await getStoreById(db, storeId);
}

/** A tablet by which somebody asks who may take it over. @throws AppError `forbidden` for anything else */
export async function getTablet(db: Queryable, { deviceId }: Principal): Promise<DeviceRow> {
  const device = deviceId === null ? undefined : await getDevice(db, deviceId);
  if (device?.kind !== 'tablet') throw new AppError('forbidden', 'A PIN works on a paired tablet only.');
  return device;
}

/** A screen that the caller may command. @throws AppError `not-found`; `forbidden` */
export async function getManaged(db: Queryable, caller: Principal, deviceId: string): Promise<DeviceRow> {
  const device = await getDevice(db, deviceId);
  if (permitsInStore(caller, 'screens:write', device.storeId)) return device;
  throw new AppError('forbidden', 'You do not manage the screens of this store.');
}

/** Notes that a screen is there, and which build of the pages it runs. Returns what it is to speak. */
export function noteScreenSeen(
  ctx: IdentityContext,
  deviceId: string,
  build: string | null,
): Promise<Language | null> {
  return markDeviceSeen(ctx.db, deviceId, build, ctx.clock.now());
}

function noSuchCode(): AppError {
  return new AppError(
    'not-found',
    'No screen shows this code now. Codes change every ten minutes; look at the screen again.',
  );
}

function auditOf({ name, kind, storeId, language }: DeviceRow): object {
  return { name, kind, storeId, language };
}

export function toDevice(
  { id, name, kind, storeId, language, claimedAt, lastSeenAt, build }: DeviceRow,
  presence: Presence,
): Device {
  return {
    ...{ id, name, kind, storeId, language },
    claimedAt: claimedAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    connected: presence.isConnected(id),
    current: build === null ? null : build === presence.build,
  };
}
