/** Hex digits of a store's id that stand in the reference of its orders: random ones, so that two stores never share them. */
const STORE_DIGITS = 8;

/** Names a purchase order among those of all stores, in at most 22 characters: `1042-9F3A2B1C`. */
export function orderReference(storeId: string, number: number): string {
  return `${number}-${storeId.slice(-STORE_DIGITS).toUpperCase()}`;
}

/** The number of an order, and the end of its store's id; null for what is no reference. */
export function parseOrderReference(text: string): { number: number; storeEnd: string } | null {
  const [, number, end] = /^(\d{1,13})-([0-9A-F]{8})$/i.exec(text.trim()) ?? [];
  return number === undefined || end === undefined
    ? null
    : { number: Number(number), storeEnd: end.toLowerCase() };
}
