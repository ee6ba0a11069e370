import { expect, it } from 'vitest';
import type { CountSheet } from '../../../shared/stock/count-sheet.schema.ts';
import { aMovement, anIngredient } from '../../support/builders.ts';
import { openBuyer } from '../../support/buyer.ts';

it('a count sheet goes along the shelves, and says what should have been there when it was counted', async () => {
  const { app, storeId, clock } = await openBuyer();
  await app.createItems([anIngredient('DILL', { name: 'Dill', unit: 'g', category: 'Herbs' })]);
  const path = `/stores/${storeId}`;
  const arrange = (...shelves: object[]) => app.request<CountSheet>('PUT', `${path}/shelves`, { shelves });
  const refused = await arrange(
    { name: 'Cold room', skus: ['SALMON', 'NOTHING'] },
    { name: 'Cold room', skus: ['SALMON'] },
  );
  expect(refused).toMatchObject({
    status: 422,
    body: {
      errors: [
        { pointer: '/shelves/0/skus/1' },
        { pointer: '/shelves/1/name' },
        { pointer: '/shelves/1/skus/0' },
      ],
    },
  });
  await app.receive(storeId, { SALMON: 10, DILL: 100 });
  await arrange({ name: 'Dry store', skus: ['CAKE'] });
  await arrange({ name: 'Cold room', skus: ['SALMON', 'CAKE'] }, { name: 'Spices', skus: ['SALT'] });
  clock.advance({ minutes: 30 });
  const counted = clock.now().toISOString();
  clock.advance({ minutes: 30 });
  await app.record(storeId, aMovement('waste', 'SALMON', 2.5));
  const read = (query = '') => app.request<CountSheet>('GET', `${path}/count-sheet${query}`);
  const { body: sheet } = await read(`?at=${counted}`);
  expect(sheet.shelves.map(({ name, placed, lines }) => [name, placed, lines.map(({ sku }) => sku)])).toEqual(
    [
      ['Cold room', true, ['SALMON', 'CAKE']],
      ['Spices', true, ['SALT']],
      ['Herbs', false, ['DILL']],
    ],
  );
  expect(sheet.shelves[0]!.lines[0]).toMatchObject({ expected: 10, since: -2.5, unit: 'kg' });
  expect((await read()).body.shelves[0]!.lines[0]).toMatchObject({ expected: 7.5, since: 0 });
  for (const at of ['2026-03-20T23:00:00Z', '2026-03-01T00:00:00Z'])
    expect(await read(`?at=${at}`)).toMatchObject({
      ...{ status: 422, body: { errors: [{ pointer: '/querystring/at' }] } },
    });
});
