import Type from 'typebox';
import { InboxEntry } from '../../shared/purchasing/supplier-message.schema.ts';
import { storesWith, type Principal } from '../identity/access.ts';
import { inAnyStore } from '../identity/access-rules.ts';
import { callerOf } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import type { HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage, unknownCursor } from '../platform/paging.ts';
import { findInboxPage } from './supplier-messages.service.ts';

/** What programs and files of a supplier said. Which order it was about is told to those who may see that order. */
export function supplierInboxRoutes(app: HttpServer, ctx: Context): void {
  app.get(
    '/suppliers/:supplierId/inbox',
    {
      config: inAnyStore('purchasing:read'),
      schema: {
        tags: ['suppliers'],
        params: Type.Object({ supplierId: Type.String({ format: 'uuid' }) }),
        querystring: PageQuery,
        response: { 200: pageOf(InboxEntry) },
      },
    },
    async (request) => {
      const { limit, after: before } = readPage(request.query);
      if (before !== undefined && Number.isNaN(Date.parse(before))) throw unknownCursor();
      const entries = await findInboxPage(ctx.db, request.params.supplierId, { before, limit });
      const page = toPage(entries, limit, ({ at }) => at);
      return { ...page, items: page.items.map((entry) => asSeenBy(callerOf(request), entry)) };
    },
  );
}

function asSeenBy(principal: Principal, entry: InboxEntry): InboxEntry {
  const stores = storesWith(principal, 'purchasing:read');
  if (stores === null || (entry.storeId !== undefined && stores.includes(entry.storeId))) return entry;
  const { storeId: _, poId: __, order: ___, problem, ...rest } = entry;
  return { ...rest, ...(entry.order === undefined && problem !== undefined && { problem }) };
}
