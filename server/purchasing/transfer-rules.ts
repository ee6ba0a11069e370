import type { FieldError } from '../../shared/errors.ts';
import type { TransferSide, TransferState } from '../../shared/purchasing/transfer.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';

/** Who enters what was said may be a day behind; more is a wrong date. */
const LATEST_ENTRY_MS = 86_400_000;
/** Said to come so much later than at first it is not yet called late; as for suppliers. */
const TOLERANCE_MS = 15 * 60_000;

/** What may be done to a transfer, by which of its stores, and from which states. */
const MOVES = {
  send: { by: ['sender'], from: ['asked'] },
  decline: { by: ['sender'], from: ['asked'] },
  receive: { by: ['receiver'], from: ['sent', 'partially-received'] },
  undo: { by: ['receiver'], from: ['sent', 'partially-received', 'received', 'cancelled'] },
  delay: { by: ['sender', 'receiver'], from: ['sent', 'partially-received'] },
  withdraw: { by: ['receiver'], from: ['asked'] },
  recall: { by: ['sender'], from: ['sent', 'partially-received'] },
} satisfies Record<string, { by: readonly TransferSide[]; from: readonly TransferState[] }>;
/** `cancel` is withdrawing for who asked, and taking back for who sent. */
export type TransferMove = Exclude<keyof typeof MOVES, 'withdraw' | 'recall'> | 'cancel';

interface Standing {
  number: number;
  side: TransferSide;
  state: TransferState;
  otherStore: string;
}

/** Why one side cannot move a transfer so; null where it can. */
export function transferProblem(
  move: TransferMove,
  { number, side, state, otherStore }: Standing,
): string | null {
  const deed = move === 'cancel' ? (side === 'receiver' ? 'withdraw' : 'recall') : move;
  const { by, from }: { by: readonly TransferSide[]; from: readonly TransferState[] } = MOVES[deed];
  if (deed === 'withdraw' && (state === 'sent' || state === 'partially-received'))
    return `Transfer #${number} is on its way; receive it, or let ${otherStore} take it back.`;
  if (deed === 'recall' && state === 'asked')
    return `Transfer #${number} was not sent yet; decline it instead.`;
  if (!by.includes(side))
    return `Transfer #${number} is ${side === 'sender' ? `received` : `sent`} by ${otherStore}; only ${otherStore} can do that.`;
  if (from.includes(state)) return null;
  return state === 'asked'
    ? `Transfer #${number} was not sent yet.`
    : `Transfer #${number} ${state === 'sent' ? 'was sent' : `is ${state.replace('-', ' ')}`} already.`;
}

/** Quantities of a line, in the stock unit. */
export interface LineAmounts {
  sent: number;
  received: number;
  lost: number;
  returned: number;
}

/** What is still on its way of a line. */
export function inTransitOf({ sent, received, lost, returned }: LineAmounts): number {
  const over = [received, lost, returned].reduce((sum, part) => sum + toThousandths(part), 0);
  return fromThousandths(toThousandths(sent) - over);
}

/** The state of a transfer that was sent, as its lines stand. */
export function stateOfLines(lines: readonly LineAmounts[]): TransferState {
  const isSettled = lines.some(({ received, lost }) => received > 0 || lost > 0);
  if (lines.every((line) => inTransitOf(line) === 0)) return isSettled ? 'received' : 'cancelled';
  return isSettled || lines.some(({ returned }) => returned > 0) ? 'partially-received' : 'sent';
}

/** Whether goods on their way are, or will be, later than was first said. */
export function isLateTransfer({ closedAt, expectedAt, firstExpectedAt }: TransferTimes, now: Date): boolean {
  if (closedAt !== null || expectedAt === null || firstExpectedAt === null) return false;
  return expectedAt < now || expectedAt.getTime() - firstExpectedAt.getTime() >= TOLERANCE_MS;
}

export interface TransferTimes {
  closedAt: Date | null;
  expectedAt: Date | null;
  firstExpectedAt: Date | null;
}

/** Why a time that something is said to come at, or wanted by, is none; null where it is one. */
export function comingProblem(at: string, now: Date): string | null {
  const isPast = Date.parse(at) < now.getTime() - LATEST_ENTRY_MS;
  return isPast ? `${at} is past; say when it comes` : null;
}

/** Goods as they are named in a request: what item, and how much of it in the item's stock unit. */
export interface NamedGoods {
  sku: string;
  item: { id: string; stocked: boolean } | undefined;
  converted: { quantity: number } | { problem: string } | undefined;
}

/** Goods by item, or all that is wrong with them, by field. */
export function resolveGoods(
  named: readonly NamedGoods[],
): { goods: { itemId: string; quantity: number }[] } | { errors: FieldError[] } {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const goods = named.flatMap(({ sku, item, converted }, index) => {
    const refuse = (field: string, detail: string): [] => {
      errors.push({ pointer: `/lines/${index}/${field}`, detail });
      return [];
    };
    if (!item) return refuse('sku', `no item has SKU ${sku}`);
    if (!item.stocked) return refuse('sku', `${sku} is made to order and not counted; name its ingredients`);
    if (seen.has(item.id)) return refuse('sku', `${sku} is listed twice; add the two up`);
    seen.add(item.id);
    if (!converted || 'problem' in converted) return refuse('unit', converted?.problem ?? 'is missing');
    return [{ itemId: item.id, quantity: converted.quantity }];
  });
  return errors.length > 0 ? { errors } : { goods };
}

/** What came of one line, in its stock unit. */
export interface CameOf {
  received: number;
  lost: number;
  returned: number;
}

export const totalOf = ({ received, lost, returned }: CameOf): number =>
  fromThousandths([received, lost, returned].reduce((sum, part) => sum + toThousandths(part), 0));

/** Why so much cannot have come of a line; null where it can. */
export function cameProblem(
  came: CameOf,
  {
    sku,
    unit,
    inTransit,
    reason,
  }: { sku: string; unit: string; inTransit: number; reason?: string | undefined },
): { field: string; detail: string } | null {
  if (came.lost + came.returned > 0 && reason === undefined)
    return { field: 'reason', detail: 'is missing; say what happened to what was not kept' };
  const total = totalOf(came);
  if (total === 0) return { field: 'quantity', detail: 'is 0; leave out what did not come yet' };
  if (total <= inTransit) return null;
  const detail = `only ${inTransit} ${unit} ${sku} are on their way, not ${total}; count what came beyond that`;
  return { field: 'quantity', detail };
}
