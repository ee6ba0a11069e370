import Type from 'typebox';
import {
  ClaimInput,
  CodeQuery,
  Device,
  DevicePatch,
  PairingOffer,
  PendingScreen,
  ScreenCommandInput,
  TokenAnswer,
  TokenInput,
  type ScreenMessage,
} from '../../shared/identity/device.schema.ts';
import { NoContent, type HttpServer } from '../platform/http.ts';
import { inAnyStore, PUBLIC } from './access-rules.ts';
import { asCaller, callerOf } from './caller.ts';
import {
  changeScreen,
  claimScreen,
  findPendingScreen,
  findScreens,
  getManaged,
  issueScreenToken,
  offerPairing,
  revokeScreen,
  toDevice,
  type Presence,
} from './devices.service.ts';
import type { IdentityContext } from '../platform/context.ts';

export interface Screens extends Presence {
  /** Tells a screen something, wherever it is connected. */
  tell: (deviceId: string, message: ScreenMessage) => void;
}

const tags = ['screens'];
const params = Type.Object({ deviceId: Type.String({ format: 'uuid' }) });
const config = inAnyStore('screens:write');

export function devicesRoutes(app: HttpServer, ctx: IdentityContext, screens: Screens): void {
  pairingRoutes(app, ctx, screens);
  app.get(
    '/devices',
    { config, schema: { tags, response: { 200: Type.Object({ items: Type.Array(Device) }) } } },
    async (request) => ({
      items: await findScreens(ctx.db, callerOf(request), screens),
    }),
  );
  app.patch(
    '/devices/:deviceId',
    { config, schema: { tags, params, body: DevicePatch, response: { 200: Device } } },
    async (request) => {
      const { deviceId } = request.params;
      const changed = await changeScreen(asCaller(ctx, request), callerOf(request), deviceId, request.body);
      if (request.body.language !== undefined) screens.tell(deviceId, { language: changed.language });
      return toDevice(changed, screens);
    },
  );
  app.delete(
    '/devices/:deviceId',
    { config, schema: { tags, params, response: { 204: NoContent } } },
    async (request, reply) => {
      await revokeScreen(asCaller(ctx, request), callerOf(request), request.params.deviceId);
      return reply.code(204).send();
    },
  );
  app.post(
    '/devices/:deviceId/command',
    { config, schema: { tags, params, body: ScreenCommandInput, response: { 202: NoContent } } },
    async (request, reply) => {
      const { id } = await getManaged(ctx.db, callerOf(request), request.params.deviceId);
      screens.tell(id, request.body.command);
      return reply.code(202).send();
    },
  );
}

/** A screen shows a code; a manager types it, checks the words, claims; the screen gets its token. */
function pairingRoutes(app: HttpServer, ctx: IdentityContext, screens: Presence): void {
  app.post(
    '/devices',
    { config: PUBLIC, schema: { tags, response: { 201: PairingOffer } } },
    async ({ ip }, reply) => reply.code(201).send(await offerPairing(ctx, ip)),
  );
  app.post(
    '/devices/token',
    { config: PUBLIC, schema: { tags, body: TokenInput, response: { 200: TokenAnswer } } },
    ({ body }) => issueScreenToken(ctx, body),
  );
  app.get(
    '/devices/pending',
    { config, schema: { tags, querystring: CodeQuery, response: { 200: PendingScreen } } },
    (request) => findPendingScreen(ctx, callerOf(request), request.query.code),
  );
  app.post(
    '/devices/claim',
    { config, schema: { tags, body: ClaimInput, response: { 200: Device } } },
    async (request) =>
      toDevice(await claimScreen(asCaller(ctx, request), callerOf(request), request.body), screens),
  );
}
