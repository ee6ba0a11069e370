import type { Change } from '../../shared/live/change.ts';
import { startChild, type Child } from './child.ts';
import { salesOf, type Kitchen } from './kitchen.ts';
import { now } from './monotonic.ts';
import type { FloodPeerVerbs } from './processes/flood-peer.ts';
import type { FloodScreensVerbs } from './processes/flood-screens.ts';
import type { LiveScreensVerbs } from './processes/live-screens.ts';
import type { ProductVerbs } from './processes/product-server.ts';
import type { Report } from './progress.ts';
import { rowOf, type Row } from './report.ts';
import { median, seededRandom } from './statistics.ts';
import { Till } from './till.ts';

export interface FloodSetting {
  connectionString: string;
  storeId: string;
  kitchen: Kitchen;
  rounds: number;
  seconds: number;
}

const SCREENS = 500;
const TILLS = 4;

interface Rig {
  product: Child<ProductVerbs>;
  productScreens: Child<LiveScreensVerbs>;
  peer: Child<FloodPeerVerbs>;
  peerScreens: Child<FloodScreensVerbs>;
  till: Till;
}

interface Flood {
  updatesPerSecond: number;
  salesPerSecond: number;
}

/** S2: change numbers that reach 500 screens per second, while four tills send their next sale as soon as one is taken. */
export async function measureFlood(setting: FloodSetting): Promise<Row[]> {
  const rig = await open(setting);
  await floodProduct(rig, setting, 'warm-up', 2);
  const changes = await rig.productScreens.ask('takeChanges');
  await floodPeer(rig, changes, 1);
  const product: Flood[] = [];
  const peer: number[] = [];
  for (let round = 0; round < setting.rounds; round++) {
    product.push(await floodProduct(rig, setting, `round-${round}`, setting.seconds));
    peer.push(await floodPeer(rig, changes, setting.seconds));
    await rig.productScreens.ask('takeChanges');
  }
  const report = await rig.productScreens.ask('report');
  await close(rig);
  return [
    rowOf({
      id: 'S2',
      what: `updates delivered to ${SCREENS} screens in a flood of sales`,
      unit: '/s',
      product: product.map(({ updatesPerSecond }) => updatesPerSecond),
      peer,
      target: { atLeast: 4 },
      note: noteOf(product, report),
    }),
  ];
}

function noteOf(floods: readonly Flood[], { gaps, cuts }: Report): string {
  const sales = Math.round(median(floods.map(({ salesPerSecond }) => salesPerSecond)));
  return `${gaps === 0 ? 'no gap' : `${gaps} GAPS`}, ${cuts} connections cut as too slow, at ${sales} sales/s`;
}

async function open({ connectionString, storeId }: FloodSetting): Promise<Rig> {
  const rig = {
    product: startChild<ProductVerbs>('product-server'),
    productScreens: startChild<LiveScreensVerbs>('live-screens'),
    peer: startChild<FloodPeerVerbs>('flood-peer'),
    peerScreens: startChild<FloodScreensVerbs>('flood-screens'),
  };
  const url = await rig.product.ask('start', { connectionString, port: 0 });
  await rig.productScreens.ask('connect', { url, storeId, count: SCREENS, arrivals: false });
  await rig.peerScreens.ask('connect', { url: await rig.peer.ask('start', 0), count: SCREENS });
  return { ...rig, till: new Till(url, storeId, TILLS) };
}

async function close({ product, productScreens, peer, peerScreens, till }: Rig): Promise<void> {
  till.close();
  await Promise.all([productScreens.stop(), peerScreens.stop(), peer.stop()]);
  await product.ask('stop');
  await product.stop();
}

async function floodProduct(
  { product, productScreens, till }: Rig,
  { kitchen, storeId }: FloodSetting,
  name: string,
  seconds: number,
): Promise<Flood> {
  const before = await productScreens.ask('report');
  const startedAt = now();
  const until = startedAt + seconds * 1000;
  const sold = await Promise.all(
    Array.from({ length: TILLS }, (_, each) => sellUntil(till, kitchen, `s2-${name}-${each}`, until)),
  );
  // What was sold last is still on its way; until it has arrived, the clock runs.
  await productScreens.ask('reach', await product.ask('head', storeId));
  const after = await productScreens.ask('report');
  const elapsed = (after.at - startedAt) / 1000;
  return {
    updatesPerSecond: (after.delivered - before.delivered) / elapsed,
    salesPerSecond: sold.reduce((sum, sales) => sum + sales, 0) / elapsed,
  };
}

async function sellUntil(till: Till, kitchen: Kitchen, name: string, until: number): Promise<number> {
  const random = seededRandom(name.length);
  let sold = 0;
  for (; now() < until; sold++)
    await till.post(JSON.stringify({ sales: salesOf(kitchen, 2, `${name}-${sold}`, random) }));
  return sold;
}

async function floodPeer(
  { peer, peerScreens }: Rig,
  changes: readonly Change[],
  seconds: number,
): Promise<number> {
  const before = await peerScreens.ask('report');
  const startedAt = now();
  const last = await peer.ask('flood', { changes, ms: seconds * 1000 });
  await peerScreens.ask('reach', last);
  const after = await peerScreens.ask('report');
  return (after.delivered - before.delivered) / ((after.at - startedAt) / 1000);
}
