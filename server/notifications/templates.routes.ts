import Type from 'typebox';
import {
  Channel,
  MessageKind,
  MessageTemplate,
  TemplatePreview,
  TemplateText,
  TestSendInput,
} from '../../shared/notifications/message.schema.ts';
import { CustomerLanguage } from '../../shared/orders/order.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import { NoContent, StoreParams, type HttpServer } from '../platform/http.ts';
import type { NotificationsContext } from './deliver.service.ts';
import {
  changeTemplate,
  findTemplates,
  previewTemplate,
  resetTemplate,
  sendTest,
} from './templates.service.ts';

const tags = ['message templates'];
const config = inStore('messages:write');
const params = Type.Object({
  ...StoreParams.properties,
  ...{ kind: MessageKind, channel: Channel, language: CustomerLanguage },
});
const path = '/stores/:storeId/message-templates/:kind/:channel/:language';

/** The words in which customers are told. */
export function templatesRoutes(app: HttpServer, ctx: NotificationsContext): void {
  const templates = Type.Object({ items: Type.Array(MessageTemplate) });
  app.get(
    '/stores/:storeId/message-templates',
    { config, schema: { tags, params: StoreParams, response: { 200: templates } } },
    async ({ params }) => ({ items: await findTemplates(ctx, params.storeId) }),
  );
  app.put(
    path,
    { config, schema: { tags, params, body: TemplateText, response: { 200: MessageTemplate } } },
    (request) => {
      const { storeId, ...key } = request.params;
      return changeTemplate(asCaller(ctx, request), storeId, key, request.body);
    },
  );
  app.delete(
    path,
    { config, schema: { tags, params, response: { 204: NoContent } } },
    async (request, reply) => {
      const { storeId, ...key } = request.params;
      await resetTemplate(asCaller(ctx, request), storeId, key);
      return reply.code(204).send();
    },
  );
  trialRoutes(app, ctx);
}

function trialRoutes(app: HttpServer, ctx: NotificationsContext): void {
  app.post(
    `${path}/preview`,
    { config, schema: { tags, params, body: TemplateText, response: { 200: TemplatePreview } } },
    ({ params: { storeId, ...key }, body }) => previewTemplate(ctx, storeId, key, body),
  );
  app.post(
    `${path}/test`,
    { config, schema: { tags, params, body: TestSendInput, response: { 204: NoContent } } },
    async (request, reply) => {
      const { storeId, ...key } = request.params;
      await sendTest(asCaller(ctx, request), storeId, key, request.body);
      return reply.code(204).send();
    },
  );
}
