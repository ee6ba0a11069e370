import { fold } from '../../shared/items/fold.ts';

/** What a search needs to know of an item; any richer type fits. */
export interface Searchable {
  itemId: string;
  name: string;
  sku: string;
  category: string;
}

export interface IndexedItem<T extends Searchable> {
  item: T;
  words: string[];
  sku: string;
  categoryWords: string[];
}

function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

export function indexItems<T extends Searchable>(items: Iterable<T>): IndexedItem<T>[] {
  return Array.from(items, (item) => ({
    item,
    words: wordsOf(item.name),
    sku: fold(item.sku),
    categoryWords: wordsOf(item.category),
  }));
}

const NO_MATCH = Infinity;
/** Shorter pieces inside a word would match nearly everything. */
const MIN_INFIX = 3;

/** 0 is a whole word, then beginnings of words, the code, the category, and last a piece inside a compound word. */
function tokenRank(entry: IndexedItem<Searchable>, token: string): number {
  if (entry.words.includes(token)) return 0;
  if (entry.words[0]?.startsWith(token)) return 1;
  if (entry.words.some((word) => word.startsWith(token))) return 2;
  if (entry.sku.startsWith(token)) return 3;
  if (entry.categoryWords.some((word) => word.startsWith(token))) return 4;
  if (token.length >= MIN_INFIX && entry.words.some((word) => word.includes(token))) return 5;
  return NO_MATCH;
}

function queryRank(entry: IndexedItem<Searchable>, tokens: string[], folded: string): number {
  if (entry.sku === folded) return -2;
  if (entry.words.join(' ') === tokens.join(' ')) return -1;
  let sum = 0;
  for (const token of tokens) sum += tokenRank(entry, token);
  return sum === NO_MATCH && entry.sku.startsWith(folded) ? 3 : sum;
}

/**
 * Items in which every word of the query is found, best first; ties keep the order of the index. An empty query finds
 * everything.
 */
export function searchItems<T extends Searchable>(index: readonly IndexedItem<T>[], query: string): T[] {
  const folded = fold(query.trim());
  const tokens = wordsOf(query);
  if (tokens.length === 0) return index.map((entry) => entry.item);
  return index
    .map((entry, position) => ({ item: entry.item, position, rank: queryRank(entry, tokens, folded) }))
    .filter((hit) => hit.rank !== NO_MATCH)
    .sort((a, b) => a.rank - b.rank || a.position - b.position)
    .map((hit) => hit.item);
}

/** The same list searched again and again, of which few change in between. */
export class IndexedRows<T extends Searchable> {
  readonly #entries = new WeakMap<T, IndexedItem<T>>();

  /** Those in which every word of the query is found, in the order that they are in. */
  search(rows: readonly T[], query: string): readonly T[] {
    const folded = fold(query.trim());
    const tokens = wordsOf(query);
    if (tokens.length === 0) return rows;
    return rows.filter((row) => queryRank(this.#entryOf(row), tokens, folded) !== NO_MATCH);
  }

  #entryOf(row: T): IndexedItem<T> {
    const entry = this.#entries.get(row) ?? indexItems([row])[0]!;
    this.#entries.set(row, entry);
    return entry;
  }
}
