import { tick } from 'svelte';
import type {
  TableName,
  TableQuestion,
  TableView,
  TableViewInput,
  TableViews,
} from '../../shared/displays/table-view.schema.ts';
import { Remote } from '../identity/remote.svelte.ts';
import type { Session } from '../identity/session.svelte.ts';
import { IndexedRows, type Searchable } from '../items/item-search.ts';
import { newActionId } from '../tablet/action-id.ts';
import { locale } from '../ui/language.ts';
import { recall, remember } from '../ui/memory.ts';
import { sortedRows, type Column } from '../ui/table-column.ts';
import { questionWith, readTableAddress, tableAddress } from './table-address.ts';

/** What rows can be narrowed by: one of several values, or none. */
export interface Filter<T> {
  key: string;
  label: string;
  /** What is there to choose from, by what the rows say. */
  options: (rows: readonly T[]) => readonly { value: string; label: string }[];
  test: (row: T, value: string) => boolean;
}

/** What stands in a field of the rows, in its order. */
export function valuesOf<T>(
  rows: readonly T[],
  valueOf: (row: T) => string | undefined,
): { value: string; label: string }[] {
  const values = [...new Set(rows.map(valueOf))].filter((value) => value !== undefined && value !== '');
  return values.sort((a, b) => a!.localeCompare(b!)).map((value) => ({ value: value!, label: value! }));
}

/** A view that every table has, or that somebody keeps. */
export interface KnownView {
  id: string;
  name: string;
  question: TableQuestion;
  kept?: TableView;
}

export interface TableKind<T extends Searchable> {
  table: TableName;
  /** In their order; the name comes before all. */
  columns: () => readonly Column<T>[];
  filters: readonly Filter<T>[];
  name: (row: T) => string;
  /** First what is shown where nothing else is asked for. */
  views: readonly KnownView[];
}

/** A table of many rows as somebody looks at it: which of them, in which order, with which columns; and views of it. */
export class TableDesk<T extends Searchable> {
  readonly kind: TableKind<T>;
  readonly #session: Session;
  readonly #rows: () => readonly T[];
  readonly #index = new IndexedRows<T>();
  readonly kept: Remote<TableView[]>;
  #viewId = $state('');
  #question = $state.raw<TableQuestion>() as TableQuestion;
  /** Ids in the order in which they were put last: rows do not move under a reader's eyes. */
  #order = $state.raw<readonly string[]>([]);
  #written: string | null = null;
  /** What this browser was told to show where nothing else is asked for. */
  #columns = $state.raw<string[] | undefined>();

  constructor(session: Session, kind: TableKind<T>, rows: () => readonly T[]) {
    this.kind = kind;
    this.#session = session;
    this.#rows = rows;
    this.#columns = recall(this.#memory)?.split(',').filter(Boolean);
    this.#question = this.#usual;
    this.kept = new Remote(async (signal) => {
      return (await session.api.get<TableViews>(`${this.#path}?table=${kind.table}`, signal)).items;
    });
  }

  readonly views: readonly KnownView[] = $derived.by(() => [
    ...this.kind.views.map((view, index) => (index === 0 ? { ...view, question: this.#usual } : view)),
    ...(this.kept.value ?? []).map((kept) => ({ ...kept, kept })),
  ]);
  readonly view: KnownView | undefined = $derived.by(() => this.views.find(({ id }) => id === this.#viewId));
  readonly isOtherwise: boolean = $derived.by(() => {
    return this.view !== undefined && tableAddress('', this.#question, this.view.question) !== '';
  });
  readonly columns: readonly Column<T>[] = $derived.by(() => {
    return this.kind.columns().filter(({ key }) => this.#question.columns.includes(key));
  });
  readonly #byId = $derived.by(() => new Map(this.#rows().map((row) => [row.itemId, row])));
  readonly #fresh = $derived.by(() => this.#arranged());
  /** What is asked for, as it stands; in the order in which it was put last. */
  readonly rows: readonly T[] = $derived.by(() => this.#order.flatMap((id) => this.#byId.get(id) ?? []));
  /** Some would be there or not, or stand elsewhere, if they were put in order now. */
  readonly isMoved: boolean = $derived.by(() => {
    return (
      this.#order.length !== this.#fresh.length ||
      this.#fresh.some(({ itemId }, index) => itemId !== this.#order[index])
    );
  });

  get question(): TableQuestion {
    return this.#question;
  }

  get viewId(): string {
    return this.#viewId;
  }

  /** The address of a view, for a link. */
  hrefOf({ id }: KnownView): string {
    return `#/${this.kind.table}${id === '' ? '' : `?view=${id}`}`;
  }

  /** The part of the address that says what is asked. */
  get address(): string {
    return tableAddress(this.#viewId, this.#question, this.view?.question ?? this.#usual);
  }

  /** As an address says; one that this page wrote itself says nothing new. */
  async read(querystring: string): Promise<void> {
    if (querystring === this.#written) return;
    this.#written = querystring;
    const { viewId, otherwise } = readTableAddress(querystring);
    if (!this.kept.value && !this.kind.views.some(({ id }) => id === viewId)) await this.kept.load();
    this.#viewId = viewId;
    await tick();
    this.#question = questionWith(this.view?.question ?? this.#usual, otherwise);
    this.arrange();
  }

  ask(otherwise: Partial<TableQuestion>): void {
    this.#question = questionWith(this.#question, otherwise);
    if (this.#viewId === '' && otherwise.columns) {
      this.#columns = otherwise.columns;
      remember(this.#memory, otherwise.columns.join());
    }
    this.#write();
    this.arrange();
  }

  /** As the view has it. */
  reset(): void {
    this.#question = this.view?.question ?? this.#usual;
    this.#write();
    this.arrange();
  }

  /** Puts the rows in order as they are now. */
  arrange(): void {
    this.#order = this.#fresh.map(({ itemId }) => itemId);
  }

  /** Keeps what is asked under a name, or changes what is kept. @throws ApiProblem */
  async keep(
    input: Pick<TableViewInput, 'name' | 'shared'>,
    view?: TableView,
    asked = this.#question,
  ): Promise<void> {
    const id = view?.id ?? newActionId();
    await this.put(id, { ...input, table: this.kind.table, question: asked }, view?.version);
    this.#viewId = id;
    this.#question = asked;
    this.#write();
  }

  /** @throws ApiProblem */
  async put(id: string, input: TableViewInput, version?: number): Promise<void> {
    await this.#session.api.put(`${this.#path}/${id}`, input, version);
    await this.kept.load();
  }

  /** @throws ApiProblem */
  async remove({ id }: TableView): Promise<void> {
    await this.#session.api.delete(`${this.#path}/${id}`);
    if (this.#viewId === id) {
      this.#viewId = '';
      this.reset();
    }
    await this.kept.load();
  }

  get #path(): string {
    return `/stores/${this.#session.store?.id ?? ''}/table-views`;
  }

  get #memory(): string {
    return `columns.${this.kind.table}`;
  }

  /** What is shown where nothing else is asked for. */
  get #usual(): TableQuestion {
    const { question } = this.kind.views[0]!;
    return this.#columns ? { ...question, columns: this.#columns } : question;
  }

  #arranged(): T[] {
    const { search, filters, sort } = this.#question;
    const tests = this.kind.filters.flatMap(({ key, test }) => {
      const value = filters[key];
      return value === undefined ? [] : [(row: T) => test(row, value)];
    });
    const found = this.#index.search(this.#rows(), search).filter((row) => tests.every((test) => test(row)));
    const by = this.kind.columns().find(({ key }) => key === sort.column)?.by ?? this.kind.name;
    return sortedRows(found, { by }, { descending: sort.descending, locale });
  }

  #write(): void {
    const { address } = this;
    this.#written = address;
    const hash = `#/${this.kind.table}${address === '' ? '' : `?${address}`}`;
    history.replaceState(history.state, '', hash);
  }
}
