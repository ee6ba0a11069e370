import type { PurchaseOrderLine, Receipt } from '../../shared/purchasing/purchase-order.schema.ts';
import { quantityWords, thingWords } from '../stock/quantity-words.ts';
import { moneyWords } from '../ui/money-words.ts';

type Row = Receipt['lines'][number];
type Line = Pick<PurchaseOrderLine, 'name' | 'unit' | 'packName'>;

/** What came of a line: "12 kg Salmon, 3 kg sent back: too warm, at €19.50 instead of €18.00". */
export function receiptWords(row: Row, line: Line | undefined): string {
  const { name, unit, packName } = line ?? { name: '', unit: '', packName: 'pack' };
  return [
    row.substitute
      ? insteadWords(row.substitute, name, unit)
      : thingWords(quantityWords(row.received, unit), name),
    ...(row.rejected > 0 ? [`${quantityWords(row.rejected, unit)} sent back: ${row.reason ?? ''}`] : []),
    ...(row.price ? [priceWords(row.price, row.agreedPrice, packName)] : []),
    ...(row.lot ? [`lot ${row.lot}`] : []),
    ...(row.expiresAt ? [`best before ${row.expiresAt}`] : []),
  ].join(', ');
}

function insteadWords(
  { quantity, unit, name, insteadOf }: NonNullable<Row['substitute']>,
  ordered: string,
  orderedUnit: string,
): string {
  const came = `${thingWords(quantityWords(quantity, unit), name)} instead of ${ordered}`;
  return insteadOf > 0
    ? `${came}, of which ${quantityWords(insteadOf, orderedUnit)} are not waited for any more`
    : `${came}, which is still to come`;
}

function priceWords(price: NonNullable<Row['price']>, agreed: Row['price'], packName: string): string {
  if (!agreed || agreed.amount === price.amount) return `at ${moneyWords(price)} a ${packName}`;
  const more = price.amount - agreed.amount;
  const apart = `${moneyWords({ ...price, amount: Math.abs(more) })} ${more > 0 ? 'more' : 'less'}`;
  return `at ${moneyWords(price)} a ${packName}, ${apart} than agreed`;
}
