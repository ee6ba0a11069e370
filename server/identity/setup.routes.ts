import { SetupAnswer, SetupInput, SetupState } from '../../shared/identity/person.schema.ts';
import type { HttpServer } from '../platform/http.ts';
import { PUBLIC } from './access-rules.ts';
import { originOf, setSessionCookie } from './auth.routes.ts';
import type { SessionCookie } from './session-cookie.ts';
import { isSetUp, setUp, type SetupContext } from './setup.service.ts';
import { startSession } from './sign-in.service.ts';

const tags = ['setup'];

export function setupRoutes(app: HttpServer, ctx: SetupContext, cookie: SessionCookie): void {
  app.get('/setup', { config: PUBLIC, schema: { tags, response: { 200: SetupState } } }, async () => ({
    done: await isSetUp(ctx.db),
  }));
  app.post(
    '/setup',
    { config: PUBLIC, schema: { tags, body: SetupInput, response: { 201: SetupAnswer } } },
    async (request, reply) => {
      const { storeId, owner } = await setUp(ctx, request.body);
      setSessionCookie(
        reply,
        cookie,
        await startSession(ctx, owner, { agent: originOf(request).agent, deviceId: null }),
      );
      return reply.code(201).send({ storeId });
    },
  );
}
