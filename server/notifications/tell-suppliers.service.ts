import { uuidv7 } from 'uuidv7';
import type { SupplierMessageKind } from '../../shared/notifications/message.schema.ts';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import { supplierUrls, type LinkContext } from '../orders/links.service.ts';
import type { Transaction } from '../platform/database.ts';
import { inStoreTransaction } from '../platform/store-transaction.ts';
import type { SupplierDocument } from '../purchasing/supplier-document.ts';
import {
  findStoresToTell,
  findUntold,
  noteTelling,
  noteTold,
  type Telling,
} from '../purchasing/telling.service.ts';
import { findOrderAddress } from '../suppliers/supplier-webhook.service.ts';
import { findFileWay, type Exchange, type ExchangeContext } from '../suppliers/supplier-exchange.service.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import { insertSupplierMessage, type SupplierWay } from './messages.store.ts';
import { mailText } from './supplier-mail.ts';
import { sheetOf } from './supplier-sheet.ts';

type TellContext = LinkContext & ExchangeContext;

/** Orders that are taken up at once, while their store is held. */
const BATCH = 50;

const KINDS: Readonly<Record<SupplierDocument['kind'], SupplierMessageKind>> = {
  sent: 'purchase-order',
  amended: 'purchase-order-amended',
  cancelled: 'purchase-order-cancelled',
};

/** Takes up what suppliers have to hear, each by the way that its orders go. Returns how many messages came of it. */
export async function tellSuppliers(ctx: TellContext, stopped: AbortSignal): Promise<number> {
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
function tellBatch(ctx: TellContext, storeId: string): Promise<{ taken: number; messages: number }> {
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
  ctx: TellContext,
  trx: Transaction,
  storeId: string,
  { eventId, poId, supplierId, document, portalUrl }: ToTell,
): Promise<boolean> {
  const now = ctx.clock.now();
  const way = await wayTo(ctx, trx, await getSupplierById(trx, supplierId));
  if ('kind' in way) {
    await noteTelling(trx, storeId, poId, way, now);
    return false;
  }
  const sheet = sheetOf(document);
  await insertSupplierMessage(
    trx,
    storeId,
    {
      ...{ id: uuidv7(), supplierId, poId, eventId, kind: KINDS[document.kind], ...way },
      ...{ language: document.supplier.language, subject: sheet.subject, body: mailText(sheet, portalUrl) },
      dueAt: now,
    },
    now,
  );
  return true;
}

/** How a supplier is told now: the first of its ways; or what to say where nothing can be sent. */
async function wayTo(
  { exchangeDir }: TellContext,
  trx: Transaction,
  { id, name, channels, email }: Supplier,
): Promise<{ channel: SupplierWay; recipient: string } | Telling> {
  const [first] = channels;
  switch (first) {
    case 'email':
      if (email !== null) return { channel: 'email', recipient: email };
      return notTold('email', `no e-mail address of ${name} is known; give the link to the portal`);
    case 'api': {
      const found = await findOrderAddress(trx, id);
      if ('url' in found) return { channel: 'webhook', recipient: found.url };
      return notTold('api', `${found.missing}; tell ${name}, or give the link to the portal`);
    }
    case 'files':
      return fileWay(await findFileWay(trx, exchangeDir, id), name);
    default:
      return { kind: 'in-portal', words: `shown to ${name} in the supplier portal`, via: 'portal' };
  }
}

function fileWay(
  way: Exchange | { missing: string },
  name: string,
): { channel: SupplierWay; recipient: string } | Telling {
  if ('missing' in way)
    return notTold('file', `${way.missing}; tell ${name}, or give the link to the portal`);
  return { channel: 'files', recipient: `${way.folder}/out` };
}

function notTold(via: Telling['via'], words: string): Telling {
  return { kind: 'not-told', words, via };
}
