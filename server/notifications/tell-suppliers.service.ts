import { uuidv7 } from 'uuidv7';
import type { SupplierMessageKind } from '../../shared/notifications/message.schema.ts';
import { supplierUrls, type LinkContext } from '../orders/links.service.ts';
import type { Transaction } from '../platform/database.ts';
import { inStoreTransaction } from '../platform/store-transaction.ts';
import type { SupplierDocument } from '../purchasing/supplier-document.ts';
import { findStoresToTell, findUntold, noteTelling, noteTold } from '../purchasing/telling.service.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import { insertSupplierMessage } from './messages.store.ts';
import { mailText } from './supplier-mail.ts';
import { sheetOf } from './supplier-sheet.ts';

/** Orders that are taken up at once, while their store is held. */
const BATCH = 50;

const KINDS: Readonly<Record<SupplierDocument['kind'], SupplierMessageKind>> = {
  sent: 'purchase-order',
  amended: 'purchase-order-amended',
  cancelled: 'purchase-order-cancelled',
};

/** Takes up what suppliers have to hear, each by the way that its orders go. Returns how many messages came of it. */
export async function tellSuppliers(ctx: LinkContext, stopped: AbortSignal): Promise<number> {
  let made = 0;
  for (const storeId of await findStoresToTell(ctx.db)) {
    let took = BATCH;
    while (took === BATCH && !stopped.aborted) {
      const { taken, messages } = await tellBatch(ctx, storeId);
      took = taken;
      made += messages;
    }
  }
  return made;
}

/** Whoever holds the store tells; to the next there is nothing left. */
function tellBatch(ctx: LinkContext, storeId: string): Promise<{ taken: number; messages: number }> {
  return inStoreTransaction(ctx, storeId, async (trx) => {
    const untold = await findUntold(trx, storeId, BATCH);
    if (untold.length === 0) return { taken: 0, messages: 0 };
    const urlOf = await supplierUrls(ctx, trx, storeId);
    let messages = 0;
    for (const told of untold) {
      if (await tell(ctx, trx, storeId, { ...told, portalUrl: urlOf(told.poId) })) messages++;
    }
    await noteTold(
      trx,
      storeId,
      untold.map(({ eventId }) => eventId),
      ctx.clock.now(),
    );
    return { taken: untold.length, messages };
  });
}

interface ToTell {
  eventId: number;
  poId: string;
  supplierId: string;
  document: SupplierDocument;
  portalUrl: string;
}

/** True when a message is on its way. */
async function tell(
  ctx: LinkContext,
  trx: Transaction,
  storeId: string,
  { eventId, poId, supplierId, document, portalUrl }: ToTell,
): Promise<boolean> {
  const { name, channels, email } = await getSupplierById(trx, supplierId);
  const [way] = channels;
  const now = ctx.clock.now();
  if (way !== 'email' || email === null) {
    await noteTelling(trx, storeId, poId, otherWay(way, name), now);
    return false;
  }
  const sheet = sheetOf(document);
  await insertSupplierMessage(
    trx,
    storeId,
    {
      ...{ id: uuidv7(), supplierId, poId, eventId, kind: KINDS[document.kind], recipient: email },
      ...{ language: document.supplier.language, subject: sheet.subject, body: mailText(sheet, portalUrl) },
      dueAt: now,
    },
    now,
  );
  return true;
}

function otherWay(way: string | undefined, name: string): { kind: 'in-portal' | 'not-told'; words: string } {
  if (way === 'portal') return { kind: 'in-portal', words: `shown to ${name} in the supplier portal` };
  if (way === 'email')
    return { kind: 'not-told', words: `no e-mail address of ${name} is known; give the link to the portal` };
  const by = way === 'api' ? 'a program' : 'files';
  return {
    kind: 'not-told',
    words: `orders cannot go out by ${by} yet; tell ${name}, or give the link to the portal`,
  };
}
