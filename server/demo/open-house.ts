import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DemoScreen } from '../../shared/demo.schema.ts';
import type { ScreenKind } from '../../shared/identity/access.schema.ts';
import type { App } from '../app.ts';
import { authenticate } from '../identity/authenticate.service.ts';
import { asCaller } from '../identity/caller.ts';
import { claimScreen, issueScreenToken, offerPairing } from '../identity/devices.service.ts';
import { sessionCookieFor } from '../identity/session-cookie.ts';
import { startSession } from '../identity/sign-in.service.ts';
import { AppError } from '../platform/errors.ts';

const SCREEN_NAMES: Record<ScreenKind, string> = { wall: 'Kitchen wall', tablet: 'Pass' };

/** Lets in every browser that this machine alone can start: somebody who only wants to look is asked for nothing. */
export class OpenHouse {
  readonly #app: App;
  readonly #owner: { id: string; name: string };

  constructor(app: App, owner: { id: string; name: string }) {
    this.#app = app;
    this.#owner = owner;
  }

  /** From here on whoever opens a page is signed in as the owner, and walls and tablets are paired on the way. */
  open(): void {
    this.#app.server.addHook('onRequest', async (request, reply) => {
      if (request.method !== 'GET' || !request.headers.accept?.includes('text/html')) return;
      await this.#signIn(request, reply);
      const [path, query = ''] = request.url.split('?');
      const isNewScreen =
        (path === '/wall' || path === '/tablet') && !new URLSearchParams(query).has('store');
      if (isNewScreen) return reply.redirect(`/demo?screen=${path.slice(1)}`);
    });
  }

  /** A new screen of the store, as a manager would have paired it. */
  async pair(
    request: Pick<FastifyRequest, 'cookies'>,
    storeId: string,
    kind: ScreenKind,
  ): Promise<DemoScreen> {
    const { ctx } = this.#app;
    const principal = await authenticate(ctx, request.cookies[this.#cookie.name] ?? '');
    if (!principal) throw new AppError('unauthenticated', 'Open a page of the demo first.');
    const { code, deviceId, secret } = await offerPairing(ctx, 'demo');
    const claim = { code, kind, storeId, name: SCREEN_NAMES[kind] };
    await claimScreen(asCaller(ctx, { principal }), principal, claim);
    return { deviceId, secret, ...(await issueScreenToken(ctx, { deviceId, secret })) };
  }

  get #cookie() {
    return sessionCookieFor(this.#app.ctx.publicUrl);
  }

  async #signIn({ cookies }: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { ctx } = this.#app;
    const { name, secure } = this.#cookie;
    const token = cookies[name];
    if (token !== undefined && (await authenticate(ctx, token))) return;
    const session = await startSession(ctx, this.#owner, { agent: 'A browser in the demo', deviceId: null });
    void reply.setCookie(name, session.token, { path: '/', httpOnly: true, sameSite: 'lax', secure });
  }
}
