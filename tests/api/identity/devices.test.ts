import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import type { Device, PairingOffer, TokenAnswer } from '../../../shared/identity/device.schema.ts';
import { hashPassword } from '../../../server/identity/passwords.ts';
import { anIngredient } from '../../support/builders.ts';
import { openScreen } from '../../support/live-screen.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { anOwner, aPerson, someoneIn, type Known } from '../../support/principals.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

interface Place {
  app: TestApp;
  clock: ManualClock;
  storeId: string;
  manager: Known;
}

async function aPlace(): Promise<Place> {
  const clock = new ManualClock();
  const app = await startTestApp({ clock });
  const { id: storeId } = await app.createStore();
  return { app, clock, storeId, manager: await someoneIn(app, storeId, 'manager') };
}

async function offer({ app }: Place): Promise<PairingOffer> {
  return (await app.requestAs<PairingOffer>(undefined, 'POST', '/devices')).body;
}

function claim({ app, storeId, manager }: Place, code: string, by = manager) {
  return app.requestAs<Device & Problem>(by.headers, 'POST', '/devices/claim', {
    code,
    kind: 'wall',
    storeId,
    name: 'Pass',
  });
}

function tokenFor({ app }: Place, { deviceId, secret }: PairingOffer) {
  return app.requestAs<TokenAnswer & Problem>(undefined, 'POST', '/devices/token', { deviceId, secret });
}

describe('pairing a screen', () => {
  it('goes from a code on the screen, with the same two words on both sides, to a token of its store', async () => {
    const place = await aPlace();
    const screen = await offer(place);
    expect(screen.code).toMatch(/^[ACDEFGHJKMNPQRTWXY34679]{8}$/);
    expect((await tokenFor(place, screen)).status).toBe(409);

    const typed = `${screen.code.slice(0, 4).toLowerCase()}-${screen.code.slice(4)}`;
    const pending = await place.app.requestAs<{ words: string }>(
      place.manager.headers,
      'GET',
      `/devices/pending?code=${typed}`,
    );
    expect(pending.body.words).toBe(screen.words);
    expect((await claim(place, typed)).body).toMatchObject({
      kind: 'wall',
      name: 'Pass',
      storeId: place.storeId,
    });

    const { token, storeId } = (await tokenFor(place, screen)).body;
    expect(storeId).toBe(place.storeId);
    const mine = { authorization: `Bearer ${token}` };
    expect((await place.app.requestAs(mine, 'GET', `/stores/${place.storeId}/stock`)).status).toBe(200);
    expect(
      (await place.app.requestAs(mine, 'POST', `/stores/${place.storeId}/sales`, { sales: [] })).status,
    ).toBe(403);
  });

  it('lets one of two win who claim the same code at once', async () => {
    const place = await aPlace();
    const { code } = await offer(place);
    const others = await Promise.all([1, 2, 3].map(() => someoneIn(place.app, place.storeId, 'manager')));
    const answers = await Promise.all([place.manager, ...others].map((by) => claim(place, code, by)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
  });

  it('takes a code for ten minutes and once', async () => {
    const place = await aPlace();
    const late = await offer(place);
    place.clock.advance({ minutes: 10 });
    expect((await claim(place, late.code)).status).toBe(404);
    expect((await tokenFor(place, late)).status).toBe(401);
    const used = await offer(place);
    expect((await claim(place, used.code)).status).toBe(200);
    expect((await claim(place, used.code)).status).toBe(404);
  });

  it('stops whoever guesses codes', async () => {
    const place = await aPlace();
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) statuses.push((await claim(place, `AAAAAAA${'ACDEFGHJKMNP'[n]}`)).status);
    expect(statuses.slice(0, 10)).toEqual(Array<number>(10).fill(404));
    expect(statuses.slice(10)).toEqual([429, 429]);
  });

  it('is the business of whoever manages the screens of that store', async () => {
    const place = await aPlace();
    const { id: other } = await place.app.createStore({ name: 'Other' });
    const stranger = await someoneIn(place.app, other, 'manager');
    const { code } = await offer(place);
    expect((await claim(place, code, stranger)).status).toBe(403);
    expect((await claim(place, code, await someoneIn(place.app, place.storeId, 'staff'))).status).toBe(403);
  });

  it('refuses a token to whoever does not know the secret', async () => {
    const place = await aPlace();
    const screen = await offer(place);
    await claim(place, screen.code);
    expect((await tokenFor(place, { ...screen, secret: `${screen.secret}x` })).status).toBe(401);
  });
});

describe('a paired screen', () => {
  async function paired(place: Place): Promise<{ screen: PairingOffer; token: string }> {
    const screen = await offer(place);
    await claim(place, screen.code);
    return { screen, token: (await tokenFor(place, screen)).body.token };
  }

  it('that was off for a month gets a new token with its secret', async () => {
    const place = await aPlace();
    const { screen, token } = await paired(place);
    place.clock.advance({ hours: 24 * 31 });
    expect(
      (
        await place.app.requestAs(
          { authorization: `Bearer ${token}` },
          'GET',
          `/stores/${place.storeId}/stock`,
        )
      ).status,
    ).toBe(401);
    expect((await tokenFor(place, screen)).status).toBe(200);
  });

  it('follows its own store, and no other', async () => {
    const place = await aPlace();
    const { token } = await paired(place);
    const { id: other } = await place.app.createStore({ name: 'Other' });
    const socket = await openScreen(await place.app.url(), token);
    expect(await socket.subscribe({ storeId: other })).toMatchObject({ error: { code: 'forbidden' } });
    expect(await socket.subscribe({ storeId: place.storeId })).toMatchObject({ mode: 'snapshot' });
  });

  it('is dropped the moment it is revoked, in every process, and cannot come back', async () => {
    const place = await aPlace();
    const { screen, token } = await paired(place);
    const second = await startTestApp({ clock: place.clock, database: place.app.database });
    const socket = await openScreen(await second.url(), token);
    const dropped = new Promise((resolve) => socket.socket.once('disconnect', resolve));
    await place.app.url();
    expect(
      (await place.app.requestAs(place.manager.headers, 'DELETE', `/devices/${screen.deviceId}`)).status,
    ).toBe(204);
    await dropped;
    await expect(openScreen(await second.url(), token)).rejects.toMatchObject({
      data: { code: 'unauthenticated' },
    });
    expect((await tokenFor(place, screen)).status).toBe(401);
  });

  it('shows its name when asked, and is listed with what is known of it', async () => {
    const place = await aPlace();
    const { screen, token } = await paired(place);
    const { socket } = await openScreen(await place.app.url(), token);
    const told = new Promise((resolve) => socket.once('screen', resolve));
    const command = (body: object) =>
      place.app.requestAs(place.manager.headers, 'POST', `/devices/${screen.deviceId}/command`, body);
    expect((await command({ command: 'identify' })).status).toBe(202);
    expect(await told).toEqual({ command: 'identify' });
    expect((await command({ command: 'explode' })).status).toBe(422);
    const { body } = await place.app.requestAs<{ items: Device[] }>(place.manager.headers, 'GET', '/devices');
    expect(body.items).toMatchObject([{ id: screen.deviceId, name: 'Pass', connected: true }]);
  });

  it('speaks what a manager says: at once, and whenever it comes back', async () => {
    const place = await aPlace();
    const { screen, token } = await paired(place);
    const open = async () => openScreen(await place.app.url(), token);
    const first = await open();
    await first.until(() => first.languages.length > 0);
    expect(first.languages).toEqual([null]);
    const change = (language: string | null) =>
      place.app.requestAs(place.manager.headers, 'PATCH', `/devices/${screen.deviceId}`, { language });
    expect((await change('tlh')).status).toBe(422);
    expect((await change('de')).body).toMatchObject({ name: 'Pass', language: 'de' });
    await first.until(() => first.languages.length > 1);
    expect(first.languages).toEqual([null, 'de']);
    const second = await open();
    await second.until(() => second.languages.length > 0);
    expect(second.languages).toEqual(['de']);
  });

  it('moves to another store only by somebody who manages both, and comes back there', async () => {
    const place = await aPlace();
    const { screen, token } = await paired(place);
    const { id: other } = await place.app.createStore({ name: 'Other' });
    const move = (by: Known) =>
      place.app.requestAs(by.headers, 'PATCH', `/devices/${screen.deviceId}`, { storeId: other });
    expect((await move(place.manager)).status).toBe(403);
    expect((await move(await anOwner(place.app))).status).toBe(200);
    const mine = { authorization: `Bearer ${token}` };
    expect((await place.app.requestAs(mine, 'GET', `/stores/${other}/stock`)).status).toBe(200);
    expect((await place.app.requestAs(mine, 'GET', `/stores/${place.storeId}/stock`)).status).toBe(403);
  });
});

describe('a store that does not exist', () => {
  it('gets no screen, and that is said', async () => {
    const place = await aPlace();
    const owner = await anOwner(place.app);
    const nowhere = '019c8a4e-0000-7000-8000-000000000000';
    const { code } = await offer(place);
    expect((await claim({ ...place, storeId: nowhere }, code, owner)).status).toBe(404);
    const { body } = await claim(place, code);
    const move = { storeId: nowhere };
    expect((await place.app.requestAs(owner.headers, 'PATCH', `/devices/${body.id}`, move)).status).toBe(404);
  });
});

describe('a PIN', () => {
  const PIN = '739164';

  async function aTablet(): Promise<
    Place & { tablet: { authorization: string }; personId: string; itemId: string }
  > {
    const place = await aPlace();
    const { id: itemId } = await place.app.createItem(anIngredient('SALT'));
    const screen = await offer(place);
    const { app, storeId, manager } = place;
    await app.requestAs(manager.headers, 'POST', '/devices/claim', {
      code: screen.code,
      kind: 'tablet',
      storeId,
      name: 'Line',
    });
    const { token } = (await tokenFor(place, screen)).body;
    const { id: personId } = await aPerson(app, {
      name: 'Jo',
      email: null,
      pinHash: await hashPassword(PIN),
      roles: [{ storeId, role: 'staff' }],
    });
    return { ...place, tablet: { authorization: `Bearer ${token}` }, personId, itemId };
  }

  it('opens what staff do on a tablet, under the name of the person', async () => {
    const { app, storeId, tablet, personId, itemId } = await aTablet();
    const path = `/stores/${storeId}/items/${itemId}/availability`;
    expect((await app.requestAs(tablet, 'PUT', path, { state: 'unavailable' })).status).toBe(403);
    expect((await app.requestAs(tablet, 'GET', '/auth/people')).body).toEqual({
      items: [{ id: personId, name: 'Jo' }],
    });
    const { body } = await app.requestAs<{ token: string }>(tablet, 'POST', '/auth/pin', {
      personId,
      pin: PIN,
    });
    const jo = { authorization: `Bearer ${body.token}` };
    expect((await app.requestAs(jo, 'PUT', path, { state: 'unavailable' })).body).toMatchObject({
      availability: { by: 'Jo' },
    });
    expect((await app.requestAs(jo, 'GET', '/people')).status).toBe(403);
  });

  it('works neither on a wall, nor any longer on a tablet that becomes one', async () => {
    const { app, manager, tablet, personId } = await aTablet();
    const tryPin = () =>
      app.requestAs<{ token: string }>(tablet, 'POST', '/auth/pin', { personId, pin: PIN });
    const jo = { authorization: `Bearer ${(await tryPin()).body.token}` };
    const { body } = await app.requestAs<{ items: Device[] }>(manager.headers, 'GET', '/devices');
    const path = `/devices/${body.items[0]!.id}`;
    expect((await app.requestAs(manager.headers, 'PATCH', path, { kind: 'wall' })).status).toBe(200);
    expect((await tryPin()).status).toBe(403);
    expect((await app.requestAs(tablet, 'GET', '/auth/people')).status).toBe(403);
    expect((await app.requestAs(jo, 'GET', '/auth/me')).status).toBe(401);
  });

  it('is locked after five wrong tries, and works nowhere but on a tablet of the store', async () => {
    const { app, storeId, tablet, personId } = await aTablet();
    const tryPin = (headers: Record<string, string>, pin: string) =>
      app.requestAs(headers, 'POST', '/auth/pin', { personId, pin });
    expect((await tryPin((await anOwner(app)).headers, PIN)).status).toBe(403);
    const { id: other } = await app.createStore({ name: 'Other' });
    const stranger = await aPerson(app, {
      pinHash: await hashPassword(PIN),
      roles: [{ storeId: other, role: 'staff' }],
    });
    expect(
      (await app.requestAs(tablet, 'POST', '/auth/pin', { personId: stranger.id, pin: PIN })).status,
    ).toBe(401);
    for (let n = 0; n < 5; n++) expect((await tryPin(tablet, '000001')).status).toBe(401);
    expect((await tryPin(tablet, PIN)).status).toBe(429);
    expect(storeId).not.toBe(other);
  });
});
