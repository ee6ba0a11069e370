import { StoresBoard } from '../../shared/displays/stores-board.schema.ts';
import { inAnyStore } from '../identity/access-rules.ts';
import { callerOf } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import type { HttpServer } from '../platform/http.ts';
import { findStoresBoard } from './stores-board.service.ts';

export function storesBoardRoutes(app: HttpServer, ctx: Context): void {
  app.get(
    '/stores-board',
    { config: inAnyStore('stock:read'), schema: { tags: ['stores'], response: { 200: StoresBoard } } },
    (request) => findStoresBoard(ctx, callerOf(request)),
  );
}
