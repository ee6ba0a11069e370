import { sql, type Kysely } from 'kysely';

const TABLES = [
  // Set once, at the first start: from then on there is an owner, and nobody else may set up.
  `alter table deployment add column organisation text`,

  // People sign in with e-mail and password; staff may have a PIN alone. Removed people stay for the record.
  `create table person (
    id uuid primary key,
    name text not null,
    email text,
    password_hash text,
    pin_hash text,
    is_owner boolean not null default false,
    created_at timestamptz not null,
    removed_at timestamptz
  )`,
  `create unique index person_email on person (lower(email)) where removed_at is null`,
  `create table store_role (
    store_id uuid not null references store,
    person_id uuid not null references person,
    role text not null check (role in ('manager', 'staff')),
    primary key (store_id, person_id)
  )`,
  `create index store_role_person on store_role (person_id)`,

  // A screen: unpaired while it has a code, paired once it has a store.
  `create table device (
    id uuid primary key,
    secret_hash bytea not null,
    words text not null,
    code text unique,
    code_expires_at timestamptz,
    kind text check (kind in ('wall', 'tablet')),
    store_id uuid references store,
    name text,
    created_at timestamptz not null,
    claimed_at timestamptz,
    claimed_by uuid references person,
    last_seen_at timestamptz,
    build text,
    revoked_at timestamptz,
    check ((code is null) = (code_expires_at is null)),
    check ((store_id is null) = (kind is null) and (store_id is null) = (name is null))
  )`,
  `create index device_store on device (store_id) where revoked_at is null`,
  `create table device_token (
    token_hash bytea primary key,
    device_id uuid not null references device,
    created_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  `create index device_token_device on device_token (device_id)`,

  // Somebody who signed in: with a password in a browser, or with a PIN on a tablet (then device_id says on which).
  `create table session (
    id uuid primary key,
    token_hash bytea not null unique,
    person_id uuid not null references person,
    device_id uuid references device,
    agent text,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    confirmed_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
  )`,
  `create index session_person on session (person_id) where ended_at is null`,

  // Links sent by e-mail: an invitation, or a way to set a new password. Used once.
  `create table person_link (
    token_hash bytea primary key,
    person_id uuid not null references person,
    purpose text not null check (purpose in ('invitation', 'reset')),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`,

  `create table api_key (
    id uuid primary key,
    name text not null,
    key_hash bytea not null unique,
    hint text not null,
    permissions text[] not null,
    store_ids uuid[],
    created_at timestamptz not null,
    created_by uuid references person,
    last_used_at timestamptz,
    expires_at timestamptz,
    revoked_at timestamptz
  )`,

  // Failed tries by what they were made on: an account, a device, an address.
  `create table lockout (
    subject text primary key,
    failures integer not null,
    last_failed_at timestamptz not null,
    locked_until timestamptz not null
  )`,

  // Who did what. Of a store, or of the whole organisation where store_id is null.
  `create table audit_entry (
    id bigint generated always as identity primary key,
    store_id uuid references store,
    at timestamptz not null,
    actor_kind text not null check (actor_kind in ('person', 'device', 'key', 'system')),
    actor_id uuid,
    actor_name text not null,
    device_id uuid,
    action text not null,
    entity_id text,
    entity_name text,
    before jsonb,
    after jsonb
  )`,
  `create index audit_entry_store on audit_entry (store_id, id)`,
  `create trigger audit_entry_append_only before update or delete on audit_entry
    for each statement execute function refuse_change()`,
  `create trigger audit_entry_is_kept before truncate on audit_entry
    for each statement execute function refuse_change()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db);
}
