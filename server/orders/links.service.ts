import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';
import { readLink, signLink, type Link, type LinkKind } from './link-token.ts';
import { getLinkSecret } from './links.store.ts';

/** What use cases need that send people links. */
export interface LinkContext extends Context {
  /** Where people reach Larder, without a slash at the end. */
  publicUrl: string;
  /** Signs links instead of the secret of the database, where the settings name one. */
  linkSecret?: string | undefined;
}

type Secrets = Pick<LinkContext, 'publicUrl' | 'linkSecret'>;

/** Makes the addresses of order pages. */
export async function orderUrls(
  { publicUrl, linkSecret }: Secrets,
  db: Queryable,
  storeId: string,
): Promise<(orderId: string) => string> {
  const secret = await secretOf(linkSecret, db);
  return (id) => `${publicUrl}/order/${signLink({ kind: 'order', storeId, id }, secret)}`;
}

/** Makes the addresses of the pages on which suppliers answer purchase orders. */
export async function supplierUrls(
  { publicUrl, linkSecret }: Secrets,
  db: Queryable,
  storeId: string,
): Promise<(poId: string) => string> {
  const secret = await secretOf(linkSecret, db);
  return (id) => `${publicUrl}/supplier/${signLink({ kind: 'purchase-order', storeId, id }, secret)}`;
}

/** The address of a scorecard that is shared with its supplier. */
export async function scorecardUrl(
  { publicUrl, linkSecret }: Secrets,
  db: Queryable,
  { supplierId, shareId }: { supplierId: string; shareId: string },
): Promise<string> {
  const link: Link = { kind: 'scorecard', storeId: supplierId, id: shareId };
  return `${publicUrl}/scorecard/${signLink(link, await secretOf(linkSecret, db))}`;
}

/** Where mail programs say, with one click, that a person wants no more of these reports. */
export async function stopReportsUrl(
  { publicUrl, linkSecret }: Secrets,
  db: Queryable,
  { personId, subscriptionId }: { personId: string; subscriptionId: string },
): Promise<string> {
  const link: Link = { kind: 'report-mails', storeId: personId, id: subscriptionId };
  return `${publicUrl}/api/v1/report-mails/${signLink(link, await secretOf(linkSecret, db))}`;
}

/** Where mail programs say, with one click, that a customer wants to hear nothing more. */
export async function unsubscribeUrl(
  { publicUrl, linkSecret }: Secrets,
  db: Queryable,
  storeId: string,
  customerId: string,
): Promise<string> {
  const link: Link = { kind: 'customer', storeId, id: customerId };
  return `${publicUrl}/api/v1/unsubscribe/${signLink(link, await secretOf(linkSecret, db))}`;
}

/** @throws AppError `not-found` for a token that is not ours, or opens something else */
export async function openLink(
  { linkSecret }: Pick<LinkContext, 'linkSecret'>,
  db: Queryable,
  kind: LinkKind,
  token: string,
): Promise<Link> {
  const link = readLink(token, await secretOf(linkSecret, db));
  if (link?.kind !== kind) throw notFound('What this link opens');
  return link;
}

async function secretOf(given: string | undefined, db: Queryable): Promise<Buffer> {
  return given === undefined ? getLinkSecret(db) : Buffer.from(given);
}
