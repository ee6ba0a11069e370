import Type from 'typebox';
import {
  Invitation,
  Person,
  PersonAnswer,
  PersonInput,
  PersonPatch,
} from '../../shared/identity/person.schema.ts';
import { NoContent, type HttpServer } from '../platform/http.ts';
import { inAnyStore } from './access-rules.ts';
import { asCaller, callerOf } from './caller.ts';
import type { IdentityContext } from '../platform/context.ts';
import { addPerson, changePerson, findPeople, invitePerson, removePerson } from './people.service.ts';

const tags = ['people'];
const params = Type.Object({ personId: Type.String({ format: 'uuid' }) });
const config = inAnyStore('people:write', { confirmed: true });

export function peopleRoutes(app: HttpServer, ctx: IdentityContext): void {
  const people = Type.Object({ items: Type.Array(Person) });
  app.get(
    '/people',
    { config: inAnyStore('people:write'), schema: { tags, response: { 200: people } } },
    async (request) => ({
      items: await findPeople(ctx.db, callerOf(request)),
    }),
  );
  app.post(
    '/people',
    { config, schema: { tags, body: PersonInput, response: { 201: PersonAnswer } } },
    async (request, reply) =>
      reply.code(201).send(await addPerson(asCaller(ctx, request), callerOf(request), request.body)),
  );
  app.patch(
    '/people/:personId',
    { config, schema: { tags, params, body: PersonPatch, response: { 200: Person } } },
    (request) =>
      changePerson(asCaller(ctx, request), callerOf(request), request.params.personId, request.body),
  );
  app.delete(
    '/people/:personId',
    { config, schema: { tags, params, response: { 204: NoContent } } },
    async (request, reply) => {
      await removePerson(asCaller(ctx, request), callerOf(request), request.params.personId);
      return reply.code(204).send();
    },
  );
  app.post(
    '/people/:personId/invite',
    { config, schema: { tags, params, response: { 200: Invitation } } },
    (request) => invitePerson(asCaller(ctx, request), callerOf(request), request.params.personId),
  );
}
