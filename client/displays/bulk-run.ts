import type { BulkPatch, ItemChange, ItemChangesAnswer, LeftItem } from '../../shared/items/bulk.schema.ts';
import type { Availability } from '../../shared/stock/availability.schema.ts';
import type { MarkChange, MarkChangesAnswer } from '../../shared/stock/marks.schema.ts';
import type { Preference, PreferencesAnswer } from '../../shared/suppliers/preference.schema.ts';
import type { Api } from '../identity/api.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import { newActionId } from '../tablet/action-id.ts';
import { itemChanges, type BulkDraft, type BulkTarget } from './bulk-edit.ts';
import { bulkWords } from './bulk-words.ts';

/** An item that changes, as it is and as it will be. */
export interface BulkLine {
  itemId: string;
  name: string;
  is: string;
  willBe: string;
}

/** Puts everything back; throws an ApiProblem where somebody changed some of it since. */
export type Undo = () => Promise<unknown>;

export interface BulkPreview {
  lines: readonly BulkLine[];
  left: readonly LeftItem[];
  /** Does exactly this, or throws an ApiProblem and does nothing. */
  apply: () => Promise<Undo>;
}

/** What a draft would do to many items. @throws ApiProblem */
export function previewBulk(
  { api, storeId }: { api: Api; storeId: string },
  draft: BulkDraft,
  targets: readonly BulkTarget[],
): Promise<BulkPreview> {
  if (draft.kind === 'off' || draft.kind === 'back')
    return previewMarks({ api, path: `/stores/${storeId}/availability` }, draft, targets);
  if (draft.kind === 'supplier') return previewSuppliers(api, draft, targets);
  return previewItems(api, draft, targets);
}

const COMMIT = '?commit=true';

async function previewItems(
  api: Api,
  draft: BulkDraft,
  targets: readonly BulkTarget[],
): Promise<BulkPreview> {
  const path = '/items/changes';
  const asked = itemChanges(draft, targets);
  const send = (changes: ItemChange[], commit = ''): Promise<ItemChangesAnswer> =>
    changes.length === 0
      ? Promise.resolve({ committed: false, changes: [], left: [] })
      : api.post(`${path}${commit}`, { changes });
  const shown = await send(asked.changes);
  const towards = (answer: ItemChangesAnswer, side: 'before' | 'after'): ItemChange[] =>
    answer.changes.map((change) => {
      const { itemId, version } = change;
      return { itemId, version, set: change[side] };
    });
  return {
    lines: shown.changes.map(({ itemId, name, unit, before, after }) => {
      return { itemId, name, is: patchWords(before, unit), willBe: patchWords(after, unit) };
    }),
    left: [...shown.left, ...asked.left],
    apply: async () => {
      const done = await send(towards(shown, 'after'), COMMIT);
      return () => send(towards(done, 'before'), COMMIT);
    },
  };
}

function patchWords(patch: Partial<BulkPatch>, unit: string): string {
  return Object.entries(patch)
    .map(([field, value]) => {
      if (value === null || value === '') return bulkWords.empty;
      if (typeof value === 'boolean') return value ? bulkWords.sold : bulkWords.notSold;
      if (typeof value !== 'number') return value;
      return field === 'shelfLifeDays' ? bulkWords.keeps(value) : quantityWords(value, unit);
    })
    .join(', ');
}

async function previewSuppliers(
  api: Api,
  { supplierId }: BulkDraft,
  targets: readonly BulkTarget[],
): Promise<BulkPreview> {
  const send = (changes: Preference[], commit = ''): Promise<PreferencesAnswer> =>
    api.post(`/items/preferred-suppliers${commit}`, { changes });
  const to = supplierId === '' ? null : supplierId;
  const shown = await send(targets.map(({ itemId }) => ({ itemId, to })));
  const turned = ({ changes }: PreferencesAnswer, isBack: boolean): Preference[] =>
    changes.map(({ itemId, before, after }) => {
      const [from, to] = isBack ? [after, before] : [before, after];
      return { itemId, from: from?.id ?? null, to: to?.id ?? null };
    });
  return {
    lines: shown.changes.map(({ itemId, name, before, after }) => {
      return { itemId, name, is: before?.name ?? bulkWords.empty, willBe: after?.name ?? bulkWords.empty };
    }),
    left: shown.left,
    apply: async () => {
      const done = await send(turned(shown, false), COMMIT);
      return () => send(turned(done, true), COMMIT);
    },
  };
}

async function previewMarks(
  { api, path }: { api: Api; path: string },
  { kind, reason, until }: BulkDraft,
  targets: readonly BulkTarget[],
): Promise<BulkPreview> {
  const why = reason.trim();
  const mark: MarkChange['mark'] =
    kind === 'back'
      ? null
      : { state: 'unavailable', ...(why !== '' && { reason: why }), ...(until !== '' && { until }) };
  const commit = (changes: MarkChange[]): Promise<MarkChangesAnswer> =>
    api.postOnce(`${path}${COMMIT}`, { changes }, newActionId());
  const shown: MarkChangesAnswer = await api.post(path, {
    changes: targets.map(({ itemId }) => ({ itemId, mark })),
  });
  return {
    lines: shown.changes.map(({ itemId, name, before }) => {
      return {
        itemId,
        name,
        is: standingWords(before),
        willBe: mark ? bulkWords.unavailable : bulkWords.asItIs,
      };
    }),
    left: shown.left,
    apply: async () => {
      const done = await commit(
        shown.changes.map(({ itemId, before }) => ({ itemId, since: before.since ?? null, mark })),
      );
      return () =>
        commit(
          done.changes.map(({ itemId, before, after }) => {
            return { itemId, since: after?.since ?? null, mark: markOf(before) };
          }),
        );
    },
  };
}

function standingWords({ state, remaining, reason }: Availability): string {
  const words =
    state === 'limited'
      ? bulkWords.limited(remaining ?? 0)
      : state === 'unavailable'
        ? bulkWords.unavailable
        : bulkWords.available;
  return reason ? `${words}, ${reason}` : words;
}

/** What a person said before; null where nobody did. A limit goes on from where it was. */
function markOf({ state, remaining, reason, until, cause }: Availability): MarkChange['mark'] {
  if (cause === 'countdown') return { state: 'unavailable', ...(reason && { reason }) };
  if (cause !== 'hand') return null;
  if (state === 'limited' && !remaining) return { state: 'unavailable', ...(reason && { reason }) };
  return {
    state,
    ...(state === 'limited' && remaining && { remaining }),
    ...(reason && { reason }),
    ...(until && state !== 'available' && { until }),
  };
}
