import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { supplierUrls, type LinkContext } from '../orders/links.service.ts';
import type { Attachment } from '../platform/mail.ts';
import type { Queryable } from '../platform/database.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import type { SupplierDocument } from '../purchasing/supplier-document.ts';
import { findToTell, type Telling } from '../purchasing/telling.service.ts';
import { deliver, type NotificationsContext } from './deliver.service.ts';
import type { Delivery, Outcome } from './delivery.ts';
import type { Finished, SupplierMessage, SupplierWay } from './messages.store.ts';
import { orderCsv } from './supplier-csv.ts';
import { deliverToProgram } from './supplier-program.service.ts';
import { deliverAsFile } from './supplier-files.service.ts';
import { mailHtml } from './supplier-mail.ts';
import { orderPdf, type Typefaces } from './supplier-pdf.ts';
import { sheetOf, type Sheet } from './supplier-sheet.ts';

/** One try to tell a supplier of a purchase order: however often it is tried, it is made of the same document. */
export async function deliverToSupplier(
  ctx: NotificationsContext,
  message: SupplierMessage,
  signal: AbortSignal,
): Promise<Outcome> {
  const { storeId } = message;
  switch (message.channel) {
    case 'email': {
      const mail = await inStoreView(ctx.db, storeId, (db) => supplierMail(ctx, db, message));
      return deliver(ctx, { storeId, channel: 'email' }, mail, signal);
    }
    case 'webhook':
      return deliverToProgram(ctx, message, signal);
    case 'files':
      return deliverAsFile(ctx, message);
  }
}

async function supplierMail(
  ctx: LinkContext,
  db: Queryable,
  { storeId, poId, eventId, id, recipient: to, language, subject, body }: SupplierMessage,
): Promise<Delivery> {
  const { document } = await findToTell(db, storeId, eventId);
  const sheet = sheetOf(document);
  const portalUrl = (await supplierUrls(ctx, db, storeId))(poId);
  return {
    ...{ id, to, language, subject, body, storeName: document.store.name },
    html: mailHtml(sheet, portalUrl),
    attachments: await attachmentsOf(document, sheet),
  };
}

const WAYS: Readonly<Record<SupplierWay, { via: Telling['via']; what: string }>> = {
  email: { via: 'email', what: 'e-mail' },
  webhook: { via: 'api', what: 'message' },
  files: { via: 'file', what: 'file' },
};

/** What a try means for the story of the order; null while it will be tried again. */
export function tellingOf(
  { channel, recipient, subject }: SupplierMessage,
  { state, problem }: Finished,
): Telling | null {
  const { via, what } = WAYS[channel];
  if (state === 'sent') return { kind: 'mailed', words: `${what} sent to ${recipient}: ${subject}`, via };
  if (state === 'queued') return null;
  return {
    kind: 'mail-failed',
    words: `the ${what} to ${recipient} could not be delivered: ${problem}`,
    via,
  };
}

async function attachmentsOf(document: SupplierDocument, sheet: Sheet): Promise<Attachment[]> {
  const { number, version } = document;
  const name = `purchase-order-${number}-v${version}`;
  const pdf = await orderPdf(sheet, await typefaces(), new Date(document.at));
  return [
    { filename: `${name}.pdf`, contentType: 'application/pdf', content: pdf },
    { filename: `${name}.csv`, contentType: 'text/csv; charset=utf-8', content: orderCsv(document) },
  ];
}

let read: Promise<Typefaces> | undefined;

/** Read once. Whole ones: those that browsers get come in pieces, which cannot be embedded in a PDF. */
export function typefaces(): Promise<Typefaces> {
  return (read ??= readTypefaces());
}

async function readTypefaces(): Promise<Typefaces> {
  const [regular, bold] = await Promise.all(['400Regular', '700Bold'].map(readTypeface));
  return { regular: regular!, bold: bold! };
}

function readTypeface(weight: string): Promise<Buffer> {
  const file = `@expo-google-fonts/inter/${weight}/Inter_${weight}.ttf`;
  return readFile(fileURLToPath(import.meta.resolve(file)));
}
