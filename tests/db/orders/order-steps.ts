import fc from 'fast-check';
import type { Order, OrderInput } from '../../../shared/orders/order.schema.ts';
import type { ExpectedDelivery } from '../../../shared/purchasing/expected-delivery.schema.ts';
import { aMovement, anOrder, aRecipe, aSale } from '../../support/builders.ts';
import type { ManualClock } from '../../support/manual-clock.ts';
import type { TestApp } from '../../support/test-app.ts';

/** A shop with bundles, behind two server processes. */
export interface Shop {
  apps: readonly TestApp[];
  clock: ManualClock;
  storeId: string;
  itemIds: ReadonlyMap<string, string>;
}

/** Something that happens through one of the processes. */
export type Step = (shop: Shop) => Promise<void>;

export const STOCKED = ['A', 'B', 'C', 'FLOUR'];
export const BUNDLES: Record<string, Record<string, number>> = {
  AB: { A: 1, B: 1 },
  AAC: { A: 2, C: 1 },
  CAKE: { FLOUR: 0.333, B: 1 },
};
const SOLD = ['A', 'B', 'C', ...Object.keys(BUNDLES)];

const units = fc.integer({ min: 1, max: 6 });
const sku = fc.constantFrom(...SOLD);
const stocked = fc.constantFrom(...STOCKED);
const which = fc.nat({ max: 1 });
const nth = fc.nat({ max: 1_000 });

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A step that is one request, which may be refused with words but never fail. */
const request = (
  make: (shop: Shop) => Promise<[Method, string, unknown]> | [Method, string, unknown],
  at: number,
): Step => {
  return async (shop) => {
    const [method, path, body] = await make(shop);
    const { status, body: answer } = await shop.apps[at]!.request(method, path, body);
    if (status >= 300 && ![409, 422].includes(status))
      throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
  };
};

const storePath = ({ storeId }: Shop, rest: string): string => `/stores/${storeId}/${rest}`;

async function openOrder(shop: Shop, at: number, n: number): Promise<Order | undefined> {
  const { items } = await shop.apps[at]!.expectOk<{ items: Order[] }>(
    'GET',
    storePath(shop, 'orders?status=open'),
  );
  return items[n % Math.max(1, items.length)];
}

/** A deed to one of the open orders, if there is one. */
const toAnOrder = (
  make: (shop: Shop, order: Order) => [Method, string, unknown],
  at: number,
  n: number,
): Step => {
  return async (shop) => {
    const order = await openOrder(shop, at, n);
    if (order) await request(() => make(shop, order), at)(shop);
  };
};

const place = fc
  .record({
    lines: fc.dictionary(sku, units, { minKeys: 1, maxKeys: 3 }),
    customer: fc.nat({ max: 4 }),
    tier: fc.integer({ min: 0, max: 3 }),
    shipComplete: fc.boolean(),
    days: fc.option(fc.integer({ min: 1, max: 20 })),
    at: which,
  })
  .map(({ lines, customer, tier, shipComplete, days, at }): Step =>
    request((shop) => {
      const input: OrderInput = anOrder(lines, {
        customer: { name: `C${customer}`, email: `c${customer}@example.com`, loyaltyTier: tier },
        shipComplete,
        ...(days !== null && {
          neededBy: new Date(shop.clock.now().getTime() + days * 86_400_000).toISOString(),
        }),
      });
      return ['POST', storePath(shop, 'orders'), input];
    }, at),
  );

const stock = fc
  .tuple(stocked, units, fc.constantFrom('receipt', 'receipt', 'waste', 'count', 'correction'), which)
  .map(([item, amount, type, at]): Step =>
    request((shop) => {
      if (type === 'receipt')
        return ['POST', storePath(shop, 'receipts'), { lines: [{ sku: item, quantity: amount * 2 }] }];
      const quantity = type === 'correction' ? -amount : amount;
      return ['POST', storePath(shop, 'movements'), { movements: [aMovement(type, item, quantity)] }];
    }, at),
  );

const sale = fc
  .tuple(sku, units, which)
  .map(([item, amount, at]): Step =>
    request((shop) => ['POST', storePath(shop, 'sales'), { sales: [aSale({ [item]: amount })] }], at),
  );

const hand = fc
  .tuple(fc.constantFrom('unavailable', 'available'), fc.constantFrom(...SOLD, ...STOCKED), which)
  .map(([state, item, at]): Step =>
    request(
      (shop) => ['PUT', storePath(shop, `items/${shop.itemIds.get(item)}/availability`), { state }],
      at,
    ),
  );

const deed = fc
  .tuple(
    fc.constantFrom('fulfil', 'cancel', 'cancel-some', 'fulfil-some', 'bump', 'substitute', 'return'),
    nth,
    units,
    which,
  )
  .map(([what, n, amount, at]): Step =>
    toAnOrder(
      (shop, { orderId, lines }) => {
        const line = lines[n % lines.length]!;
        const { lineId } = line;
        const path = storePath(shop, `orders/${orderId}`);
        const some = { lines: [{ lineId, quantity: Math.min(amount, Math.max(1, line.allocated)) }] };
        if (what === 'bump')
          return ['POST', `${path}/lines/${lineId}/bump`, { bump: (amount % 3) / 2, reason: 'why not' }];
        if (what === 'substitute')
          return ['POST', `${path}/substitute`, { lineId, sku: SOLD[n % SOLD.length] }];
        if (what === 'return') return ['POST', `${path}/return`, { ...some, restock: n % 2 === 0 }];
        const [kind, part] = what.split('-');
        return ['POST', `${path}/${kind}`, part ? some : {}];
      },
      at,
      n,
    ),
  );

const answer = fc.tuple(nth, fc.boolean(), which).map(([n, accept, at]): Step =>
  toAnOrder(
    (shop, { orderId, lines }) => {
      const offer = lines
        .flatMap(({ substitutions }) => substitutions)
        .find(({ state }) => state === 'asked');
      const path = storePath(shop, `orders/${orderId}`);
      return offer
        ? ['POST', `${path}/substitutions/${offer.substitutionId}`, { accept }]
        : ['GET', path, undefined];
    },
    at,
    n,
  ),
);

const policy = fc
  .tuple(
    fc.constantFrom('first-come', 'loyalty-first', 'due-first', 'balanced'),
    fc.boolean(),
    fc.boolean(),
    which,
  )
  .map(([preset, partialFill, passSmaller, at]): Step =>
    request((shop) => ['PUT', storePath(shop, 'backorder-policy'), { preset, partialFill, passSmaller }], at),
  );

const delivery = fc
  .tuple(
    fc.constantFrom('expect', 'move', 'call-off'),
    stocked,
    units,
    fc.integer({ min: 1, max: 72 }),
    nth,
    which,
  )
  .map(([what, item, amount, hours, n, at]): Step =>
    request(async (shop) => {
      const expectedAt = new Date(shop.clock.now().getTime() + hours * 3_600_000).toISOString();
      const path = storePath(shop, 'expected-deliveries');
      const { items } = await shop.apps[at]!.expectOk<{ items: ExpectedDelivery[] }>('GET', path);
      const one = items[n % Math.max(1, items.length)];
      if (what === 'expect' || !one) return ['POST', path, { sku: item, quantity: amount * 3, expectedAt }];
      if (what === 'move') return ['PATCH', `${path}/${one.deliveryId}`, { expectedAt }];
      return ['POST', `${path}/${one.deliveryId}/cancel`, undefined];
    }, at),
  );

const recipe = fc
  .tuple(
    fc.constantFrom('AB', 'CAKE'),
    fc.dictionary(stocked, fc.constantFrom(0.5, 1, 2), { minKeys: 1, maxKeys: 2 }),
    which,
  )
  .map(([item, parts, at]): Step =>
    request((shop) => ['PATCH', `/items/${shop.itemIds.get(item)}`, { recipe: aRecipe(parts) }], at),
  );

const wait = fc.integer({ min: 1, max: 30 }).map(
  (hours): Step =>
    async ({ clock }) =>
      clock.advance({ hours }),
);

const alone = fc.oneof(
  { arbitrary: place, weight: 8 },
  { arbitrary: stock, weight: 7 },
  { arbitrary: sale, weight: 2 },
  { arbitrary: deed, weight: 7 },
  { arbitrary: hand, weight: 2 },
  { arbitrary: delivery, weight: 2 },
  answer,
  policy,
  recipe,
  wait,
);

/** Rounds; what is in one round happens at the same time, through both processes. */
export const someRounds: fc.Arbitrary<Step[][]> = fc.array(fc.array(alone, { minLength: 1, maxLength: 4 }), {
  minLength: 4,
  maxLength: 14,
});
