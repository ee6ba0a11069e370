import type { Money } from '../../shared/money.ts';
import type {
  AcceptProposalsInput,
  ReorderLine,
  ReorderProposal,
} from '../../shared/purchasing/reorder.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import { packPriceOf } from '../../shared/suppliers/pack-price.ts';

/** What somebody would have otherwise than proposed, by supplier and item. It outlives fresh proposals. */
export type ProposalEdits = Readonly<Record<string, LineEdit>>;

export interface LineEdit {
  packs?: number;
  isLeftOut?: boolean;
}

/** A line as it would be ordered. */
export interface WantedLine extends ReorderLine {
  isEdited: boolean;
  isLeftOut: boolean;
}

export const editKey = (supplierId: string, itemId: string): string => `${supplierId} ${itemId}`;

export function edit(edits: ProposalEdits, key: string, change: LineEdit): ProposalEdits {
  return { ...edits, [key]: { ...edits[key], ...change } };
}

/** Without what was said of one supplier: it was ordered, or is not wanted any more. */
export function forget(edits: ProposalEdits, supplierId: string): ProposalEdits {
  return Object.fromEntries(Object.entries(edits).filter(([key]) => !key.startsWith(`${supplierId} `)));
}

/** The lines of a proposal with what was changed of them. */
export function wantedLines({ supplierId, lines }: ReorderProposal, edits: ProposalEdits): WantedLine[] {
  return lines.map((line) => {
    const { packs = line.packs, isLeftOut = false } = edits[editKey(supplierId, line.itemId)] ?? {};
    const price = packPriceOf({ packPrice: line.listPrice ?? null, priceBreaks: line.priceBreaks }, packs);
    const { packPrice: _, amount: __, ...rest } = line;
    return {
      ...rest,
      packs,
      quantity: fromThousandths(toThousandths(line.packQuantity) * packs),
      ...(price && { packPrice: price, amount: { ...price, amount: price.amount * packs } }),
      isEdited: packs !== line.packs,
      isLeftOut,
    };
  });
}

export interface WantedTotal {
  /** Of the prices that are known; undefined when none is. */
  total: Money | undefined;
  /** How many lines have no price. */
  unpriced: number;
  /** What it is short of the supplier's minimum. */
  missing: Money | undefined;
}

export function totalOf(lines: readonly WantedLine[], minimum: Money | undefined): WantedTotal {
  const wanted = lines.filter(({ isLeftOut }) => !isLeftOut);
  const amounts = wanted.flatMap(({ amount }) => (amount ? [amount] : []));
  const sum = amounts.reduce((total, { amount }) => total + amount, 0);
  const currency = amounts[0]?.currency;
  const unpriced = wanted.length - amounts.length;
  const isShort = minimum !== undefined && unpriced === 0 && wanted.length > 0 && sum < minimum.amount;
  return {
    total: currency === undefined ? undefined : { amount: sum, currency },
    unpriced,
    missing: isShort ? { ...minimum, amount: minimum.amount - sum } : undefined,
  };
}

/** What is asked for of one proposal. */
export function acceptInputOf(
  { supplierId, emergency }: ReorderProposal,
  lines: readonly WantedLine[],
  send: boolean,
): AcceptProposalsInput {
  const wanted = lines
    .filter(({ isLeftOut }) => !isLeftOut)
    .map(({ itemId, packs, basis }) => ({ itemId, packs, basis }));
  return { proposals: [{ supplierId, emergency, lines: wanted }], ...(send && { send }) };
}
