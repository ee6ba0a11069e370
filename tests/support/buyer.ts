import { expect } from 'vitest';
import { verifyDatabase } from '../../server/settlement/verify.service.ts';
import type { PurchaseOrder, PurchaseOrderInput } from '../../shared/purchasing/purchase-order.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import type { Supplier, SupplierInput, SupplierItemInput } from '../../shared/suppliers/supplier.schema.ts';
import { anIngredient } from './builders.ts';
import { ManualClock } from './manual-clock.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app.ts';

/** A Friday, 12:00 in Vienna. */
const NOW = '2026-03-20T11:00:00Z';
/** When the supplier of a buyer delivers next, and the day after. */
export const MONDAY = '2026-03-23T07:00:00.000Z';
export const TUESDAY = '2026-03-24T07:00:00.000Z';
export const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** A store that buys from one supplier: salmon by the case of 10 kg, cakes by the box of six, two boxes at least. */
export class Buyer {
  readonly clock: ManualClock;
  readonly app: TestApp;
  readonly storeId: string;
  supplier!: Supplier;

  constructor(app: TestApp, storeId: string, clock: ManualClock) {
    this.clock = clock;
    this.app = app;
    this.storeId = storeId;
  }

  async addSupplier(input: SupplierInput, ...items: SupplierItemInput[]): Promise<Supplier> {
    const added = await this.app.expectOk<Supplier>('POST', '/suppliers', input);
    await this.app.expectOk('PUT', `/suppliers/${added.id}/items`, { items });
    return added;
  }

  path(rest = ''): string {
    return `/stores/${this.storeId}/purchase-orders${rest}`;
  }

  draft(more: Partial<PurchaseOrderInput> = {}): Promise<PurchaseOrder> {
    const lines = [
      { sku: 'SALMON', packs: 2 },
      { sku: 'CAKE', quantity: 13 },
    ];
    return this.app.expectOk('POST', this.path(), { supplierId: this.supplier.id, lines, ...more });
  }

  move({ poId }: PurchaseOrder, verb: string, body: object = {}): Promise<PurchaseOrder> {
    return this.app.expectOk('POST', this.path(`/${poId}/${verb}`), body);
  }

  async sent(more: Partial<PurchaseOrderInput> = {}): Promise<PurchaseOrder> {
    return this.move(await this.draft(more), 'send');
  }

  async stockOf(sku: string): Promise<StockState> {
    return (await this.app.stock(this.storeId))[sku]!;
  }

  async expectSound(): Promise<void> {
    expect((await verifyDatabase(this.app.app.ctx.db)).differences).toEqual([]);
  }
}

export async function openBuyer(options: Omit<TestAppOptions, 'clock'> = {}): Promise<Buyer> {
  const clock = new ManualClock(NOW);
  const app = await startTestApp({ ...options, clock });
  const { id } = await app.createStore({ timeZone: 'Europe/Vienna' });
  await app.createItems([
    anIngredient('SALMON', { name: 'Salmon', unit: 'kg', sellable: true, parLevel: 12, reorderPoint: 5 }),
    anIngredient('CAKE', { name: 'Nut cake', unit: 'each', sellable: true }),
    anIngredient('SALT', { unit: 'kg' }),
  ]);
  const buyer = new Buyer(app, id, clock);
  buyer.supplier = await buyer.addSupplier(
    { name: 'Fish Lang', deliveryDays: [1, 2, 3, 4, 5] },
    { sku: 'SALMON', supplierSku: 'S-1', packName: 'case', packQuantity: 10, packPrice: eur(18_000) },
    { sku: 'CAKE', packName: 'box', packQuantity: 6, packPrice: eur(2_400), moq: 2 },
  );
  return buyer;
}

export const lineOf = (po: PurchaseOrder, sku: string) => po.lines.find((line) => line.sku === sku)!;
