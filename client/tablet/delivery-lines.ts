import type { ItemState } from '../../shared/live/change.ts';
import type { Money } from '../../shared/money.ts';
import type { Pack } from '../../shared/items/item.schema.ts';
import type { PurchaseOrderOnScreen, SupplierDelay } from '../../shared/purchasing/purchase-order.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import { reasonWords } from '../stock/known-reasons.ts';
import { thingWords, unitName } from '../stock/quantity-words.ts';
import { moneyWords } from '../ui/money-words.ts';
import type { Batch, CameInstead, DeliveredLine, TabletAction } from './action.ts';
import { exactAmount } from './amount-words.ts';
import { notKeptWords, type Coming } from './coming-transfers.ts';
import { lineWords } from './delivery-line-words.ts';

/** What came in place of what was ordered. */
export interface InsteadDraft extends Batch {
  itemId: string;
  sku: string;
  name: string;
  unit: string;
  quantity: number;
  /** What was ordered comes all the same, later. */
  stillToCome: boolean;
}

/** What is said of a line before the delivery is received: how much was kept, and what went back. */
export interface LineDraft extends Batch {
  kept: number;
  rejected: number;
  replaced: boolean;
  /** Of goods of another store: what was not kept goes back into its stock. */
  returned?: boolean;
  reason?: string;
  /** Of a pack. */
  price?: Money;
  /** It is right, although it is hard to believe. */
  priceConfirmed?: boolean;
  instead?: InsteadDraft;
  /** Ids of pictures of what goes back. */
  photos?: readonly string[];
}

/** What is still to come of one line, as the checklist shows it. */
export interface OpenLine {
  lineId: string;
  itemId: string;
  name: string;
  sku: string;
  supplierSku: string;
  unit: string;
  /** Of the item, and the one it was ordered in. */
  packs: Pack[];
  /** What it was ordered in, and priced by. */
  packName: string;
  /** "2 case, 24 kg" */
  ordered: string;
  outstanding: number;
  /** The store that sent it, where that is another one of ours. */
  sender?: string;
}

type Line = PurchaseOrderOnScreen['lines'][number];

/** What is to come of a purchase order, without what this tablet received and has not been answered yet. */
export function openLines(
  { poId, lines, isTransfer, supplier }: Pick<Coming, 'poId' | 'lines' | 'isTransfer' | 'supplier'>,
  itemOf: (itemId: string) => ItemState | undefined,
  underWay: readonly TabletAction[],
): OpenLine[] {
  const taken = takenHere(poId, underWay);
  return lines.flatMap((line) => {
    const outstanding = fromThousandths(toThousandths(line.outstanding) - (taken.get(line.lineId) ?? 0));
    if (outstanding <= 0) return [];
    const { name = lineWords.gone, sku = '', unit = '', packs = [] } = itemOf(line.itemId) ?? {};
    const { lineId, itemId, supplierSku, packName } = line;
    const words = {
      name,
      sku,
      unit,
      packs: withOrdered(packs, line),
      ordered: orderedWords(line, outstanding, unit),
    };
    const from = isTransfer && { sender: supplier };
    return [{ lineId, itemId, supplierSku, packName, outstanding, ...words, ...from }];
  });
}

/** In thousandths, by line. */
function takenHere(poId: string, underWay: readonly TabletAction[]): Map<string, number> {
  const undone = new Set(underWay.map(({ undoes }) => undoes));
  const taken = new Map<string, number>();
  for (const { id, deed } of underWay) {
    if (deed.kind !== 'delivery' || deed.poId !== poId || undone.has(id)) continue;
    for (const { lineId, quantity, rejected = 0, replaced, substitute } of deed.lines) {
      const made = toThousandths(substitute?.insteadOf ?? 0);
      const gone = toThousandths(quantity) + (replaced ? 0 : toThousandths(rejected)) + made;
      taken.set(lineId, (taken.get(lineId) ?? 0) + gone);
    }
  }
  return taken;
}

function withOrdered(packs: readonly Pack[], { packName, packQuantity }: Line): Pack[] {
  const others = packs.filter(({ name }) => name !== packName);
  return packQuantity === 1 ? others : [{ name: packName, quantity: packQuantity }, ...others];
}

function orderedWords({ packName, packQuantity }: Line, quantity: number, unit: string): string {
  const amount = exactAmount(quantity, unit);
  const packs = toThousandths(quantity) / toThousandths(packQuantity);
  return packQuantity === 1 || !Number.isInteger(packs)
    ? amount
    : lineWords.packs(exactAmount(packs, packName), amount);
}

/** How much of what was ordered is not waited for any more, as something else came. */
export function insteadOf({ outstanding }: OpenLine, { kept, rejected, instead }: LineDraft): number {
  if (!instead || instead.stillToCome) return 0;
  return fromThousandths(
    Math.max(0, toThousandths(outstanding) - toThousandths(kept) - toThousandths(rejected)),
  );
}

/**
 * How a line differs from what was ordered; empty where it came as ordered.
 * @param agreed what a pack was agreed to cost, where that is known
 */
export function differenceWords(draft: LineDraft, line: OpenLine, agreed?: Money): string {
  const { outstanding, unit, packName } = line;
  const { kept, rejected, replaced, instead, price } = draft;
  const more = toThousandths(kept) - toThousandths(outstanding);
  const rest = (replaced ? -more : -more - toThousandths(rejected)) - toThousandths(insteadOf(line, draft));
  const amount = (thousandths: number) => exactAmount(fromThousandths(thousandths), unit);
  const rejectedAmount = exactAmount(rejected, unit);
  const rejectedWords = line.sender
    ? notKeptWords(rejectedAmount, draft, line.sender)
    : sentBackWords(rejectedAmount, draft);
  return [
    more === 0 || (kept === 0 && instead) ? '' : lineWords.came(exactAmount(kept, unit)),
    more > 0 ? lineWords.moreThanOrdered(amount(more)) : '',
    rejected > 0 ? rejectedWords : '',
    instead ? insteadWords(instead) : '',
    rest > 0 ? lineWords.stillToCome(amount(rest)) : '',
    price && price.amount !== agreed?.amount ? priceWords(price, packName, agreed) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function sentBackWords(amount: string, { reason, replaced }: LineDraft): string {
  const why = reasonWords(reason ?? '');
  if (why === '') return replaced ? lineWords.replaced(amount) : lineWords.notReplaced(amount);
  return replaced ? lineWords.replacedAs(amount, why) : lineWords.notReplacedAs(amount, why);
}

/** "12 kg Trout instead" */
export const insteadWords = ({ quantity, unit, name }: InsteadDraft): string =>
  lineWords.instead(thingWords(exactAmount(quantity, unit), name));

function priceWords(price: Money, packName: string, agreed: Money | undefined): string {
  const pack = unitName(packName, true);
  return agreed
    ? lineWords.priceInstead(moneyWords(price), pack, moneyWords(agreed))
    : lineWords.price(moneyWords(price), pack);
}

/** What is sent to the server for a line. */
export function delivered(line: OpenLine, draft: LineDraft): DeliveredLine {
  const { lineId, itemId, sku } = line;
  const { kept, rejected, replaced, reason, price, priceConfirmed, lot, expiresAt, instead, photos } = draft;
  return {
    ...{ lineId, itemId, sku, quantity: kept },
    ...(rejected > 0 &&
      (line.sender ? { rejected, returned: draft.returned ?? false } : { rejected, replaced })),
    ...(rejected > 0 && reason !== undefined && { reason }),
    ...(price && { price }),
    ...(price && priceConfirmed && { priceConfirmed }),
    ...(lot !== undefined && { lot }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(instead && { substitute: cameInstead(instead, insteadOf(line, draft)) }),
    ...(photos && photos.length > 0 && { photos }),
  };
}

function cameInstead(instead: InsteadDraft, insteadOf: number): CameInstead {
  const { itemId, sku, quantity, lot, expiresAt } = instead;
  const batch = { ...(lot !== undefined && { lot }), ...(expiresAt !== undefined && { expiresAt }) };
  return { itemId, sku, quantity, insteadOf, ...batch };
}

export const asOrdered = ({ outstanding }: OpenLine): LineDraft => ({
  kept: outstanding,
  rejected: 0,
  replaced: false,
});

export const isDelayOf = (delay: SupplierDelay, { poId }: Pick<PurchaseOrderOnScreen, 'poId'>): boolean =>
  (delay.poId ?? delay.transferId) === poId;

/** When the first of it is due, in ms; of what is late, when it was first said to come where nobody knows better. */
export function dueMs({ poId, lines }: PurchaseOrderOnScreen, delays: readonly SupplierDelay[]): number {
  const open = lines.filter(({ outstanding }) => outstanding > 0);
  const times = open.flatMap(({ expectedAt }) => (expectedAt === undefined ? [] : Date.parse(expectedAt)));
  const late = delays
    .filter((delay) => isDelayOf(delay, { poId }))
    .map(({ now, was }) => Date.parse(now ?? was));
  return Math.min(...times, ...late);
}

/** The line with this code on the goods: of the item, or of its supplier. */
export function findByCode(lines: readonly OpenLine[], code: string): OpenLine | undefined {
  const wanted = codeKey(code);
  if (wanted === '') return undefined;
  return lines.find(({ sku, supplierSku }) => [supplierSku, sku].some((text) => codeKey(text) === wanted));
}

/** The same number on goods is written with 8 to 14 digits: what is in front of it are noughts. */
function codeKey(text: string): string {
  const code = text.trim().toLowerCase();
  return /^\d{8,14}$/.test(code) ? code.padStart(14, '0') : code;
}
