import { sql, type Kysely } from 'kysely';
import { storePolicies } from './20261124T1600-store-isolation.ts';

const STATEMENTS = [
  // agreed_price is what a pack of the order's line cost by the order when it came, beside the pack_price on the delivery note.
  //
  // Goods that came in place of what was ordered are a row of their own: received and rejected are 0, and so much of the
  // substitute came, in its own stock unit; the row's lot and best-before are those of the substitute. substituted is how much
  // of what was ordered it stands for, in the stock unit of the order's line: so much of the line counts as cancelled, and is
  // not waited for any more. 0 where what was ordered is still to come.
  `alter table receipt_line
    add column agreed_price bigint check (agreed_price >= 0),
    add column substitute_item_id uuid references item,
    add column substitute_quantity numeric(14,3) check (substitute_quantity > 0),
    add column substituted numeric(14,3) not null default 0 check (substituted >= 0),
    add check ((substitute_item_id is null) = (substitute_quantity is null)),
    add check (substitute_item_id is null or received = 0 and rejected = 0),
    add check (substitute_item_id is not null or substituted = 0)`,

  // Pictures of goods that were sent back, as the tablet scaled them down. In the database, so that they are backed up,
  // guarded and restored with the receipt that they belong to. The id is the sender's, so that one sent twice is kept once;
  // digest is of what was sent, content what was kept of it: without where and by which device it was taken.
  `create table receipt_photo (
    store_id uuid not null references store,
    id uuid not null,
    receipt_id uuid not null,
    purchase_order_line_id uuid not null,
    content_type text not null check (content_type in ('image/jpeg', 'image/png', 'image/webp')),
    content bytea not null,
    digest bytea not null,
    at timestamptz not null,
    added_by text not null,
    primary key (store_id, id),
    foreign key (store_id, purchase_order_line_id) references purchase_order_line (store_id, id)
  )`,
  `create index receipt_photo_receipt on receipt_photo (store_id, receipt_id)`,
  ...storePolicies(['receipt_photo']),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
