import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  // What its supplier is told, as it was then: mail, table and print are made of it whenever they are sent.
  `alter table purchase_order_event add column document jsonb`,
  // Until now nobody was told of these but by people.
  `update purchase_order_event set told_at = at where told_at is null`,

  // A message goes to a customer, or to a supplier about a purchase order; of one event there is one message.
  `alter table message alter column customer_id drop not null,
    add column supplier_id uuid references supplier,
    add column purchase_order_id uuid,
    add column purchase_order_event_id bigint,
    add foreign key (store_id, purchase_order_id) references purchase_order (store_id, id),
    add foreign key (store_id, purchase_order_event_id) references purchase_order_event (store_id, id),
    add check ((customer_id is null) <> (supplier_id is null)),
    add check ((supplier_id is null) = (purchase_order_id is null)
      and (supplier_id is null) = (purchase_order_event_id is null))`,
  `create unique index message_purchase_order_event on message (store_id, purchase_order_event_id)
    where purchase_order_event_id is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
