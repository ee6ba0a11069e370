import type { TableQuestion } from '../../shared/displays/table-view.schema.ts';

/** What the address of a page with a table says: a view by its id, and what is asked otherwise than it does. */
export interface TableAddress {
  /** Empty: what the table shows by itself. */
  viewId: string;
  otherwise: Partial<TableQuestion>;
}

const WORDS = { view: 'view', search: 'q', sort: 'sort', columns: 'columns' };
const NOT_FILTERS = new Set(Object.values(WORDS));

/** "view=low&q=fish&sort=-available&columns=sku,available&state=off" */
export function readTableAddress(querystring: string): TableAddress {
  const params = new URLSearchParams(querystring);
  const [search, sort, columns] = [
    params.get(WORDS.search),
    params.get(WORDS.sort),
    params.get(WORDS.columns),
  ];
  const filters = Object.fromEntries([...params].filter(([key]) => !NOT_FILTERS.has(key)));
  return {
    viewId: params.get(WORDS.view) ?? '',
    otherwise: {
      ...(search !== null && { search }),
      ...(sort && { sort: { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') } }),
      ...(columns !== null && { columns: columns.split(',').filter(Boolean) }),
      ...(Object.keys(filters).length > 0 && { filters }),
    },
  };
}

/** The inverse of {@link readTableAddress}: only what differs from the view's own question is said. */
export function tableAddress(viewId: string, question: TableQuestion, base: TableQuestion): string {
  const { search, sort, columns } = question;
  const said: [string, string][] = [];
  if (viewId !== '') said.push([WORDS.view, viewId]);
  if (search !== base.search) said.push([WORDS.search, search]);
  if (sort.column !== base.sort.column || sort.descending !== base.sort.descending)
    said.push([WORDS.sort, `${sort.descending ? '-' : ''}${sort.column}`]);
  if (columns.join() !== base.columns.join()) said.push([WORDS.columns, columns.join()]);
  for (const key of new Set([...Object.keys(base.filters), ...Object.keys(question.filters)])) {
    const value = question.filters[key] ?? '';
    if (value !== (base.filters[key] ?? '')) said.push([key, value]);
  }
  return new URLSearchParams(said).toString().replaceAll('%2C', ',');
}

/** A question, with some of it otherwise. An empty filter asks nothing. */
export function questionWith(base: TableQuestion, otherwise: Partial<TableQuestion>): TableQuestion {
  const filters = { ...base.filters, ...otherwise.filters };
  return {
    ...base,
    ...otherwise,
    filters: Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== '')),
  };
}
