import type {
  Transfer,
  TransferLine,
  TransferState,
  TransferSummary,
} from '../../shared/purchasing/transfer.schema.ts';
import { quantityWords, thingWords } from '../stock/quantity-words.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import type { PurchaseLook, PurchasePart } from './purchase-words.ts';

const LOOKS: Readonly<Record<TransferState, PurchaseLook>> = {
  asked: { shape: 'ring', word: 'asked', tone: 'limited' },
  sent: { shape: 'dot', word: 'on its way', tone: 'limited' },
  'partially-received': { shape: 'half-ring', word: 'partly received', tone: 'low' },
  received: { shape: 'bag', word: 'received', tone: 'stale' },
  declined: { shape: 'octagon', word: 'declined', tone: 'off' },
  cancelled: { shape: 'ring', word: 'cancelled', tone: 'stale' },
};

type Standing = Pick<TransferSummary, 'side' | 'state' | 'isLate'>;

/** Icon, word and colour of how a transfer stands for the store that looks. */
export function transferLook({ side, state, isLate }: Standing): PurchaseLook {
  if (isLate) return { shape: 'clock-arrow', word: 'late', tone: 'late' };
  if (state === 'asked' && side === 'sender') return { shape: 'turning', word: 'to answer', tone: 'late' };
  return LOOKS[state];
}

/** "From Central", "To Branch" */
export const partnerWords = ({ side, otherStore }: Pick<TransferSummary, 'side' | 'otherStore'>): string =>
  `${side === 'receiver' ? 'From' : 'To'} ${otherStore}`;

export interface TransferGroup {
  title: string;
  isUrgent: boolean;
  transfers: TransferSummary[];
}

const GROUPS: [title: string, isUrgent: boolean, holds: (transfer: TransferSummary) => boolean][] = [
  ['Asked of us', true, ({ side, state }) => side === 'sender' && state === 'asked'],
  ['Late to us', true, ({ side, isLate }) => side === 'receiver' && isLate],
  [
    'On the way to us',
    false,
    ({ side, state, isLate }) => side === 'receiver' && state !== 'asked' && !isLate,
  ],
  ['We asked for', false, ({ side, state }) => side === 'receiver' && state === 'asked'],
  ['On the way from us', false, ({ side, state }) => side === 'sender' && state !== 'asked'],
];

/** Open transfers by whose turn it is, what is due first in front; groups of nothing are left out. */
export function transferGroups(transfers: readonly TransferSummary[]): TransferGroup[] {
  const dueOf = ({ expectedAt, wantedBy, createdAt }: TransferSummary): number =>
    Date.parse(expectedAt ?? wantedBy ?? createdAt);
  return GROUPS.map(([title, isUrgent, holds]) => ({
    ...{ title, isUrgent },
    transfers: transfers.filter(holds).sort((a, b) => dueOf(a) - dueOf(b)),
  })).filter((group) => group.transfers.length > 0);
}

/** How much of a line it is about: what is on its way, else what was sent, else what was asked for. */
function amountOf({ asked, sent, inTransit }: TransferLine, state: TransferState): number {
  if (state === 'sent' || state === 'partially-received') return inTransit;
  return state === 'received' ? sent : sent || asked;
}

const SHOWN = 3;

/** "10 kg Salmon, 6 × Nut cake and 2 more" */
export function goodsWords({ lines, state }: Pick<TransferSummary, 'lines' | 'state'>): string {
  const things = lines.flatMap((line) => {
    const amount = amountOf(line, state);
    return amount > 0 ? [thingWords(quantityWords(amount, line.unit), line.name)] : [];
  });
  const more = things.length - SHOWN;
  return things.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** When it comes, or is wanted: "expected 16:00, was 15:00", "wanted by 18:00". */
export function dueWords(transfer: TransferSummary, times: StoreTimes, nowMs: number): string {
  const { closedAt, expectedAt, firstExpectedAt, wantedBy, createdAt } = transfer;
  const when = (at: string): string => times.when(Date.parse(at), nowMs);
  if (closedAt) return `closed ${when(closedAt)}`;
  if (expectedAt)
    return `expected ${when(expectedAt)}${expectedAt === firstExpectedAt ? '' : `, was ${when(firstExpectedAt!)}`}`;
  return wantedBy ? `wanted by ${when(wantedBy)}` : `asked ${when(createdAt)}`;
}

/** What became of a line, part by part; parts of nothing are left out. */
export function transferParts(line: TransferLine, isSent: boolean): PurchasePart[] {
  const parts: [number, PurchasePart['tone'], string][] = [
    [line.received, 'back', 'received'],
    [line.lost, 'off', 'lost'],
    [line.returned, 'low', 'sent back'],
    [line.inTransit, 'limited', 'on its way'],
    [isSent ? 0 : line.asked, 'limited', 'asked for'],
  ];
  const words = parts
    .filter(([quantity]) => quantity > 0)
    .map(([quantity, tone, said]) => ({ tone, words: `${quantityWords(quantity, line.unit)} ${said}` }));
  return words.length > 0 ? words : [{ tone: 'stale', words: 'not sent' }];
}

/** "10 kg asked for, 7.5 kg sent", where the two differ once it is sent. */
export function differsWords({ asked, sent, unit }: TransferLine, isSent: boolean): string {
  if (!isSent || asked === 0 || asked === sent) return '';
  if (sent === 0) return `${quantityWords(asked, unit)} asked for`;
  return `${quantityWords(asked, unit)} asked for, ${quantityWords(sent, unit)} sent`;
}

/** What can be done with a transfer by the store that looks, the likeliest first. */
export type TransferTask = 'send' | 'decline' | 'receive' | 'delay' | 'cancel';

export function transferTasks({ side, state }: Pick<Transfer, 'side' | 'state'>): TransferTask[] {
  if (state === 'asked') return side === 'sender' ? ['send', 'decline'] : ['cancel'];
  if (state !== 'sent' && state !== 'partially-received') return [];
  return side === 'receiver' ? ['receive', 'delay'] : ['delay', 'cancel'];
}
