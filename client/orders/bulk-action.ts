import type { ChosenLine } from './queue-choice.svelte.ts';

export type BulkDeed = { kind: 'cancel'; reason: string } | { kind: 'bump'; bump: number; reason: string };

export interface BulkRequest {
  /** Below the store's address. */
  path: string;
  body: unknown;
  /** What it is about, for the list of what was refused. */
  about: string;
  lines: number;
}

/** What the server is asked, one request after the other: an order's lines are cancelled together, so it tells its customer once. */
export function bulkRequests(chosen: readonly ChosenLine[], deed: BulkDeed): BulkRequest[] {
  return deed.kind === 'bump' ? chosen.map((line) => bumpOf(line, deed)) : cancelsOf(chosen, deed.reason);
}

function bumpOf(line: ChosenLine, { bump, reason }: { bump: number; reason: string }): BulkRequest {
  const path = `/orders/${line.orderId}/lines/${line.lineId}/bump`;
  return { path, body: { bump, reason }, about: `#${line.number} ${line.name}`, lines: 1 };
}

function cancelsOf(chosen: readonly ChosenLine[], reason: string): BulkRequest[] {
  const orders = new Map<string, ChosenLine[]>();
  for (const line of chosen) orders.set(line.orderId, [...(orders.get(line.orderId) ?? []), line]);
  return [...orders].map(([orderId, lines]) => ({
    path: `/orders/${orderId}/cancel`,
    body: {
      lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
      ...(reason !== '' && { reason }),
    },
    about: `#${lines[0]?.number ?? ''} ${lines.map(({ name }) => name).join(', ')}`,
    lines: lines.length,
  }));
}
