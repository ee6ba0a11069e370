import { PUBLIC } from '../identity/access-rules.ts';
import type { LinkContext } from '../orders/links.service.ts';
import { LinkParams, NoContent, type HttpServer } from '../platform/http.ts';
import { acceptForms, sendPage } from '../platform/page-answer.ts';
import { askPage, donePage } from './unsubscribe-page.ts';
import { readUnsubscribeLink, unsubscribe } from './unsubscribe.service.ts';

const params = LinkParams;

/** The link in an e-mail. Mail programs post to it by themselves; people who follow it are asked first. */
export async function unsubscribeRoutes(app: HttpServer, ctx: LinkContext): Promise<void> {
  acceptForms(app);
  const schema = { tags: ['order status'], params };
  app.get('/unsubscribe/:token', { config: PUBLIC, schema }, async (request, reply) =>
    sendPage(reply, askPage(await readUnsubscribeLink(ctx, request.params.token))),
  );
  app.post(
    '/unsubscribe/:token',
    { config: PUBLIC, schema: { ...schema, response: { 204: NoContent } } },
    async (request, reply) => {
      const { token } = request.params;
      await unsubscribe(ctx, token);
      if (!request.headers.accept?.includes('text/html')) return reply.code(204).send();
      return sendPage(reply, donePage(await readUnsubscribeLink(ctx, token)));
    },
  );
}
