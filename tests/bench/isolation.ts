import { startChild } from './child.ts';
import type { ProductVerbs } from './processes/product-server.ts';
import { rowOf, type Row } from './report.ts';
import { analyse, batchesOf, queryOnce, sellBatches, type SalesSetting } from './s3-sales.ts';
import { Till } from './till.ts';

const WITHOUT_POLICIES = `do $$ declare confined name; begin
  for confined in select relname from pg_class where relrowsecurity loop
    execute format('alter table %I disable row level security', confined);
  end loop;
end $$`;

/** What the second wall between stores costs: the server as it is, against itself on a copy without row-level security. */
export async function measureIsolation(setting: SalesSetting): Promise<Row[]> {
  const { connectionString, peerConnectionString, rounds, batches } = setting;
  await queryOnce(peerConnectionString, WITHOUT_POLICIES);
  const sides = [await open(setting, connectionString), await open(setting, peerConnectionString)];
  const [product, peer]: [number[], number[]] = [[], []];
  for (let round = -1; round < rounds; round++) {
    const sales = batchesOf(setting, `round-${round}`, round < 0 ? 10 : batches);
    const rates = [await sellBatches(sides[0]!.till, sales), await sellBatches(sides[1]!.till, sales)];
    // The first round only warms up.
    if (round < 0) await Promise.all([analyse(connectionString), analyse(peerConnectionString)]);
    else [product, peer].forEach((figures, side) => figures.push(rates[side]!));
  }
  for (const { close } of sides) await close();
  const what = 'sale lines recorded with row-level security, against without';
  return [rowOf({ id: 'RLS', what, unit: '/s', product, peer, target: { atLeast: 0.9 } })];
}

async function open({ storeId }: SalesSetting, connectionString: string) {
  const server = startChild<ProductVerbs>('product-server');
  const till = new Till(await server.ask('start', { connectionString, port: 0 }), storeId, 1);
  const close = async (): Promise<void> => {
    till.close();
    await server.ask('stop');
    await server.stop();
  };
  return { till, close };
}
