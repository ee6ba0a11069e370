import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { supplierUrls, type LinkContext } from '../orders/links.service.ts';
import type { Attachment } from '../platform/mail.ts';
import type { Queryable } from '../platform/database.ts';
import type { SupplierDocument } from '../purchasing/supplier-document.ts';
import { findToTell } from '../purchasing/telling.service.ts';
import type { Delivery } from './delivery.ts';
import type { Finished, SupplierMessage } from './messages.store.ts';
import { orderCsv } from './supplier-csv.ts';
import { mailHtml } from './supplier-mail.ts';
import { orderPdf, type Typefaces } from './supplier-pdf.ts';
import { sheetOf, type Sheet } from './supplier-sheet.ts';

/** A purchase order on its way to its supplier: however often it is tried, it is made of the same document. */
export async function supplierDelivery(
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

/** What a try means for the story of the order; null while it will be tried again. */
export function mailEventOf(
  { recipient, subject }: SupplierMessage,
  { state, problem }: Finished,
): { kind: 'mailed' | 'mail-failed'; words: string } | null {
  if (state === 'sent') return { kind: 'mailed', words: `e-mail sent to ${recipient}: ${subject}` };
  if (state === 'queued') return null;
  return { kind: 'mail-failed', words: `the e-mail to ${recipient} could not be delivered: ${problem}` };
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
