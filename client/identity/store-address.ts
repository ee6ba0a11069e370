/** The address of this screen for a store; what else the address says, such as the theme, is kept. */
export function storeAddress(storeId: string, search = location.search): string {
  const query = new URLSearchParams(search);
  query.set('store', storeId);
  return `?${query}`;
}
