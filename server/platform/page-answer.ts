import type { FastifyReply } from 'fastify';
import type { HttpServer } from './http.ts';

/** What mail programs (RFC 8058) and forms send: it says nothing that the address does not. */
const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** For a scope of its own, as no other route may take such bodies. */
export function acceptForms(app: HttpServer): void {
  app.addContentTypeParser(FORMS, { parseAs: 'buffer', bodyLimit: 10_000 }, (_request, _body, done) =>
    done(null, undefined),
  );
}

export function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .code(200)
    .serializer((payload: unknown) => payload as string)
    .header('Content-Type', 'text/html; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .header('Referrer-Policy', 'no-referrer')
    .send(html);
}
