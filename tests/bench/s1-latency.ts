import { startChild, type Child } from './child.ts';
import { saleOf, type Kitchen } from './kitchen.ts';
import type { EmitPeerVerbs } from './processes/emit-peer.ts';
import type { LiveScreensVerbs } from './processes/live-screens.ts';
import type { ProductVerbs } from './processes/product-server.ts';
import type { Row } from './report.ts';
import { rowOf } from './report.ts';
import { pick, quantile, seededRandom } from './statistics.ts';
import { Till } from './till.ts';

export interface LatencySetting {
  connectionString: string;
  storeId: string;
  kitchen: Kitchen;
  rounds: number;
  seconds: number;
}

const SCREENS = 200;
const CHANGES_PER_SECOND = 50;

interface Rig {
  product: Child<ProductVerbs>;
  productScreens: Child<LiveScreensVerbs>;
  peer: Child<EmitPeerVerbs>;
  peerScreens: Child<LiveScreensVerbs>;
  till: Till;
}

/** S1: how long after a commit the last of 200 screens has it. The peer replays the commits' own instants and changes. */
export async function measureLatency(setting: LatencySetting): Promise<Row[]> {
  const { storeId, rounds, seconds } = setting;
  const rig = await open(setting);
  const product: number[][] = [];
  const peer: number[][] = [];
  await oneRound(rig, setting, 'warm-up', 2);
  for (let round = 0; round < rounds; round++) {
    const latencies = await oneRound(rig, { ...setting, storeId }, `round-${round}`, seconds);
    product.push(latencies.product);
    peer.push(latencies.peer);
  }
  await close(rig);
  const what = `commit → last of ${SCREENS} screens, ${CHANGES_PER_SECOND} changes/s`;
  const at = (q: number) => ({
    product: product.map((each) => quantile(each, q)),
    peer: peer.map((each) => quantile(each, q)),
  });
  return [
    rowOf({ id: 'S1', what: `${what}: p50`, unit: 'ms', ...at(0.5) }),
    rowOf({ id: 'S1', what: `${what}: p99`, unit: 'ms', ...at(0.99), target: { atMost: 1.5 } }),
  ];
}

async function open({ connectionString, storeId }: LatencySetting): Promise<Rig> {
  const rig = {
    product: startChild<ProductVerbs>('product-server'),
    productScreens: startChild<LiveScreensVerbs>('live-screens'),
    peer: startChild<EmitPeerVerbs>('emit-peer'),
    peerScreens: startChild<LiveScreensVerbs>('live-screens'),
  };
  const url = await rig.product.ask('start', { connectionString, port: 0 });
  await rig.productScreens.ask('connect', { url, storeId, count: SCREENS, arrivals: true });
  await rig.peerScreens.ask('connect', {
    url: await rig.peer.ask('start', 0),
    storeId,
    count: SCREENS,
    arrivals: true,
  });
  return { ...rig, till: new Till(url, storeId, 20) };
}

async function close({ product, productScreens, peer, peerScreens, till }: Rig): Promise<void> {
  till.close();
  await Promise.all([productScreens.stop(), peerScreens.stop(), peer.stop()]);
  await product.ask('stop');
  await product.stop();
}

async function oneRound(rig: Rig, { storeId, kitchen }: LatencySetting, name: string, seconds: number) {
  const before = (await rig.productScreens.ask('report')).head;
  const peerBefore = (await rig.peerScreens.ask('report')).head;
  await rig.product.ask('takeCommits');
  const sales = await sellOnSchedule(rig.till, kitchen, name, seconds);
  await rig.productScreens.ask('reach', before + sales);
  const commits = await rig.product.ask('takeCommits');
  const arrivals = await rig.productScreens.ask('takeArrivals');
  if (commits.length !== sales || arrivals.size !== sales) {
    throw new Error(
      `${sales} sales made ${commits.length} commits and ${arrivals.size} changes; S1 counts on one each`,
    );
  }
  const changes = await rig.productScreens.ask('takeChanges');
  const offsets = commits.map((commit) => commit - commits[0]!);
  const sentAt = await rig.peer.ask('replay', { storeId, from: peerBefore + 1, offsets, changes });
  await rig.peerScreens.ask('reach', peerBefore + sales);
  const peerArrivals = await rig.peerScreens.ask('takeArrivals');
  await rig.peerScreens.ask('takeChanges');
  return {
    product: commits.map((commit, index) => arrivals.get(before + 1 + index)! - commit),
    peer: sentAt.map((sent, index) => peerArrivals.get(peerBefore + 1 + index)! - sent),
  };
}

/** Sells one drink at a time, at the random moments at which guests order; every sale is one commit and one change. */
async function sellOnSchedule(till: Till, kitchen: Kitchen, name: string, seconds: number): Promise<number> {
  const random = seededRandom(name.length * 7919 + name.charCodeAt(name.length - 1));
  const count = seconds * CHANGES_PER_SECOND;
  const startedAt = performance.now();
  const posts: Promise<void>[] = [];
  for (let index = 0, due = 0; index < count; index++) {
    due += (-Math.log(1 - random()) * 1000) / CHANGES_PER_SECOND;
    const wait = startedAt + due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    posts.push(
      till.post(
        JSON.stringify({ sales: [saleOf(`s1-${name}-${index}`, [pick(random, kitchen.drinks)], random)] }),
      ),
    );
  }
  await Promise.all(posts);
  return count;
}
