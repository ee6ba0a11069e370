import type {
  Transfer,
  TransferInput,
  TransferLine,
  TransferReceiveInput,
  TransferSendInput,
} from '../../shared/purchasing/transfer.schema.ts';
import type { Item } from '../../shared/items/item.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { instantOfLocal, localTime } from '../identity/local-date.ts';
import { readQuantity } from '../orders/line-task.ts';
import type { DraftLine } from '../orders/order-draft.ts';
import { padUnits } from '../stock/number-pad.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import { readAnyQuantity } from './purchase-draft.ts';

const QUARTER_MS = 15 * 60_000;
const SOON_MS = 60 * 60_000;

/** A transfer as it is filled in; the time is that of the store: "2026-03-20T14:00". */
export interface TransferDraft {
  kind: 'ask' | 'send';
  storeId: string;
  lines: DraftLine[];
  /** Wanted by, or expected at. */
  at: string;
  note: string;
}

/** What a link asks for: so much of an item, from that store. */
export interface TransferWish {
  from: string;
  itemId: string;
  quantity: string;
}

export function wishPath({ from, itemId, quantity }: TransferWish): string {
  return `/transfers/new?${new URLSearchParams({ from, item: itemId, quantity })}`;
}

/** @param query what {@link wishPath} has after its question mark */
export function wishOf(query: string | undefined): TransferWish | null {
  const params = new URLSearchParams(query);
  const [from, itemId, quantity] = [params.get('from'), params.get('item'), params.get('quantity')];
  return from && itemId && quantity ? { from, itemId, quantity } : null;
}

/** About an hour from now, as people say it. */
export function soon(nowMs: number, timeZone: string): string {
  return localTime(Math.ceil((nowMs + SOON_MS) / QUARTER_MS) * QUARTER_MS, timeZone);
}

const chosen = (lines: readonly DraftLine[]): DraftLine[] => lines.filter(({ sku }) => sku !== '');

export function transferInputOf(
  { kind, storeId, lines, at, note }: TransferDraft,
  timeZone: string,
): TransferInput {
  const time = at === '' ? undefined : instantOfLocal(at, timeZone).toISOString();
  return {
    ...(kind === 'ask' ? { fromStoreId: storeId } : { toStoreId: storeId }),
    lines: chosen(lines).map(({ sku, quantity, unit }) => ({
      ...{ sku, quantity: readQuantity(quantity) ?? 0 },
      ...(unit !== '' && { unit }),
    })),
    ...(time !== undefined && (kind === 'ask' ? { wantedBy: time } : { expectedAt: time })),
    ...(note.trim() !== '' && { note: note.trim() }),
  };
}

/** What is sent of one line that was asked for. */
export interface SendDraft {
  line: TransferLine;
  quantity: string;
}

export const sendDraftsOf = ({ lines }: Transfer): SendDraft[] =>
  lines.map((line) => ({ line, quantity: `${line.asked}` }));

/** Those of which something goes, in the order in which they are sent. */
export const goingDrafts = (drafts: readonly SendDraft[]): SendDraft[] =>
  drafts.filter(({ quantity }) => (readAnyQuantity(quantity) ?? 0) > 0);

export function sendInputOf(
  drafts: readonly SendDraft[],
  { at, note }: { at: string; note: string },
  timeZone: string,
): TransferSendInput {
  return {
    lines: goingDrafts(drafts).map(({ line: { sku }, quantity }) => ({
      ...{ sku, quantity: readAnyQuantity(quantity) ?? 0 },
    })),
    ...(at !== '' && { expectedAt: instantOfLocal(at, timeZone).toISOString() }),
    ...(note.trim() !== '' && { note: note.trim() }),
  };
}

/** A quantity as it was typed, in the item's stock unit. */
export function inStockUnit(quantity: number, unit: string, item: Pick<Item, 'unit' | 'packs'>): number {
  const size = padUnits(item.unit, item.packs).find(({ name }) => name === unit)?.size ?? 1000;
  return fromThousandths(Math.round(quantity * size));
}

/** What is to be known before so much of an item leaves: that less is there, or that it is set aside. */
export function shortWords(
  quantity: number | null,
  stock: Pick<StockState, 'onHand' | 'available'> | undefined,
  unit: string,
): string {
  if (!stock || stock.onHand === null || stock.available === null || quantity === null) return '';
  const has = `${quantityWords(Math.max(stock.onHand, 0), unit)} here`;
  if (quantity > stock.onHand) return `Only ${has}: sending more means that it has to be counted.`;
  if (quantity <= stock.available) return '';
  const kept = fromThousandths(toThousandths(stock.onHand) - toThousandths(stock.available));
  return `${has}, of which ${quantityWords(kept, unit)} are set aside for orders: these will wait again.`;
}

/** What came of a line, as it is filled in. */
export interface CameDraft {
  line: TransferLine;
  quantity: string;
  lost: string;
  returned: string;
  reason: string;
  /** Whether more than the quantity is looked at. */
  isWide: boolean;
}

export const cameDraftsOf = ({ lines }: Transfer): CameDraft[] =>
  lines
    .filter(({ inTransit }) => inTransit > 0)
    .map((line) => ({
      ...{ line, quantity: `${line.inTransit}`, lost: '', returned: '', reason: '', isWide: false },
    }));

const amounts = ({ quantity, lost, returned }: CameDraft): number[] =>
  [quantity, lost, returned].map((text) => toThousandths(readAnyQuantity(text) ?? 0));

/** Lines of which something came, was lost or goes back, in the order in which they are sent. */
export const cameDrafts = (drafts: readonly CameDraft[]): CameDraft[] =>
  drafts.filter((draft) => amounts(draft).some((amount) => amount > 0));

/** What is still on its way when so much is said of a line; less than 0: more than can have come. */
export const restOf = (draft: CameDraft): number =>
  fromThousandths(
    amounts(draft).reduce((rest, amount) => rest - amount, toThousandths(draft.line.inTransit)),
  );

export function cameInputOf(drafts: readonly CameDraft[]): TransferReceiveInput {
  return {
    lines: cameDrafts(drafts).map((draft) => {
      const [quantity = 0, lost = 0, returned = 0] = amounts(draft).map(fromThousandths);
      const reason = draft.reason.trim();
      return {
        ...{ lineId: draft.line.lineId, quantity },
        ...(lost > 0 && { lost }),
        ...(returned > 0 && { returned }),
        ...(lost + returned > 0 && reason !== '' && { reason }),
      };
    }),
  };
}

/** What was not kept is taken off what was to come, as long as nobody typed otherwise. */
export function keptOf(draft: CameDraft, change: Partial<CameDraft>): string {
  const rest = (of: CameDraft): string => {
    const [, lost = 0, returned = 0] = amounts(of);
    return `${fromThousandths(Math.max(0, toThousandths(of.line.inTransit) - lost - returned))}`;
  };
  return draft.quantity === rest(draft) ? rest({ ...draft, ...change }) : draft.quantity;
}

/** Why what is said of a line cannot be meant; undefined where it can. */
export function cameMistake(draft: CameDraft): string | undefined {
  const isNumber = [draft.quantity, draft.lost || '0', draft.returned || '0'].every(
    (text) => readAnyQuantity(text) !== null,
  );
  if (!isNumber) return 'A number, with three decimals at most.';
  if (restOf(draft) < 0)
    return `Only ${quantityWords(draft.line.inTransit, draft.line.unit)} are on the way.`;
  const [, lost = 0, returned = 0] = amounts(draft);
  return lost + returned > 0 && draft.reason.trim() === '' ? 'Say why it was not kept.' : undefined;
}
