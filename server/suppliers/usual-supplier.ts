/** What a choice between suppliers of an item goes by. */
export interface Offer {
  supplierId: string;
  preferred: boolean;
  deliverAt: Date;
  /** Of any unit, as long as it is the same for all; Infinity where it is not known. */
  unitPrice: number;
}

/** The earliest first, of these the cheapest. */
export function inOrderOfSpeed<T>(sources: readonly T[], offerOf: (source: T) => Offer): T[] {
  return sources
    .map((source) => ({ source, offer: offerOf(source) }))
    .sort((a, b) => compareOffers(a.offer, b.offer))
    .map(({ source }) => source);
}

/** Where an item is usually ordered: from the preferred supplier, else from the first in {@link inOrderOfSpeed}. */
export function usualOf<T>(sources: readonly T[], offerOf: (source: T) => Offer): T | undefined {
  const sorted = inOrderOfSpeed(sources, offerOf);
  return sorted.find((source) => offerOf(source).preferred) ?? sorted[0];
}

function compareOffers(a: Offer, b: Offer): number {
  // Infinity equals itself, which subtraction does not see.
  const byPrice = a.unitPrice === b.unitPrice ? 0 : a.unitPrice - b.unitPrice;
  return a.deliverAt.getTime() - b.deliverAt.getTime() || byPrice || (a.supplierId < b.supplierId ? -1 : 1);
}
