import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import type { Invitation, Me, Person } from '../../../shared/identity/person.schema.ts';
import { openScreen } from '../../support/live-screen.ts';
import { tokenIn } from '../../support/mailbox.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { anOwner, aPerson, aScreen, someoneIn, type Known } from '../../support/principals.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const PASSWORD = 'seven-lemons-a-day';
const PIN = '739164';
const NOWHERE = '019c8a4e-0000-7000-8000-000000000000';

interface Added extends Problem {
  person: Person;
  invitation?: Invitation;
}

interface Place {
  app: TestApp;
  clock: ManualClock;
  storeId: string;
  otherId: string;
  owner: Known;
  manager: Known;
}

/** Two stores; the manager has the first. Without a mail server links are answered to whoever asked for them. */
async function aPlace(): Promise<Place> {
  const clock = new ManualClock();
  const app = await startTestApp({ clock });
  const { id: storeId } = await app.createStore();
  const { id: otherId } = await app.createStore({ name: 'Other' });
  const owner = await anOwner(app);
  return { app, clock, storeId, otherId, owner, manager: await someoneIn(app, storeId, 'manager') };
}

function add({ app }: Place, by: Known, input: object) {
  return app.requestAs<Added>(by.headers, 'POST', '/people', input);
}

function change({ app }: Place, by: Known, personId: string, patch: object) {
  return app.requestAs<Person & Problem>(by.headers, 'PATCH', `/people/${personId}`, patch);
}

function remove({ app }: Place, by: Known, personId: string) {
  return app.requestAs<Problem>(by.headers, 'DELETE', `/people/${personId}`);
}

function invite({ app }: Place, by: Known, personId: string) {
  return app.requestAs<Invitation & Problem>(by.headers, 'POST', `/people/${personId}/invite`, {});
}

function redeem({ app }: Place, link: string | undefined, password = PASSWORD) {
  return app.requestAs<Me & Problem>(undefined, 'POST', '/auth/link/redeem', {
    token: tokenIn(link),
    password,
  });
}

describe('adding a person', () => {
  it('who has an address makes a link, with which they choose a password and are signed in', async () => {
    const place = await aPlace();
    const roles = [{ storeId: place.storeId, role: 'staff' }];
    const { status, body } = await add(place, place.manager, { name: 'Jo', email: 'jo@example.com', roles });
    expect({ ...body, status }).toMatchObject({
      status: 201,
      person: { name: 'Jo', active: false, hasPin: false, isOwner: false, roles },
      invitation: { delivery: 'no-smtp' },
    });
    const { link } = body.invitation!;
    const question = { token: tokenIn(link) };
    expect((await place.app.requestAs(undefined, 'POST', '/auth/link', question)).body).toEqual({
      ...{ purpose: 'invitation', name: 'Jo', email: 'jo@example.com' },
    });
    const redeemed = await redeem(place, link);
    expect(redeemed.body).toMatchObject({ name: 'Jo', stores: [{ id: place.storeId, role: 'staff' }] });
    expect(String(redeemed.headers['set-cookie'])).toMatch(/^larder=larder_s_/);
    const login = { email: 'JO@example.com', password: PASSWORD };
    expect((await place.app.requestAs(undefined, 'POST', '/auth/login', login)).status).toBe(200);
  });

  it('without an address takes a PIN, which opens a tablet of their store', async () => {
    const place = await aPlace();
    const { app, storeId } = place;
    const roles = [{ storeId, role: 'staff' }];
    expect((await add(place, place.manager, { name: 'Jo', roles })).body.errors).toMatchObject([
      { pointer: '/email' },
    ]);
    const { body } = await add(place, place.manager, { name: 'Jo', roles, pin: PIN });
    expect(body).toMatchObject({ person: { hasPin: true, email: null } });
    const tablet = await aScreen(app, storeId, 'tablet');
    const pin = { personId: body.person.id, pin: PIN };
    expect((await app.requestAs(tablet.headers, 'POST', '/auth/pin', pin)).status).toBe(200);
  });

  it.each(['111111', '123456', '987654', '12345', '12345a'])('refuses the PIN %s', async (pin) => {
    const place = await aPlace();
    const roles = [{ storeId: place.storeId, role: 'staff' }];
    const { status, body } = await add(place, place.owner, { name: 'Jo', roles, pin });
    expect({ status, pointer: body.errors?.[0]?.pointer }).toEqual({ status: 422, pointer: '/pin' });
  });

  it('twice with one address adds one, also at the same moment', async () => {
    const place = await aPlace();
    const answers = await Promise.all(
      ['jo@example.com', 'JO@example.com', 'Jo@Example.com'].map((email) =>
        add(place, place.owner, { name: 'Jo', email, roles: [] }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('names a store that does not exist, or comes twice', async () => {
    const place = await aPlace();
    const wrong = async (...storeIds: string[]) => {
      const roles = storeIds.map((storeId) => ({ storeId, role: 'staff' }));
      return (await add(place, place.owner, { name: 'Jo', email: 'jo@example.com', roles })).body.errors;
    };
    expect(await wrong(NOWHERE)).toEqual([
      { pointer: '/roles/0/storeId', detail: `there is no store ${NOWHERE}` },
    ]);
    expect(await wrong(place.storeId, place.storeId)).toMatchObject([{ pointer: '/roles/1/storeId' }]);
  });

  it('asks for the password again a quarter of an hour after signing in', async () => {
    const place = await aPlace();
    place.clock.advance({ minutes: 16 });
    const { status, body } = await add(place, place.owner, {
      name: 'Jo',
      roles: [],
      email: 'jo@example.com',
    });
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'confirmation-required' });
  });
});

describe('a manager', () => {
  it('can neither make an owner nor touch one', async () => {
    const place = await aPlace();
    const { manager, owner, storeId } = place;
    const input = { name: 'Jo', email: 'jo@example.com', roles: [{ storeId, role: 'manager' }] };
    expect((await add(place, manager, { ...input, isOwner: true })).status).toBe(403);
    expect((await change(place, manager, manager.id, { isOwner: true })).status).toBe(403);
    expect((await change(place, manager, owner.id, { email: 'mine@example.com' })).status).toBe(403);
    expect((await remove(place, manager, owner.id)).status).toBe(403);
    expect((await invite(place, manager, owner.id)).status).toBe(403);
  });

  it('neither sees nor touches the people of another store, and gives nobody a role there', async () => {
    const place = await aPlace();
    const { app, manager, storeId, otherId } = place;
    const stranger = await someoneIn(app, otherId, 'staff');
    const { body } = await app.requestAs<{ items: Person[] }>(manager.headers, 'GET', '/people');
    expect(body.items.map(({ id }) => id)).toEqual([manager.id]);
    expect((await change(place, manager, stranger.id, { pin: PIN })).status).toBe(403);
    expect((await remove(place, manager, stranger.id)).status).toBe(403);
    expect((await invite(place, manager, stranger.id)).status).toBe(403);
    const roles = [{ storeId: otherId, role: 'staff' }];
    expect((await change(place, manager, stranger.id, { roles })).status).toBe(403);
    const everywhere = [...roles, { storeId, role: 'staff' }];
    expect((await add(place, manager, { name: 'Jo', pin: PIN, roles: everywhere })).status).toBe(403);
  });

  it('cannot become somebody who manages another store as well', async () => {
    const place = await aPlace();
    const { app, manager, owner, storeId, otherId } = place;
    const both = await aPerson(app, {
      roles: [
        { storeId, role: 'staff' },
        { storeId: otherId, role: 'manager' },
      ],
    });
    for (const patch of [{ email: 'mine@example.com' }, { pin: PIN }, { name: 'Me' }])
      expect((await change(place, manager, both.id, patch)).status, JSON.stringify(patch)).toBe(403);
    expect((await invite(place, manager, both.id)).status).toBe(403);
    expect((await remove(place, manager, both.id)).status).toBe(403);
    const { body } = await change(place, manager, both.id, { roles: [] });
    expect(body.roles).toEqual([{ storeId: otherId, role: 'manager' }]);
    expect((await invite(place, owner, both.id)).status).toBe(200);
  });
});

describe('changing a person', () => {
  it('holds at once, for whoever is signed in already', async () => {
    const place = await aPlace();
    const { app, owner, storeId, otherId } = place;
    const jo = await someoneIn(app, storeId, 'staff');
    const may = async (id: string) => (await app.requestAs(jo.headers, 'GET', `/stores/${id}/stock`)).status;
    expect([await may(storeId), await may(otherId)]).toEqual([200, 403]);
    await change(place, owner, jo.id, { roles: [{ storeId: otherId, role: 'manager' }] });
    expect([await may(storeId), await may(otherId)]).toEqual([403, 200]);
    expect((await remove(place, owner, jo.id)).status).toBe(204);
    expect((await app.requestAs(jo.headers, 'GET', '/auth/me')).status).toBe(401);
  });

  it('of address makes links to the old one useless', async () => {
    const place = await aPlace();
    const input = { name: 'Jo', email: 'jo@exmaple.com', roles: [] };
    const { body } = await add(place, place.owner, input);
    await change(place, place.owner, body.person.id, { email: 'jo@example.com' });
    expect((await redeem(place, body.invitation!.link)).status).toBe(404);
    const again = await invite(place, place.owner, body.person.id);
    expect((await redeem(place, again.body.link)).status).toBe(200);
  });

  it('to an address that somebody has is refused', async () => {
    const place = await aPlace();
    const jo = await someoneIn(place.app, place.storeId, 'staff');
    const email = `${place.manager.id}@example.com`;
    expect((await change(place, place.owner, jo.id, { email })).status).toBe(409);
  });
});

describe('the last owner', () => {
  it('can neither be removed, nor step down, nor lose the address to sign in with', async () => {
    const place = await aPlace();
    const { owner } = place;
    expect((await remove(place, owner, owner.id)).status).toBe(409);
    expect((await change(place, owner, owner.id, { isOwner: false })).status).toBe(409);
    expect((await change(place, owner, owner.id, { email: null })).status).toBe(409);
    const second = await aPerson(place.app, { isOwner: true, passwordHash: null });
    expect((await change(place, owner, owner.id, { isOwner: false })).body.detail).toContain('an owner');
    expect((await remove(place, owner, second.id)).status).toBe(204);
  });

  it('stays one when two owners remove each other at the same moment', { timeout: 60_000 }, async () => {
    const place = await aPlace();
    for (let round = 0; round < 10; round++) {
      const { app } = place;
      await app.database.pool.query('update person set is_owner = false');
      const [one, two] = [await anOwner(app), await anOwner(app)];
      const answers = await Promise.all([
        remove(place, one, two.id),
        change(place, two, one.id, { isOwner: false }),
      ]);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    }
  });
});

describe('a link', () => {
  it('works once, also for two who use it at the same moment, and for three days', async () => {
    const place = await aPlace();
    const { body } = await add(place, place.owner, { name: 'Jo', email: 'jo@example.com', roles: [] });
    const { link } = body.invitation!;
    const answers = await Promise.all([1, 2, 3].map(() => redeem(place, link)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);

    const late = await add(place, place.owner, { name: 'Al', email: 'al@example.com', roles: [] });
    place.clock.advance({ hours: 72 });
    expect((await redeem(place, late.body.invitation!.link)).status).toBe(404);
  });

  it('that is not used up by a password that everybody tries', async () => {
    const place = await aPlace();
    const { body } = await add(place, place.owner, { name: 'Jo', email: 'jo@example.com', roles: [] });
    const refused = await redeem(place, body.invitation!.link, 'password1');
    expect(refused.body.errors).toMatchObject([{ pointer: '/password' }]);
    expect((await redeem(place, body.invitation!.link)).status).toBe(200);
  });

  it('to set a new password signs everybody out who was signed in before', async () => {
    const place = await aPlace();
    const { body } = await invite(place, place.owner, place.manager.id);
    expect((await redeem(place, body.link)).status).toBe(200);
    expect((await place.app.requestAs(place.manager.headers, 'GET', '/auth/me')).status).toBe(401);
  });
});

describe('a tablet in a store where nobody had a PIN', () => {
  it('asks for one the moment somebody gets theirs, though it was connected before', async () => {
    const place = await aPlace();
    const { app, storeId, manager } = place;
    const tablet = await aScreen(app, storeId, 'tablet');
    const { socket } = await openScreen(await app.url(), tablet.token);
    const dropped = new Promise((resolve) => socket.once('disconnect', resolve));
    const roles = [{ storeId, role: 'staff' }];
    expect((await add(place, manager, { name: 'Jo', roles, pin: PIN })).status).toBe(201);
    await dropped;
    const back = await openScreen(await app.url(), tablet.token);
    const receipt = { storeId, idempotencyKey: 'a-receipt', lines: [{ sku: 'SALT', quantity: 1 }] };
    expect(await back.ask('receipt.record', receipt)).toMatchObject({ error: { code: 'forbidden' } });
  });
});
