import type { AppContext } from '../../app.ts';
import { listAllSuppliers } from '../../suppliers/suppliers.service.ts';
import { changeSupplierWebhook, makeSupplierSecret } from '../../suppliers/supplier-webhook.service.ts';
import { CASH_AND_CARRY } from '../restaurant/suppliers.ts';
import { PROGRAM_URL } from './order-program.ts';

/** Says where the program of the supplier that has one is reached, and agrees on a secret with it. */
export async function connectProgram(ctx: AppContext): Promise<{ supplierId: string; secret: string }> {
  const { id } = (await listAllSuppliers(ctx.db)).find(({ name }) => name === CASH_AND_CARRY)!;
  await changeSupplierWebhook(ctx, id, { url: PROGRAM_URL });
  const { secret } = await makeSupplierSecret(ctx, id, 0);
  return { supplierId: id, secret };
}
