import { expect, it } from 'vitest';
import { orderByThemselves } from '../../../server/purchasing/proposals.service.ts';
import { renewStandings } from '../../../server/purchasing/scorecard-policy.service.ts';
import type { Problem } from '../../../shared/errors.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { ReorderProposals } from '../../../shared/purchasing/reorder.schema.ts';
import type {
  LatenessCost,
  SavedScorecardPolicy,
  Scorecard,
  ScorecardList,
  ScorecardPreview,
  ScorecardShare,
  ScorecardShareList,
  ScoredOrders,
  SharedScorecard,
  StandingList,
  StandingRule,
} from '../../../shared/purchasing/scorecard.schema.ts';
import { eur, lineOf, openBuyer, type Buyer } from '../../support/buyer.ts';
import { csv, sendCsv } from '../../support/csv-upload.ts';
import { someoneIn } from '../../support/principals.ts';
import { AUTHORIZATION } from '../../support/test-key.ts';

/** Ten orders read from a file: seven that came when confirmed, one late, one short, one that never came. */
const PAST = csv(
  'order;supplier;ordered_at;sku;quantity;confirmed_at;received_at;received;rejected;price',
  ...Array.from(
    { length: 7 },
    (_, n) =>
      `P${n};Fish Lang;2026-03-0${n + 1};SALMON;20;2026-03-0${n + 2} 08:00;2026-03-0${n + 2} 07:40;;;`,
  ),
  'P7;Fish Lang;2026-03-08;SALMON;20;2026-03-09 08:00;2026-03-10 09:00;;;',
  'P8;Fish Lang;2026-03-09;SALMON;20;2026-03-10 08:00;2026-03-10 08:05;15;5;',
  'P9;Fish Lang;2026-03-10;SALMON;20;2026-03-11 08:00;;;;',
);

const cardOf = (buyer: Buyer, query = ''): Promise<Scorecard> =>
  buyer.app.expectOk('GET', `/suppliers/${buyer.supplier.id}/scorecard${query}`);

it('a supplier is scored by what a file says of the past, and by how it keeps its word from then on', async () => {
  const buyer = await openBuyer();
  const { app, clock, storeId } = buyer;
  const sent = await sendCsv(app, { kind: 'purchase-orders', csv: PAST, storeId, commit: true });
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  let card = await cardOf(buyer);
  expect(card.figures.onTime).toMatchObject({ value: 0.8, n: 10, orders: 10 });
  expect(card.figures.inFull).toMatchObject({ value: 0.8, n: 10 });
  expect(card.figures.otif.value).toBeCloseTo(0.7);
  expect(card.figures.rejectRate).toMatchObject({ value: 0.25 / 9, n: 9 });
  // 25 hours; the others came early, or five minutes late, which is tolerated.
  expect(card.figures.latenessP90.value).toBeCloseTo(25);
  for (const name of ['lateSilent', 'timeToAcknowledge', 'priceVariance'] as const)
    expect(card.figures[name], name).toEqual({ value: null, n: 0, orders: 0, low: null, high: null });

  // One that is told in time, one that is late without a word, one called off in time, one given up afterwards.
  const orders: PurchaseOrder[] = [];
  for (let n = 0; n < 4; n++) {
    const lines = [{ sku: 'SALMON', packs: 1 }];
    const po = await buyer.sent({ lines, expectedAt: '2026-03-21T08:00:00Z', again: true });
    clock.advance({ hours: 1 });
    orders.push(await buyer.move(po, 'acknowledge'));
  }
  const [told, silent, off, given] = orders as [PurchaseOrder, PurchaseOrder, PurchaseOrder, PurchaseOrder];
  await buyer.move(told, 'delay', { expectedAt: '2026-03-21T12:00:00Z' });
  await buyer.move(off, 'cancel');
  clock.set('2026-03-21T14:00:00Z');
  await buyer.move(given, 'cancel');
  await buyer.move(told, 'receive');
  const { lineId } = lineOf(silent, 'SALMON');
  await buyer.move(silent, 'receive', { lines: [{ lineId, quantity: 10, price: eur(18_900) }] });
  card = await cardOf(buyer);
  expect(card.figures.onTime).toMatchObject({ value: 8 / 13, n: 13 });
  expect(card.figures.inFull).toMatchObject({ value: 10 / 13 });
  expect(card.figures.lateTold).toMatchObject({ value: 1 / 3, n: 3 });
  expect(card.figures.lateSilent).toMatchObject({ value: 2 / 3, n: 3 });
  expect(card.figures.promiseSlips).toMatchObject({ value: 1 / 3 });
  expect(card.figures.timeToAcknowledge).toMatchObject({ value: 1, n: 3 });
  expect(card.figures.priceVariance.value).toBeCloseTo(0.05);
  // 35 × 8/13 + 25 × 10/13 + 15 × 1/3 + 15 × (1 − 0.25/11) + 5 × (1 − 0.05/0.1) + 5 × (1 − 1/48)
  expect(card.score.value).toBeCloseTo(67.82, 1);
  expect(card).toMatchObject({ supplier: 'Fish Lang', standing: { tone: 'poor' }, inForce: null });
  expect(card.trend.map(({ week, n }) => `${week} ${n}`)).toEqual([
    '2026-03-02 7',
    '2026-03-09 3',
    '2026-03-16 3',
  ]);

  // Every figure opens what it is made of; a window leaves out what was due before.
  const path = `/suppliers/${buyer.supplier.id}/scorecard`;
  const behind = await app.expectOk<ScoredOrders>('GET', `${path}/orders?figure=lateSilent&week=2026-03-16`);
  expect(behind.items.map(({ number, hits, lines }) => [number, hits, lines])).toEqual([
    [given.number, 1, 1],
    [silent.number, 1, 1],
    [told.number, 0, 1],
  ]);
  expect((await cardOf(buyer, '?from=2026-03-20T00:00:00Z')).figures.onTime).toMatchObject({
    value: 0,
    n: 3,
  });
  const refused = await app.request<Problem>('GET', `${path}?from=2026-03-22T00:00:00Z`);
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/querystring/from' }] } });
  expect(await app.expectOk<LatenessCost>('GET', `${path}/cost`)).toEqual({
    ...{ waitingLines: 0, movedLines: 0, emergencyLines: 0, emergencyOrders: 0 },
    ...{ lostDishes: 0, lostServings: 0, lostValue: [] },
  });
  const url = `/api/v1${path}?format=csv`;
  const file = await app.app.server.inject({ url, headers: AUTHORIZATION });
  expect(file.body).toContain('\nonTime,0.6154,');

  // Its supplier sees it by a link, for as long as that holds: the figures, and nothing of what follows.
  const { url: shared } = await app.expectOk<ScorecardShare>('POST', `${path}/share`, { validDays: 2 });
  const token = shared.split('/scorecard/')[1]!;
  const visit = (it: string) => app.requestAs<SharedScorecard>({}, 'GET', `/shared-scorecards/${it}`);
  const visited = await visit(token);
  expect(visited.body).toMatchObject({ supplier: 'Fish Lang', figures: { onTime: { value: 8 / 13 } } });
  expect(Object.keys(visited.body)).not.toContain('inForce');
  expect((await visit(`Q${token.slice(1)}`)).status).toBe(404);
  clock.advance({ hours: 49 });
  expect((await visit(token)).status).toBe(404);

  // It can be ended before, by whoever may see the orders that it counts.
  const other = await app.createStore({ name: 'Other' });
  const manager = await someoneIn(app, other.id, 'manager');
  const again = await app.expectOk<ScorecardShare>('POST', `${path}/share`, { validDays: 9 });
  const held = await app.expectOk<ScorecardShareList>('GET', `${path}/shares`);
  expect(held.items).toEqual([expect.objectContaining({ expiresAt: again.expiresAt })]);
  const end = `${path}/shares/${held.items[0]!.shareId}`;
  expect((await app.requestAs(manager.headers, 'GET', `${path}/shares`)).body).toEqual({ items: [] });
  expect((await app.requestAs(manager.headers, 'DELETE', end)).status).toBe(404);
  expect((await app.request('DELETE', end)).status).toBe(204);
  expect((await visit(again.url.split('/scorecard/')[1]!)).status).toBe(404);
  expect((await app.request('DELETE', end)).status).toBe(404);

  // A manager of another store sees how a supplier does there.
  const seen = await app.requestAs<ScorecardList>(manager.headers, 'GET', '/suppliers/scorecards');
  expect(seen.body.items).toMatchObject([
    { supplier: 'Fish Lang', rank: null, score: { n: 0, value: null } },
  ]);
});

it('a policy says what a score is made of and what follows: looked at first, in force afterwards, lifted by name', async () => {
  const buyer = await openBuyer();
  const { app, storeId, supplier } = buyer;
  await app.receive(storeId, { SALMON: 3 });
  await sendCsv(app, { kind: 'purchase-orders', csv: PAST, storeId, commit: true });
  const draft = await buyer.draft();
  const { standings, version } = await app.expectOk<SavedScorecardPolicy>('GET', '/scorecard-policy');
  expect(version).toBe(0);

  // On time alone: 80 of 100.
  const weights = { onTime: 1, inFull: 0, told: 0, accepted: 0, price: 0, acknowledge: 0 };
  const strict: StandingRule[] = standings.map((rule) => ({
    ...rule,
    ...(rule.tone === 'fair' && { from: 81 }),
    ...(rule.tone === 'poor' && { block: true }),
  }));
  const input = { weights, standings: strict };
  const preview = await app.expectOk<ScorecardPreview>('POST', '/scorecard-policy/preview', input);
  expect(preview.items).toMatchObject([
    {
      supplier: 'Fish Lang',
      score: { value: 80 },
      standing: { word: 'On watch', block: true },
      before: { standing: { block: false } },
    },
  ]);
  await buyer.move(draft, 'approve');
  const bad = await app.request<Problem>('PUT', '/scorecard-policy', { standings: [strict[1]] });
  expect(bad).toMatchObject({ status: 422, body: { errors: [{ pointer: '/standings/0/from' }] } });
  const saved = await app.request('PUT', '/scorecard-policy', input, { 'if-match': '"0"' });
  expect(saved).toMatchObject({ status: 200, headers: { etag: '"1"' } });
  expect(await app.request('PUT', '/scorecard-policy', input, { 'if-match': '"0"' })).toMatchObject({
    status: 412,
  });
  const { items: entries } = await app.expectOk<{ items: { action: string }[] }>('GET', '/audit');
  expect(entries[0]).toMatchObject({ action: 'scorecard-policy.change' });

  // Neither written nor sent; proposed only as long as nobody else sells it.
  const words = /^Fish Lang stands at “On watch” with 80 of 100 points, .* manager lift the standing/;
  for (const attempt of [
    app.request<Problem>('POST', buyer.path(`/${draft.poId}/send`)),
    app.request<Problem>('POST', buyer.path(), {
      supplierId: supplier.id,
      lines: [{ sku: 'CAKE', packs: 2 }],
    }),
  ]) {
    const { status, body } = await attempt;
    expect([status, body.detail]).toEqual([409, expect.stringMatching(words)]);
  }
  await buyer.move(draft, 'cancel');
  let isBlocked = true;
  const proposed = async (): Promise<string[]> => {
    const list = await app.expectOk<ReorderProposals>('GET', `/stores/${storeId}/reorder-proposals`);
    for (const each of list.proposals)
      expect(each.standing?.block ?? false).toBe(each.supplierId === supplier.id && isBlocked);
    return list.proposals.map((each) => each.supplier);
  };
  expect(await proposed()).toEqual(['Fish Lang']);
  await app.expectOk('PATCH', `/suppliers/${supplier.id}`, { ordering: 'automatic' });
  expect(await orderByThemselves(app.app.ctx), 'nor by itself').toBe(0);
  await app.expectOk('PATCH', `/suppliers/${supplier.id}`, { ordering: 'approve' });
  const { items: standing } = await app.expectOk<StandingList>('GET', '/suppliers/standings');
  expect(standing).toMatchObject([{ supplierId: supplier.id, word: 'On watch', block: true }]);
  await buyer.addSupplier(
    { name: 'Quay', leadTimeDays: 3 },
    { sku: 'SALMON', packName: 'case', packQuantity: 10, packPrice: eur(30_000) },
  );
  expect(await proposed()).toEqual(['Quay']);

  // Lifted until a day, by name; the standing stays, what follows does not.
  const until = new Date(buyer.clock.now().getTime() + 3_600_000).toISOString();
  const lifted = [{ supplierId: supplier.id, until, reason: 'New driver' }];
  await app.expectOk('PUT', '/scorecard-policy', { lifted });
  isBlocked = false;
  expect(await proposed()).toEqual(['Fish Lang']);
  const { inForce } = await cardOf(buyer);
  expect(inForce).toMatchObject({ word: 'On watch', block: false, lifted: { reason: 'New driver' } });
  buyer.clock.advance({ hours: 2 });
  await renewStandings(app.app.ctx);
  expect(await proposed()).toEqual(['Quay']);
  expect((await cardOf(buyer)).inForce!.since).toBe(inForce!.since);
  const { items } = await app.expectOk<ScorecardList>(
    'GET',
    `/suppliers/scorecards?itemId=${draft.lines[0]!.itemId}`,
  );
  expect(items.map(({ supplier: name, rank }) => [name, rank])).toEqual([
    ['Fish Lang', 1],
    ['Quay', null],
  ]);
});
