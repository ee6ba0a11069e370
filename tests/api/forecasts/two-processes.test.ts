import { expect, it } from 'vitest';
import type { Depletion } from '../../../shared/forecasts/forecast.schema.ts';
import { aDish, aMovement, anIngredient } from '../../support/builders.ts';
import { followStore } from '../../support/live-screen.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { sellFor } from '../../support/sold-history.ts';
import { startTestApp } from '../../support/test-app.ts';

it('two processes make forecasts once and tell once when an item runs out; when one goes, the other goes on', async () => {
  const clock = new ManualClock('2026-03-20T11:00:00Z');
  const first = await startTestApp({ clock });
  const { id: storeId } = await first.createStore();
  await first.createItem(anIngredient('BUN', { unit: 'piece' }));
  await first.createItem(aDish('TOAST', { BUN: 2 }));
  const { itemId } = (await first.stock(storeId))['BUN']!;
  await sellFor(first, storeId, 42, { TOAST: 1 });
  await first.record(storeId, aMovement('count', 'BUN', 60));
  const second = await startTestApp({ database: first.database, clock });
  const count = async (what: string): Promise<number> => {
    const { rows } = await first.database.pool.query<{ n: number }>(
      `select count(*)::int as n from ${what} and store_id = $1`,
      [storeId],
    );
    return rows[0]!.n;
  };
  // Every writing of a forecast leaves a row.
  await first.database.pool.query(`create table writing as select store_id, item_id from item_forecast;
    create function note_writing() returns trigger language plpgsql security definer as
      $$ begin insert into writing values (new.store_id, new.item_id); return new; end $$;
    create trigger note after insert or update on item_forecast for each row execute function note_writing()`);

  await Promise.all([first.url(), second.url()]);
  const screen = await followStore(await second.url(), storeId);
  const told = (): Depletion | undefined => screen.tables.depletion.get(itemId);
  await screen.until(() => told() !== undefined);
  const before = told()!;
  await second.sell(storeId, { TOAST: 15 });
  await screen.until(() => Date.parse(told()!.p50!) < Date.parse(before.p50!));
  expect(await count(`change where type = 'depletion' and entity_id = '${itemId}'`)).toBe(2);
  expect(await count('writing where true')).toBe(2);
  expect(await count('fit_progress where true')).toBe(0);

  await first.stop();
  await second.record(storeId, aMovement('count', 'BUN', 900));
  await screen.until(() => told() === undefined);
  expect(await count(`change where type = 'depletion' and entity_id = '${itemId}'`)).toBe(3);
  expect(await count('writing where true')).toBe(2);
});
