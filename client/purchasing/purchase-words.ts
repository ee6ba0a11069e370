import type { Money } from '../../shared/money.ts';
import type {
  PurchaseOrder,
  PurchaseOrderLine,
  PurchaseOrderState,
  ScheduledDelivery,
} from '../../shared/purchasing/purchase-order.schema.ts';
import type { ReorderReason } from '../../shared/purchasing/reorder.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { Tone } from '../stock/state.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import type { Shape } from '../ui/shapes.ts';

export interface PurchaseLook {
  shape: Shape;
  word: string;
  tone: Tone;
}

/** Icon, word and colour of a purchase order's state. */
export const PURCHASE_LOOKS: Readonly<Record<PurchaseOrderState, PurchaseLook>> = {
  draft: { shape: 'ring', word: 'draft', tone: 'stale' },
  approved: { shape: 'check', word: 'approved', tone: 'limited' },
  sent: { shape: 'dot', word: 'sent', tone: 'limited' },
  acknowledged: { shape: 'check', word: 'confirmed', tone: 'back' },
  'partially-received': { shape: 'half-ring', word: 'partly received', tone: 'low' },
  received: { shape: 'bag', word: 'received', tone: 'stale' },
  cancelled: { shape: 'ring', word: 'cancelled', tone: 'stale' },
};

/** A draft whose amount is above what needs nobody. */
export const TO_APPROVE: PurchaseLook = { shape: 'clock-arrow', word: 'to be approved', tone: 'late' };

export const KIND_LOOKS: Readonly<Record<ReorderReason['kind'], PurchaseLook>> = {
  reorder: { shape: 'turning', word: 'reorder', tone: 'limited' },
  emergency: { shape: 'octagon', word: 'emergency', tone: 'off' },
  'top-up': { shape: 'stack', word: 'fills up the order', tone: 'stale' },
};

/** Whether somebody has to approve an order of so much. `above`: what needs nobody, in minor units. */
export function needsApproval(total: Money | undefined, above: number | undefined): boolean {
  return above !== undefined && total !== undefined && total.amount > above;
}

export function lookOf(
  { state, total }: Pick<PurchaseOrder, 'state' | 'total'>,
  approvalAbove: number | undefined,
): PurchaseLook {
  return state === 'draft' && needsApproval(total, approvalAbove) ? TO_APPROVE : PURCHASE_LOOKS[state];
}

/** "2 × case of 10 kg", of what comes by the unit "3 kg". */
export function packsWords(
  packs: number,
  { packName, packQuantity, unit }: Pick<PurchaseOrderLine, 'packName' | 'packQuantity' | 'unit'>,
): string {
  if (packQuantity === 1 && packName === unit) return quantityWords(packs, unit);
  return `${packs.toLocaleString('en')} × ${packName} of ${quantityWords(packQuantity, unit)}`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long there is: "2 d 3 h left", "1 h 5 min left", "5 min left", "30 s left"; null once it is over. */
export function leftWords(ms: number): string | null {
  if (ms <= 0) return null;
  if (ms < MINUTE) return `${Math.ceil(ms / 1000)} s left`;
  const minutes = Math.floor(ms / MINUTE);
  const [days, hours, rest] = [Math.floor(ms / (24 * HOUR)), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0) return `${days} d${hours > 0 ? ` ${hours} h` : ''} left`;
  return hours > 0 ? `${hours} h${rest > 0 ? ` ${rest} min` : ''} left` : `${rest} min left`;
}

/** How late something is: "25 min", "3 h", "2 d". */
export function gapWords(ms: number): string {
  if (ms < HOUR) return `${Math.max(1, Math.round(ms / MINUTE))} min`;
  return ms < 48 * HOUR ? `${Math.round(ms / HOUR)} h` : `${Math.round(ms / (24 * HOUR))} d`;
}

export interface PurchasePart {
  tone: Tone;
  words: string;
}

/** What became of a line, part by part; parts of nothing are left out. */
export function purchaseParts(line: PurchaseOrderLine): PurchasePart[] {
  const amount = (quantity: number): string => quantityWords(quantity, line.unit);
  const parts: [number, Tone, string][] = [
    [line.received, 'back', 'received'],
    [line.over, 'low', 'more than ordered'],
    [line.rejected, 'off', 'sent back'],
    [line.outstanding, 'limited', 'to come'],
    [line.cancelled, 'stale', 'not coming any more'],
  ];
  return parts
    .filter(([quantity]) => quantity > 0)
    .map(([quantity, tone, words]) => ({ tone, words: `${amount(quantity)} ${words}` }));
}

/** One delivery of a line: "10 kg Tue 08:00, was Mon 08:00, lorry broke down". */
export function scheduledWords(
  { quantity, arrived, expectedAt, firstExpectedAt, confirmedAt, reason, state }: ScheduledDelivery,
  unit: string,
  times: StoreTimes,
  nowMs: number,
): string {
  const [at, first] = [Date.parse(expectedAt), Date.parse(firstExpectedAt)];
  const rest = state === 'arrived' || state === 'cancelled' ? quantity : quantity - arrived;
  const is = state === 'arrived' || state === 'cancelled' ? `${state}, ` : '';
  return [
    `${quantityWords(rest, unit)} ${is}${times.when(at, nowMs)}`,
    ...(at === first ? [] : [`was ${times.when(first, nowMs)}`]),
    ...(confirmedAt === undefined || is ? [] : ['confirmed']),
    ...(reason === undefined ? [] : [reason]),
  ].join(', ');
}

/** What is to come of a line, as long as some of it is. */
export function openDeliveries(line: PurchaseOrderLine): ScheduledDelivery[] {
  return line.deliveries.filter(({ state }) => state === 'expected' || state === 'late');
}

export function isLateLine(line: PurchaseOrderLine): boolean {
  return openDeliveries(line).some(({ state }) => state === 'late');
}

/** Instants inside words of the record, said in the store's time: "delayed to Tue 08:00". */
export function storyWords(words: string, times: StoreTimes, nowMs: number): string {
  const said = words.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)/g, (text) =>
    times.when(Date.parse(text), nowMs),
  );
  return said.charAt(0).toUpperCase() + said.slice(1);
}

const WAYS: Readonly<Record<string, string>> = {
  tablet: 'on a tablet',
  api: 'through the API',
  portal: 'in the portal',
  email: 'by e-mail',
  file: 'in a file',
  automatic: 'by itself',
};

/** Which way it came, where that is worth a word. */
export const wayWords = (via: string): string => WAYS[via] ?? '';

export const linesWords = (count: number): string => `${count} ${count === 1 ? 'line' : 'lines'}`;

/** What can be done with a purchase order. */
export type PurchaseTask = 'approve' | 'send' | 'change' | 'confirm' | 'delay' | 'receive' | 'cancel';

const SENT: readonly PurchaseOrderState[] = ['sent', 'acknowledged', 'partially-received'];

/** What its state allows, the likeliest first. A receipt of what came beyond the order is possible still. */
export function tasksOf(
  { state, total }: Pick<PurchaseOrder, 'state' | 'total'>,
  approvalAbove: number | undefined,
): PurchaseTask[] {
  if (state === 'draft')
    return [needsApproval(total, approvalAbove) ? 'approve' : 'send', 'change', 'cancel'];
  if (state === 'approved') return ['send', 'change', 'cancel'];
  if (state === 'sent') return ['confirm', 'receive', 'delay', 'change', 'cancel'];
  if (SENT.includes(state)) return ['receive', 'delay', 'confirm', 'change', 'cancel'];
  return state === 'received' ? ['receive'] : [];
}
