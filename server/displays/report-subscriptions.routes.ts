import Type from 'typebox';
import {
  ReportSubscription,
  ReportSubscriptionInput,
  ReportSubscriptions,
} from '../../shared/displays/report-subscription.schema.ts';
import { inAnyStore, PUBLIC } from '../identity/access-rules.ts';
import { asCaller, callerOf } from '../identity/caller.ts';
import type { LinkContext } from '../orders/links.service.ts';
import { LinkParams, NoContent, type HttpServer } from '../platform/http.ts';
import { acceptForms, sendPage } from '../platform/page-answer.ts';
import { askToStopPage, stoppedPage } from './report-stop-page.ts';
import {
  changeSubscription,
  findMySubscriptions,
  readStopLink,
  sendReportNow,
  stopByLink,
  subscribe,
  TO_READ,
  unsubscribeFromReports,
} from './report-subscriptions.service.ts';

const tags = ['stores'];
const config = inAnyStore(TO_READ);
const params = Type.Object({ subscriptionId: Type.String({ format: 'uuid' }) });
const body = ReportSubscriptionInput;

/** Everybody's own: what others are sent is not to be seen here. */
export function reportSubscriptionsRoutes(app: HttpServer, ctx: LinkContext): void {
  app.get(
    '/report-subscriptions',
    { config, schema: { tags, response: { 200: ReportSubscriptions } } },
    (request) => findMySubscriptions(ctx, callerOf(request)),
  );
  app.post(
    '/report-subscriptions',
    { config, schema: { tags, body, response: { 201: ReportSubscription } } },
    async (request, reply) =>
      reply.code(201).send(await subscribe(asCaller(ctx, request), callerOf(request), request.body)),
  );
  app.put(
    '/report-subscriptions/:subscriptionId',
    { config, schema: { tags, params, body, response: { 200: ReportSubscription } } },
    (request) => {
      const { subscriptionId } = request.params;
      return changeSubscription(asCaller(ctx, request), callerOf(request), subscriptionId, request.body);
    },
  );
  const nothing = { config, schema: { tags, params, response: { 204: NoContent } } };
  app.delete('/report-subscriptions/:subscriptionId', nothing, async (request, reply) => {
    await unsubscribeFromReports(asCaller(ctx, request), callerOf(request), request.params.subscriptionId);
    return reply.code(204).send();
  });
  app.post('/report-subscriptions/:subscriptionId/send', nothing, async (request, reply) => {
    await sendReportNow(ctx, callerOf(request), request.params.subscriptionId);
    return reply.code(204).send();
  });
  void app.register(async (scope) => stopRoutes(scope, ctx));
}

/** The link in a mail. Mail programs post to it by themselves; people who follow it are asked first. */
function stopRoutes(app: HttpServer, ctx: LinkContext): void {
  acceptForms(app);
  const schema = { tags, params: LinkParams };
  app.get('/report-mails/:token', { config: PUBLIC, schema }, async ({ params }, reply) =>
    sendPage(reply, askToStopPage((await readStopLink(ctx, params.token)).language)),
  );
  app.post(
    '/report-mails/:token',
    { config: PUBLIC, schema: { ...schema, response: { 204: NoContent } } },
    async (request, reply) => {
      const { token } = request.params;
      await stopByLink(ctx, token);
      if (!request.headers.accept?.includes('text/html')) return reply.code(204).send();
      return sendPage(reply, stoppedPage((await readStopLink(ctx, token)).language));
    },
  );
}
