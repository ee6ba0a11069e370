import { setTimeout as delay } from 'node:timers/promises';
import type { Sale, SaleResult, SalesAnswer } from '../../shared/stock/sale.schema.ts';
import { Pace, type Speed } from '../integrations/replay-pace.ts';
import type { ApiClient } from './api-client.ts';

export interface ReplayCounts {
  accepted: number;
  /** Recorded before: by an earlier replay, or by a try whose answer was lost. */
  duplicate: number;
  rejected: number;
  /** Of the first few that were rejected. */
  reasons: string[];
}

export interface SendOptions {
  storeId: string;
  speed: Speed;
  signal: AbortSignal;
  onProgress: (done: number, of: number) => void;
}

const BATCH = 500;
const REASONS_TOLD = 5;

/** Sends sales in their order. Their external ids let every batch be sent again without harm. */
export async function sendSales(
  api: ApiClient,
  sales: readonly Sale[],
  { storeId, speed, signal, onProgress }: SendOptions,
): Promise<ReplayCounts> {
  const counts: ReplayCounts = { accepted: 0, duplicate: 0, rejected: 0, reasons: [] };
  const pace = new Pace(sales, speed);
  const startedAt = performance.now();
  for (let done = 0; done < sales.length;) {
    const elapsed = performance.now() - startedAt;
    const batch = pace.due(done, elapsed, BATCH);
    if (batch.length === 0) {
      await delay(Math.ceil(pace.dueAt(done) - elapsed), undefined, { signal });
      continue;
    }
    const send = () => api.post<SalesAnswer>(`/stores/${storeId}/sales`, { sales: batch });
    tally(counts, (await api.persist(send)).results);
    done += batch.length;
    onProgress(done, sales.length);
  }
  return counts;
}

function tally(counts: ReplayCounts, results: readonly SaleResult[]): void {
  for (const { externalId, status, errors = [] } of results) {
    counts[status] += 1;
    if (status !== 'rejected' || counts.reasons.length === REASONS_TOLD) continue;
    const why = errors.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ');
    counts.reasons.push(`${externalId}: ${why}`);
  }
}
