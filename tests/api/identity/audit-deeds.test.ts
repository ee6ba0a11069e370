import { describe, expect, it } from 'vitest';
import type { PairingOffer } from '../../../shared/identity/device.schema.ts';
import { aDish, aMovement, aSale, aStore } from '../../support/builders.ts';
import { csv, sendForm } from '../../support/csv-upload.ts';
import { aKey, anOwner, aPerson, aScreen, someoneIn } from '../../support/principals.ts';
import { aPlace, done, entriesOf, itemIdOf, type Place } from '../../support/record.ts';

type Deed = (place: Place) => Promise<unknown>;

async function pair(place: Place): Promise<string> {
  const { body } = await place.app.requestAs<PairingOffer>(undefined, 'POST', '/devices');
  await done(place, 'POST', '/devices/claim', {
    ...{ code: body.code, kind: 'wall', storeId: place.storeId, name: 'Pass' },
  });
  return body.deviceId;
}

async function upload({ app, owner, storeId }: Place, kind: string, ...lines: string[]): Promise<void> {
  const fields = { kind, ...(kind !== 'items' && { storeId }), file: new Blob([csv(...lines)]) };
  const { status, body } = await sendForm(app, fields, { query: '?commit=true', headers: owner.headers });
  expect(status, JSON.stringify(body)).toBe(200);
}

/** A change of each kind, and what the record has of it. */
const DEEDS: [action: string, deed: Deed, entry: object][] = [
  [
    'store.open',
    (place) => done(place, 'POST', '/stores', aStore({ name: 'Bar' })),
    { before: null, after: { name: 'Bar' } },
  ],
  [
    'store.change',
    (place) => done(place, 'PATCH', `/stores/${place.storeId}`, { name: 'Bar' }),
    { before: { name: 'Trattoria' }, after: { name: 'Bar' } },
  ],
  [
    'item.create',
    (place) => done(place, 'POST', '/items', aDish('SOUP', { SALT: 2 })),
    { entityName: 'SOUP', before: null, after: { sku: 'SOUP' } },
  ],
  [
    'item.change',
    async (place) => done(place, 'PATCH', `/items/${await itemIdOf(place)}`, { name: 'Sea salt' }),
    { before: { name: 'SALT', version: 1 }, after: { name: 'Sea salt', version: 2 } },
  ],
  [
    'availability.set',
    async (place) =>
      done(place, 'PUT', `/stores/${place.storeId}/items/${await itemIdOf(place)}/availability`, {
        state: 'unavailable',
        reason: 'spilt',
      }),
    {
      entityName: 'SALT',
      before: { state: 'available' },
      after: { state: 'unavailable', reason: 'spilt', by: 'Rosa' },
    },
  ],
  [
    'stock.record',
    (place) =>
      done(place, 'POST', `/stores/${place.storeId}/movements`, {
        movements: [aMovement('waste', 'SALT', 3)],
      }),
    { after: { count: 1, lines: [{ type: 'waste', sku: 'SALT', quantity: 3 }] } },
  ],
  [
    'stock.record',
    (place) =>
      done(place, 'POST', `/stores/${place.storeId}/receipts`, { lines: [{ sku: 'SALT', quantity: 9 }] }),
    { after: { count: 1, lines: [{ type: 'receipt', sku: 'SALT', quantity: 9 }] } },
  ],
  [
    'sales.record',
    (place) => done(place, 'POST', `/stores/${place.storeId}/sales`, { sales: [aSale({ SALT: 1 })] }),
    { after: { accepted: 1 } },
  ],
  [
    'item.create',
    (place) => upload(place, 'items', 'sku,name,unit', 'OIL,Oil,ml'),
    { entityName: 'Oil', before: null, after: { sku: 'OIL' } },
  ],
  [
    'item.change',
    (place) => upload(place, 'items', 'sku,name,unit', 'SALT,Fine salt,g'),
    { before: { name: 'SALT' }, after: { name: 'Fine salt' } },
  ],
  [
    'stock.record',
    (place) => upload(place, 'opening-stock', 'sku,quantity', 'SALT,70'),
    { after: { count: 1, lines: [{ type: 'count', sku: 'SALT', quantity: 70 }] } },
  ],
  [
    'sales.record',
    (place) => upload(place, 'sales', 'external_id,sold_at,sku,quantity', 'A1,2026-03-20T10:00:00Z,SALT,1'),
    { after: { accepted: 1 } },
  ],
  ['screen.pair', pair, { entityName: 'Pass', after: { kind: 'wall', name: 'Pass' } }],
  [
    'screen.change',
    async (place) => {
      const { id } = await aScreen(place.app, place.storeId, 'wall');
      await done(place, 'PATCH', `/devices/${id}`, { name: 'Bar' });
    },
    { before: { name: 'A wall' }, after: { name: 'Bar' } },
  ],
  [
    'screen.revoke',
    async (place) =>
      done(place, 'DELETE', `/devices/${(await aScreen(place.app, place.storeId, 'wall')).id}`),
    { before: { name: 'A wall', kind: 'wall' }, after: null },
  ],
  [
    'person.add',
    (place) =>
      done(place, 'POST', '/people', {
        ...{ name: 'Jo', email: 'jo@example.com', roles: [{ storeId: place.storeId, role: 'staff' }] },
      }),
    { entityName: 'Jo', before: null, after: { email: 'jo@example.com', hasPin: false } },
  ],
  [
    'person.change',
    async (place) =>
      done(place, 'PATCH', `/people/${(await someoneIn(place.app, place.storeId, 'staff')).id}`, {
        pin: '739164',
      }),
    { before: { hasPin: false }, after: { hasPin: true } },
  ],
  [
    'person.set-pin',
    async (place) => {
      const { id } = await aPerson(place.app, {
        pinHash: 'x',
        roles: [{ storeId: place.storeId, role: 'staff' }],
      });
      await done(place, 'PATCH', `/people/${id}`, { pin: '739164' });
    },
    { before: null, after: null },
  ],
  [
    'person.invite',
    async (place) =>
      done(place, 'POST', `/people/${(await someoneIn(place.app, place.storeId, 'staff')).id}/invite`, {}),
    { entityName: 'Ada' },
  ],
  [
    'person.remove',
    async (place) =>
      done(place, 'DELETE', `/people/${(await someoneIn(place.app, place.storeId, 'staff')).id}`),
    { entityName: 'Ada', before: { name: 'Ada' }, after: null },
  ],
  [
    'key.create',
    (place) => done(place, 'POST', '/api-keys', { name: 'Till', permissions: ['sales:write'] }),
    { entityName: 'Till', after: { permissions: ['sales:write'], storeIds: null } },
  ],
  [
    'key.revoke',
    async (place) => done(place, 'DELETE', `/api-keys/${(await aKey(place.app, ['stock:read'], null)).id}`),
    { entityName: 'Till', before: { permissions: ['stock:read'] }, after: null },
  ],
  [
    'key.rotate',
    async (place) =>
      done(place, 'POST', `/api-keys/${(await aKey(place.app, ['stock:read'], null)).id}/rotate`, {}),
    { entityName: 'Till', after: { permissions: ['stock:read'] } },
  ],
  [
    'person.sign-out',
    (place) =>
      done(place, 'POST', '/auth/logout', {})
        .then(() => anOwner(place.app))
        .then((owner) => Object.assign(place.owner, owner)),
    { entityName: 'Rosa' },
  ],
];

describe('the record', () => {
  it.each(DEEDS)('has %s, with who, when, and what it was before and after', async (action, deed, entry) => {
    const place = await aPlace();
    const { id } = place.owner;
    const entries = await entriesOf(place, () => deed(place));
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      ...{ action, at: '2026-03-20T11:00:00.000Z' },
      actor: { kind: 'person', id, name: 'Rosa', device: null },
      ...entry,
    });
  });
});
