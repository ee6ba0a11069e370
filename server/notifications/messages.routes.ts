import Type from 'typebox';
import { Audience, Message, MessageState } from '../../shared/notifications/message.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { StoreParams, type HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage } from '../platform/paging.ts';
import { findMessagePage, keyOf, retryMessage } from './messages.service.ts';

const tags = ['messages'];
const config = inStore('messages:write');
const MessageQuery = Type.Object(
  {
    ...PageQuery.properties,
    state: Type.Optional(MessageState),
    to: Type.Optional(Audience),
    search: Type.Optional(
      Type.String({ maxLength: 100, description: 'a name, an address, or an order number' }),
    ),
  },
  { additionalProperties: false },
);
const MessageParams = Type.Object({ ...StoreParams.properties, messageId: Type.String({ format: 'uuid' }) });

/** What customers and suppliers were told, and what did not reach them. */
export function messagesRoutes(app: HttpServer, ctx: Context): void {
  app.get(
    '/stores/:storeId/messages',
    {
      config,
      schema: { tags, params: StoreParams, querystring: MessageQuery, response: { 200: pageOf(Message) } },
    },
    async ({ params, query }) => {
      const { limit, after } = readPage(query);
      const { state, to, search } = query;
      const filter = { state, to, search: search || undefined, after, limit };
      return toPage(await findMessagePage(ctx, params.storeId, filter), limit, keyOf);
    },
  );
  app.post(
    '/stores/:storeId/messages/:messageId/retry',
    { config, schema: { tags, params: MessageParams, response: { 200: Message } } },
    (request) => retryMessage(asCaller(ctx, request), request.params.storeId, request.params.messageId),
  );
}
