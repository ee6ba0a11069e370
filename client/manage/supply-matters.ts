import type { BackorderRisk } from '../../shared/forecasts/backorder-risk.schema.ts';
import type { ExpectedDelivery } from '../../shared/purchasing/expected-delivery.schema.ts';
import type { NextDelivery, ReorderProposal } from '../../shared/purchasing/reorder.schema.ts';
import type { PurchaseOrderSummary } from '../../shared/purchasing/purchase-order.schema.ts';
import type { TransferSummary } from '../../shared/purchasing/transfer.schema.ts';
import { aboutWhen, chanceWords } from '../forecasts/depletion-words.ts';
import { beforeWhat, riskFacts } from '../forecasts/risk-words.ts';
import { totalOf, wantedLines } from '../purchasing/proposal-draft.ts';
import { lateWords } from '../purchasing/delivery-words.ts';
import {
  KIND_LOOKS,
  linesWords,
  needsApproval,
  packsWords,
  TO_APPROVE,
} from '../purchasing/purchase-words.ts';
import { counted } from '../orders/order-words.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import { moneyWords } from '../ui/money-words.ts';
import { byUrgency, folded, type Matter } from './today-matters.ts';

const HOUR = 3_600_000;
/** So many rows of one kind. */
const MOST = 5;
/** What is likelier than not to run out so soon, and before more comes, needs somebody now. */
const LIKELY = 0.5;
const SOON_MS = 36 * HOUR;
/** What drives a risk most; more of it stands on the item's page. */
const RISK_FACTS = 2;
/** Beyond that many lines an order is looked at before it goes out. */
const PLAIN_LINES = 3;
/** Whoever asked waits so long gladly, where no time is known. */
const UNKNOWN_MS = 4 * HOUR;

/** Who reads it, and when. */
export interface Reading {
  times: StoreTimes;
  nowMs: number;
  mayWrite: boolean;
  mayApprove: boolean;
  /** What needs nobody's approval, in minor units. */
  approvalAbove: number | undefined;
}

export const riskKey = ({ itemId }: BackorderRisk): string => `runs out ${itemId}`;

/** Items that run out soon, and before their next delivery, the first ones; of the others, Today tells below. */
export function riskMatters(
  risks: readonly BackorderRisk[],
  proposals: readonly ReorderProposal[],
  { times, nowMs }: Reading,
): Matter[] {
  const supplierOf = new Map(proposals.flatMap((it) => it.lines.map(({ itemId }) => [itemId, it] as const)));
  const urgent = risks.filter((risk) => needsSomebody(risk, nowMs));
  const matters = urgent.map((risk): Matter => {
    const { itemId, name, p50 = '', made } = risk;
    const proposal = supplierOf.get(itemId);
    return {
      ...{ key: riskKey(risk), kind: 'runs-out', picture: { shape: 'half-ring' }, tone: 'low' },
      what: `${name} runs out ${aboutWhen(p50, times, nowMs).replace(/^~/, 'about ')}`,
      why: [
        `${chanceWords(risk.chance)} ${beforeWhat(risk)}`,
        ...riskFacts(risk, times, nowMs).slice(0, RISK_FACTS),
      ],
      costsAt: Date.parse(p50),
      ...(proposal && !made
        ? { href: `#/order-now/${proposal.supplierId}`, action: { words: 'Order now' } }
        : { href: `#/stock/${itemId}/forecast`, action: { words: 'Look' } }),
    };
  });
  return byUrgency(matters, nowMs).slice(0, MOST);
}

function needsSomebody({ chance, p50, next }: BackorderRisk, nowMs: number): boolean {
  if (p50 === undefined || chance < LIKELY || Date.parse(p50) > nowMs + SOON_MS) return false;
  return !next || Date.parse(p50) < Date.parse(next.at);
}

/** What to order, supplier by supplier, until its cut-off. */
export function proposalMatters(proposals: readonly ReorderProposal[], reading: Reading): Matter[] {
  const matters = proposals.map((proposal): Matter => {
    const { supplierId, supplier, lines, emergency, total, belowMinimum } = proposal;
    const [by, isPlain] = [Date.parse(proposal.orderBy), isPlainOrder(proposal, reading)];
    const { shape, tone } = emergency ? KIND_LOOKS.emergency : KIND_LOOKS.reorder;
    const short = lines.map(({ name }) => name).slice(0, PLAIN_LINES);
    const rest = lines.length - short.length;
    return {
      ...{ key: `order ${supplierId}`, kind: 'order', picture: { shape }, tone },
      what: `${counted(lines.length, 'item')} to order from ${supplier}${emergency ? ', in a hurry' : ''}`,
      why: [
        isPlain
          ? lines.map((line) => `${line.name} ${packsWords(line.packs, line)}`).join(', ')
          : short.join(', ') + (rest > 0 ? ` and ${rest} more` : ''),
        ...(total ? [moneyWords(total)] : []),
        ...(belowMinimum ? [`${moneyWords(belowMinimum.missing)} short of their minimum`] : []),
        ...(needsApproval(total, reading.approvalAbove) ? ['has to be approved'] : []),
        `comes ${reading.times.when(Date.parse(proposal.deliverAt), reading.nowMs)}`,
      ],
      ...{ href: `#/order-now/${supplierId}`, costsAt: emergency ? 0 : by },
      due: { words: 'order by', at: by },
      action: isPlain ? { words: 'Order', deed: { kind: 'order', proposal } } : { words: 'Look' },
    };
  });
  return folded(byUrgency(matters, reading.nowMs), MOST, (count, first) => ({
    ...first,
    ...{ key: 'order others', what: `${counted(count, 'more supplier')} to order from`, why: [] },
    ...{ href: '#/order-now', action: { words: 'Look' } },
  }));
}

/** Few lines, all priced, enough for the supplier, and nobody has to be asked: it can be judged from its row. */
function isPlainOrder(proposal: ReorderProposal, { mayWrite, approvalAbove }: Reading): boolean {
  const { total, unpriced, missing } = totalOf(wantedLines(proposal, {}), proposal.minimumOrder);
  const isDoubtful = proposal.standing !== undefined && (proposal.standing.warn || proposal.standing.block);
  const isEasy = proposal.lines.length <= PLAIN_LINES && unpriced === 0 && !missing && !isDoubtful;
  return mayWrite && isEasy && !needsApproval(total, approvalAbove);
}

/** Purchase orders that wait for somebody's word, and approved ones that nobody sent. `next`: by supplier. */
export function approvalMatters(
  orders: readonly PurchaseOrderSummary[],
  next: ReadonlyMap<string, NextDelivery>,
  reading: Reading,
): Matter[] {
  const waiting = orders.filter(
    ({ state, total }) =>
      state === 'approved' || (state === 'draft' && needsApproval(total, reading.approvalAbove)),
  );
  const matters = waiting.map((order): Matter => {
    const { poId, number, supplier, supplierId, total, lineCount, createdBy } = order;
    const isApproved = order.state === 'approved';
    const { orderBy, deliverAt } = next.get(supplierId) ?? {};
    const by = orderBy === undefined ? undefined : Date.parse(orderBy);
    const about = { poId, number, supplier };
    const deed = isApproved
      ? reading.mayWrite && ({ kind: 'send', ...about } as const)
      : reading.mayApprove && ({ kind: 'approve', ...about, andSend: reading.mayWrite } as const);
    const words = isApproved ? 'Send' : reading.mayWrite ? 'Approve and send' : 'Approve';
    return {
      ...{ key: `purchase order ${poId}`, kind: 'send', picture: { shape: TO_APPROVE.shape }, tone: 'late' },
      what: `#${number} to ${supplier} ${isApproved ? 'is approved, not sent' : 'waits for approval'}`,
      why: [
        `${moneyWords(total)}, ${linesWords(lineCount)}`,
        `by ${createdBy}`,
        ...(deliverAt === undefined
          ? []
          : [`sent now it comes ${reading.times.when(Date.parse(deliverAt), reading.nowMs)}`]),
      ],
      href: `#/purchase-orders/${poId}`,
      costsAt: by ?? Date.parse(order.createdAt) + UNKNOWN_MS,
      ...(by !== undefined && { due: { words: 'send by', at: by } }),
      action: deed ? { words, deed } : { words: 'Look' },
    };
  });
  return folded(byUrgency(matters, reading.nowMs), MOST, (count, first) => ({
    ...first,
    ...{ key: 'other purchase orders', what: `${counted(count, 'more order')} to be sent`, why: [] },
    ...{ href: '#/purchase-orders', action: { words: 'Look' } },
  }));
}

/** What did not come when it was said to, each order or delivery once; it costs when the first of it runs out. */
export function lateMatters(
  deliveries: readonly ExpectedDelivery[],
  risks: readonly BackorderRisk[],
  { nowMs }: Reading,
): Matter[] {
  const outAt = new Map(
    risks.map(({ itemId, p50 }) => [itemId, p50 === undefined ? Infinity : Date.parse(p50)]),
  );
  const loads = new Map<string, ExpectedDelivery[]>();
  for (const delivery of deliveries.filter(({ state }) => state === 'late')) {
    const key = delivery.purchaseOrder?.poId ?? delivery.transfer?.transferId ?? delivery.deliveryId;
    loads.set(key, [...(loads.get(key) ?? []), delivery]);
  }
  const matters = [...loads].flatMap(([key, load]): Matter[] => {
    const worst = [...load].sort((a, b) => Date.parse(b.expectedAt) - Date.parse(a.expectedAt))[0];
    const runsOut = Math.min(...load.map(({ itemId }) => outAt.get(itemId) ?? Infinity));
    return worst ? [lateMatter(key, load, worst, { nowMs, runsOut })] : [];
  });
  return folded(byUrgency(matters, nowMs), MOST, (count, first) => ({
    ...first,
    ...{ key: 'late others', what: `${count} more deliveries are late`, why: [] },
    ...{ href: '#/deliveries', action: { words: 'Look' } },
  }));
}

function lateMatter(
  key: string,
  load: readonly ExpectedDelivery[],
  worst: ExpectedDelivery,
  { nowMs, runsOut }: { nowMs: number; runsOut: number },
): Matter {
  const { purchaseOrder, transfer, supplier } = worst;
  const waiting = load.reduce((sum, it) => sum + it.waiting, 0);
  const isOverdue = Date.parse(worst.expectedAt) < nowMs;
  const number = purchaseOrder ? `#${purchaseOrder.number}` : '';
  const what =
    supplier === '' ? `${worst.name} is late` : `${supplier} is late${number && ` with ${number}`}`;
  const names = load.map(({ name }) => name);
  return {
    ...{ key: `late ${key}`, kind: 'late', picture: { shape: 'clock-arrow' }, tone: 'late', what },
    why: [
      lateWords(worst, nowMs),
      names.length > PLAIN_LINES
        ? `${names.slice(0, PLAIN_LINES).join(', ')} and ${names.length - PLAIN_LINES} more`
        : names.join(', '),
      ...(waiting > 0
        ? [`${counted(waiting, 'order line')} ${waiting === 1 ? 'waits' : 'wait'} for it`]
        : []),
    ],
    href: purchaseOrder
      ? `#/purchase-orders/${purchaseOrder.poId}`
      : transfer
        ? `#/transfers/${transfer.transferId}`
        : '#/deliveries',
    costsAt: waiting > 0 ? 0 : Math.min(runsOut, nowMs + (isOverdue ? 2 : 12) * HOUR),
    action: { words: 'Open' },
  };
}

/** What other stores ask this one for. */
export function askedMatters(transfers: readonly TransferSummary[], { times, nowMs }: Reading): Matter[] {
  return transfers
    .filter(({ side, state }) => side === 'sender' && state === 'asked')
    .map(({ transferId, otherStore, lines, wantedBy, createdAt }) => ({
      ...{ key: `asked ${transferId}`, kind: 'asked', picture: { glyph: 'swap' }, tone: 'limited' },
      what: `${otherStore} asks for ${counted(lines.length, 'item')}`,
      why: [
        lines
          .map(({ name }) => name)
          .slice(0, PLAIN_LINES)
          .join(', '),
        ...(wantedBy === undefined ? [] : [`by ${times.when(Date.parse(wantedBy), nowMs)}`]),
      ],
      href: `#/transfers/${transferId}`,
      costsAt: Date.parse(wantedBy ?? createdAt) + (wantedBy === undefined ? UNKNOWN_MS : 0),
      action: { words: 'Answer' },
    }));
}
