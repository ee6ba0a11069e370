import type { BulkPatch, ItemChange, LeftItem } from '../../shared/items/bulk.schema.ts';
import type { Importance } from '../../shared/items/item.schema.ts';
import { fromThousandths, MAX_QUANTITY, toThousandths } from '../../shared/quantity.ts';
import { readLevel } from '../items/item-draft.ts';
import { bulkWords } from './bulk-words.ts';

/** What has to be known of an item to change it together with others. */
export interface BulkTarget {
  itemId: string;
  name: string;
  unit: string;
  version: number;
  parLevel: number | null;
  reorderPoint: number | null;
}

export const LEVELS = ['parLevel', 'reorderPoint'] as const;
export type Level = (typeof LEVELS)[number];

export const ITEM_KINDS = ['category', ...LEVELS, 'importance', 'shelfLifeDays', 'sellable'] as const;
export type BulkKind = (typeof ITEM_KINDS)[number] | 'supplier' | 'off' | 'back';

/** What is to be changed, as it is filled in. */
export interface BulkDraft {
  kind: BulkKind;
  category: string;
  importance: Importance;
  how: 'set' | 'percent';
  level: string;
  percent: string;
  days: string;
  sellable: 'yes' | 'no';
  /** Empty: nobody in particular. */
  supplierId: string;
  reason: string;
  until: '' | 'restock' | 'end-of-day';
}

export function bulkDraft(kind: BulkKind): BulkDraft {
  return {
    ...{ kind, category: '', importance: 'B', how: 'set', level: '', percent: '', days: '' },
    ...{ sellable: 'yes', supplierId: '', reason: '', until: '' },
  };
}

const isLevel = (kind: BulkKind): kind is Level => LEVELS.some((level) => level === kind);

/** With a comma or a point, and with any of the signs that look like a minus. */
function readPercent(text: string): number | undefined {
  const value = Number(text.trim().replace(',', '.').replace('−', '-'));
  return text.trim() !== '' && value >= -100 && value <= 1000 ? value : undefined;
}

function readDays(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= 3650 ? value : undefined;
}

/** What is wrong with what was filled in. */
export function bulkMistake(draft: BulkDraft): string | undefined {
  const { mistakes } = bulkWords;
  if (isLevel(draft.kind) && draft.how === 'set')
    return readLevel(draft.level) === undefined ? mistakes.level : undefined;
  if (isLevel(draft.kind)) return readPercent(draft.percent) === undefined ? mistakes.percent : undefined;
  if (draft.kind === 'shelfLifeDays') return readDays(draft.days) === undefined ? mistakes.days : undefined;
  return draft.kind === 'category' && draft.category.trim().length > 60 ? mistakes.category : undefined;
}

/** A level, so many per cent more: whole ones stay whole. */
export function raised(level: number, percent: number): number {
  const thousandths = Math.round((toThousandths(level) * (100 + percent)) / 100);
  const step = Number.isInteger(level) ? 1000 : 1;
  return Math.min(Math.floor(MAX_QUANTITY), fromThousandths(Math.round(thousandths / step) * step));
}

/** What is asked of each item, and which of them it cannot be asked of. The draft is without mistakes. */
export function itemChanges(
  draft: BulkDraft,
  targets: readonly BulkTarget[],
): { changes: ItemChange[]; left: LeftItem[] } {
  const left: LeftItem[] = [];
  const changes = targets.flatMap((target): ItemChange[] => {
    const set = patchFor(draft, target);
    if (set) return [{ itemId: target.itemId, version: target.version, set }];
    left.push({ itemId: target.itemId, name: target.name, why: bulkWords.hasNone, harmless: true });
    return [];
  });
  return { changes, left };
}

function patchFor(draft: BulkDraft, target: BulkTarget): BulkPatch | null {
  const { kind } = draft;
  if (isLevel(kind)) {
    if (draft.how === 'set') return { [kind]: readLevel(draft.level) ?? null };
    const level = target[kind];
    return level === null ? null : { [kind]: raised(level, readPercent(draft.percent) ?? 0) };
  }
  if (kind === 'category') return { category: draft.category.trim() };
  if (kind === 'importance') return { importance: draft.importance };
  if (kind === 'shelfLifeDays') return { shelfLifeDays: readDays(draft.days) ?? null };
  return { sellable: draft.sellable === 'yes' };
}
