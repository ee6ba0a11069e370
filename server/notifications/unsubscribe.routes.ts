import type { FastifyReply } from 'fastify';
import { PUBLIC } from '../identity/access-rules.ts';
import type { LinkContext } from '../orders/links.service.ts';
import { LinkParams, NoContent, type HttpServer } from '../platform/http.ts';
import { askPage, donePage } from './unsubscribe-page.ts';
import { readUnsubscribeLink, unsubscribe } from './unsubscribe.service.ts';

const params = LinkParams;
/** What mail programs (RFC 8058) and forms send: it says nothing that the address does not. */
const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** The link in an e-mail. Mail programs post to it by themselves; people who follow it are asked first. */
export async function unsubscribeRoutes(app: HttpServer, ctx: LinkContext): Promise<void> {
  app.addContentTypeParser(FORMS, { parseAs: 'buffer', bodyLimit: 10_000 }, (_request, _body, done) =>
    done(null, undefined),
  );
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

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .code(200)
    .serializer((payload: unknown) => payload as string)
    .header('Content-Type', 'text/html; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .header('Referrer-Policy', 'no-referrer')
    .send(html);
}
