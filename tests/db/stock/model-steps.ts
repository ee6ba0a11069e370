import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { expireAvailability } from '../../../server/stock/availability.service.ts';
import type { AvailabilityInput } from '../../../shared/stock/availability.schema.ts';
import { aMovement, aRecipe } from '../../support/builders.ts';
import type { ManualClock } from '../../support/manual-clock.ts';
import type { TestApp } from '../../support/test-app.ts';
import { ModelStore, untilOf, type Items } from './model.ts';

/** The same kitchen twice: in memory, and behind the API. */
export interface Kitchens {
  app: TestApp;
  clock: ManualClock;
  items: Items;
  ids: Map<string, string>;
  stores: { id: string; model: ModelStore }[];
}

export type Step = (kitchens: Kitchens) => Promise<void>;

const INGREDIENTS = ['I0', 'I1', 'I2'];
const PREPS = ['P0', 'P1'];
const DISHES = ['D0', 'D1', 'D2'];
export const SKUS = [...INGREDIENTS, ...PREPS, ...DISHES];

const quantity = fc.constantFrom(0.25, 0.5, 1, 1.5, 2, 3);
const recipeOver = (skus: string[]) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...skus), quantity), {
      minLength: 1,
      maxLength: 3,
      selector: ([sku]) => sku,
    })
    .map((lines) => Object.fromEntries(lines));
const made = (recipe: fc.Arbitrary<Record<string, number>>, stocked: fc.Arbitrary<boolean>) =>
  fc.record({ recipe, stocked, yield: fc.constantFrom(1, 2, 3, 4) });

/** A small random recipe graph: ingredients, preparations of them (some kept in stock), dishes of both. */
export const someItems: fc.Arbitrary<Items> = fc
  .record({
    P0: made(recipeOver(INGREDIENTS), fc.boolean()),
    P1: made(recipeOver([...INGREDIENTS, 'P0']), fc.boolean()),
    D0: made(recipeOver([...INGREDIENTS, ...PREPS]), fc.constant(false)),
    D1: made(recipeOver([...INGREDIENTS, ...PREPS]), fc.constant(false)),
    D2: made(recipeOver([...PREPS, 'D0']), fc.constant(false)),
  })
  .map((recipes) => ({
    ...Object.fromEntries(INGREDIENTS.map((sku) => [sku, { stocked: true, yield: 1, recipe: {} }])),
    ...recipes,
  }));

const anySku = fc.constantFrom(...SKUS);
const anyStore = fc.nat({ max: 1 });
const units = fc.integer({ min: 1, max: 6 });

const sale = fc
  .tuple(anyStore, fc.dictionary(fc.constantFrom(...DISHES, 'I0', 'P0'), units, { minKeys: 1, maxKeys: 3 }))
  .map(([at, lines]): Step => async ({ app, stores, clock }) => {
    await app.sell(stores[at]!.id, lines, { soldAt: clock.now().toISOString() });
    stores[at]!.model.sell(lines);
  });

/** Of what is not stocked only waste is accepted; everything else has to be refused. */
const report = fc
  .tuple(
    anyStore,
    fc.constantFrom('receipt', 'return', 'waste', 'count', 'correction', 'production', 'transfer'),
    anySku,
    units,
    fc.boolean(),
  )
  .map(([at, type, sku, amount, down]): Step => async ({ app, items, stores }) => {
    const [{ id, model }, other] = [stores[at]!, stores[1 - at]!];
    const signed = type === 'correction' && down ? -amount : amount;
    const isReceipt = type === 'receipt';
    const lines = [{ sku, quantity: amount }];
    const movements = [
      aMovement(type as 'waste', sku, signed, type === 'transfer' ? { toStoreId: other.id } : {}),
    ];
    const path = `/stores/${id}/${isReceipt ? 'receipts' : 'movements'}`;
    const { status, body } = await app.request('POST', path, isReceipt ? { lines } : { movements });
    const isAccepted = items[sku]!.stocked || type === 'waste';
    if ((status === 200) !== isAccepted)
      throw new Error(`${type} of ${sku}: ${status} ${JSON.stringify(body)}`);
    if (!isAccepted) return;
    if (type === 'waste') model.waste(sku, amount);
    else if (type === 'count') model.count(sku, amount);
    else if (type === 'production') model.produce(sku, amount);
    else model.add(type, sku, type === 'transfer' ? -amount : signed);
    if (type === 'transfer') other.model.add(type, sku, amount);
  });

const mark = fc
  .tuple(
    anyStore,
    anySku,
    fc.constantFrom('available', 'limited', 'unavailable'),
    units,
    fc.constantFrom(undefined, 'restock', 'end-of-day', 'in an hour'),
  )
  .map(([at, sku, state, remaining, when]): Step => async ({ app, clock, ids, stores }) => {
    const now = clock.now().getTime();
    const end = when === 'in an hour' ? new Date(now + 3_600_000).toISOString() : when;
    const until = state === 'available' ? undefined : end;
    const input = {
      state,
      ...(state === 'limited' && { remaining }),
      ...(until && { until }),
    } as AvailabilityInput;
    await app.expectOk('PUT', `/stores/${stores[at]!.id}/items/${ids.get(sku)}/availability`, input);
    const left = state === 'limited' ? new Decimal(remaining) : null;
    stores[at]!.model.mark(sku, { state: input.state, remaining: left, ...untilOf(until, now) });
  });

const wait = fc.integer({ min: 1, max: 12 }).map((hours): Step => async ({ app, clock, stores }) => {
  clock.advance({ hours });
  await expireAvailability(app.app.ctx);
  for (const { model } of stores) model.expire(clock.now().getTime());
});

const change = fc
  .tuple(fc.constantFrom('D0', 'D1'), made(recipeOver([...INGREDIENTS, ...PREPS]), fc.constant(false)))
  .map(([sku, next]): Step => async ({ app, ids, items }) => {
    const patch = { recipe: aRecipe(next.recipe), recipeYield: next.yield };
    await app.expectOk('PATCH', `/items/${ids.get(sku)}`, patch);
    items[sku] = next;
  });

export const someSteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { arbitrary: sale, weight: 4 },
    { arbitrary: report, weight: 6 },
    { arbitrary: mark, weight: 4 },
    wait,
    change,
  ),
  { minLength: 5, maxLength: 25 },
);
