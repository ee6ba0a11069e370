import Type, { type Static } from 'typebox';
import { Instant } from '../time.ts';

/** One change: who, when, from what; `before` and `after` hold the fields that differ, or the whole of what is new or gone. */
export const AuditEntry = Type.Object({
  id: Type.Integer(),
  storeId: Type.Union([Type.String(), Type.Null()]),
  at: Instant,
  actor: Type.Object({
    kind: Type.Enum(['person', 'device', 'key', 'system']),
    id: Type.Union([Type.String(), Type.Null()]),
    name: Type.String(),
    device: Type.Union([Type.String(), Type.Null()]),
  }),
  action: Type.String(),
  entityId: Type.Union([Type.String(), Type.Null()]),
  entityName: Type.Union([Type.String(), Type.Null()]),
  before: Type.Unknown(),
  after: Type.Unknown(),
});
export type AuditEntry = Static<typeof AuditEntry>;

export const AuditQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.String({ pattern: '^([1-9][0-9]{0,2}|1000)$', description: 'a whole number from 1 to 1000' }),
    ),
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
    search: Type.Optional(Type.String({ maxLength: 100, description: 'words in who, what or which' })),
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
    format: Type.Optional(Type.Enum(['json', 'csv'])),
  },
  { additionalProperties: false },
);
export type AuditQuery = Static<typeof AuditQuery>;
