import type { Permission } from '../../shared/identity/access.schema.ts';

export interface ExampleParts {
  origin: string;
  key: string;
  storeId: string;
  /** Something the store sells. */
  sku: string;
  now: Date;
}

/** A first request to try a key with, for a terminal; null when its permissions offer none that is worth trying. */
export function curlExample(permissions: readonly Permission[], parts: ExampleParts): string | null {
  if (permissions.includes('sales:write')) return saleExample(parts);
  const { origin, key, storeId } = parts;
  const get = (path: string): string =>
    `curl '${origin}/api/v1${path}' \\\n  -H 'Authorization: Bearer ${key}'`;
  if (permissions.includes('stock:read')) return get(`/stores/${storeId}/stock`);
  return permissions.includes('items:read') ? get('/items') : null;
}

function saleExample({ origin, key, storeId, sku, now }: ExampleParts): string {
  const soldAt = `${now.toISOString().slice(0, 19)}Z`;
  const sale = { externalId: `test-${soldAt}`, soldAt, lines: [{ sku, quantity: 1 }] };
  return [
    `curl '${origin}/api/v1/stores/${storeId}/sales'`,
    `-H 'Authorization: Bearer ${key}'`,
    "-H 'Content-Type: application/json'",
    `-d '${quoted(JSON.stringify({ sales: [sale] }))}'`,
  ].join(' \\\n  ');
}

/** Inside a shell's single quotes, which end at the next one whatever stands before it. */
function quoted(text: string): string {
  return text.replace(/'/g, String.raw`'\''`);
}
