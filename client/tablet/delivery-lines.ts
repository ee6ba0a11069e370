import type { ItemState } from '../../shared/live/change.ts';
import type { Pack } from '../../shared/items/item.schema.ts';
import type { PurchaseOrderOnScreen, SupplierDelay } from '../../shared/purchasing/purchase-order.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { DeliveredLine, TabletAction } from './action.ts';
import { exactAmount } from './amount-words.ts';

/** What is said of a line before the delivery is received: how much was kept, and what went back. */
export interface LineDraft {
  kept: number;
  rejected: number;
  replaced: boolean;
  reason?: string;
  lot?: string;
  expiresAt?: string;
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
  /** "2 case, 24 kg" */
  ordered: string;
  outstanding: number;
}

type Line = PurchaseOrderOnScreen['lines'][number];

/** What is to come of a purchase order, without what this tablet received and has not been answered yet. */
export function openLines(
  { poId, lines }: PurchaseOrderOnScreen,
  itemOf: (itemId: string) => ItemState | undefined,
  underWay: readonly TabletAction[],
): OpenLine[] {
  const taken = takenHere(poId, underWay);
  return lines.flatMap((line) => {
    const outstanding = fromThousandths(toThousandths(line.outstanding) - (taken.get(line.lineId) ?? 0));
    if (outstanding <= 0) return [];
    const { name = 'An item that is gone', sku = '', unit = '', packs = [] } = itemOf(line.itemId) ?? {};
    const { lineId, itemId, supplierSku } = line;
    const words = {
      name,
      sku,
      unit,
      packs: withOrdered(packs, line),
      ordered: orderedWords(line, outstanding, unit),
    };
    return [{ lineId, itemId, supplierSku, outstanding, ...words }];
  });
}

/** In thousandths, by line. */
function takenHere(poId: string, underWay: readonly TabletAction[]): Map<string, number> {
  const undone = new Set(underWay.map(({ undoes }) => undoes));
  const taken = new Map<string, number>();
  for (const { id, deed } of underWay) {
    if (deed.kind !== 'delivery' || deed.poId !== poId || undone.has(id)) continue;
    for (const { lineId, quantity, rejected = 0, replaced } of deed.lines) {
      const gone = toThousandths(quantity) + (replaced ? 0 : toThousandths(rejected));
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
    : `${exactAmount(packs, packName)}, ${amount}`;
}

/** How a line differs from what was ordered; empty where it came as ordered. */
export function differenceWords(draft: LineDraft, { outstanding, unit }: OpenLine): string {
  const { kept, rejected, replaced, reason } = draft;
  const more = toThousandths(kept) - toThousandths(outstanding);
  const rest = replaced ? -more : -more - toThousandths(rejected);
  const amount = (thousandths: number) => exactAmount(fromThousandths(thousandths), unit);
  const back = replaced ? 'a replacement comes' : 'no replacement';
  return [
    more === 0 ? '' : `${exactAmount(kept, unit)} came`,
    more > 0 ? `${amount(more)} more than ordered` : '',
    rejected > 0 ? `${exactAmount(rejected, unit)} sent back${reason ? `: ${reason}` : ''}, ${back}` : '',
    rest > 0 ? `${amount(rest)} still to come` : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** What is sent to the server for a line. */
export function delivered({ lineId, itemId, sku }: OpenLine, draft: LineDraft): DeliveredLine {
  const { kept, rejected, replaced, reason, lot, expiresAt } = draft;
  return {
    ...{ lineId, itemId, sku, quantity: kept },
    ...(rejected > 0 && { rejected, replaced }),
    ...(rejected > 0 && reason !== undefined && { reason }),
    ...(lot !== undefined && { lot }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

export const asOrdered = ({ outstanding }: OpenLine): LineDraft => ({
  kept: outstanding,
  rejected: 0,
  replaced: false,
});

/** When the first of it is due, in ms; of what is late, when it was first said to come where nobody knows better. */
export function dueMs({ poId, lines }: PurchaseOrderOnScreen, delays: readonly SupplierDelay[]): number {
  const open = lines.filter(({ outstanding }) => outstanding > 0);
  const times = open.flatMap(({ expectedAt }) => (expectedAt === undefined ? [] : Date.parse(expectedAt)));
  const late = delays.filter((delay) => delay.poId === poId).map(({ now, was }) => Date.parse(now ?? was));
  return Math.min(...times, ...late);
}

/** The line with this code on the goods: of the item, or of its supplier. */
export function findByCode(lines: readonly OpenLine[], code: string): OpenLine | undefined {
  const wanted = code.trim().toLowerCase();
  const isIt = (text: string) => text !== '' && text.toLowerCase() === wanted;
  return lines.find(({ sku, supplierSku }) => isIt(supplierSku) || isIt(sku));
}
