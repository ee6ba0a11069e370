import { sql } from 'kysely';
import type { TemplateText } from '../../shared/notifications/message.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { TemplateKey } from './own-words.ts';

export interface TemplateRow extends TemplateKey, TemplateText {
  changedAt: Date;
  changedBy: string;
}

/** Those that a manager wrote. */
export async function listTemplates(db: Queryable, storeId: string): Promise<TemplateRow[]> {
  const { rows } =
    await sql<TemplateRow>`select kind, channel, language, subject, body, changed_at as "changedAt",
      changed_by as "changedBy" from message_template where store_id = ${storeId}`.execute(db);
  return rows;
}

export async function upsertTemplate(trx: Transaction, storeId: string, row: TemplateRow): Promise<void> {
  const { kind, channel, language, subject, body, changedAt, changedBy } = row;
  await sql`insert into message_template (store_id, kind, channel, language, subject, body, changed_at, changed_by)
    values (${storeId}, ${kind}, ${channel}, ${language}, ${subject}, ${body}, ${changedAt}, ${changedBy})
    on conflict (store_id, kind, channel, language) do update set subject = excluded.subject, body = excluded.body,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(trx);
}

export async function deleteTemplate(
  trx: Transaction,
  storeId: string,
  { kind, channel, language }: TemplateKey,
): Promise<void> {
  await sql`delete from message_template
    where store_id = ${storeId} and kind = ${kind} and channel = ${channel} and language = ${language}`.execute(
    trx,
  );
}
