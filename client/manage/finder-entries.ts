import type { SearchHit, SearchKind } from '../../shared/displays/search.schema.ts';
import { fold } from '../../shared/items/fold.ts';
import type { Permission } from '../../shared/identity/access.schema.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import type { GlyphName } from '../ui/glyphs.ts';
import { isOpenTo, DESTINATIONS, type Allowed } from './navigation.ts';

/** Somewhere to go to. */
export interface FinderEntry {
  key: string;
  path: string;
  glyph: GlyphName;
  title: string;
  detail: string;
}

/** What is begun so often that it is found by its name. */
const DEEDS: readonly { path: string; name: string; glyph: GlyphName; permission: Permission }[] = [
  { path: '/orders/new', name: 'New order', glyph: 'orders', permission: 'orders:write' },
  {
    path: '/purchase-orders/new',
    name: 'New purchase order',
    glyph: 'purchases',
    permission: 'purchasing:write',
  },
  { path: '/transfers/new', name: 'New transfer', glyph: 'swap', permission: 'stock:write' },
  { path: '/suppliers/new', name: 'New supplier', glyph: 'suppliers', permission: 'suppliers:write' },
  { path: '/items/new', name: 'New item', glyph: 'items', permission: 'items:write' },
  { path: '/items/import', name: 'Import items', glyph: 'upload', permission: 'imports:write' },
];

const KINDS: Record<SearchKind, { glyph: GlyphName; pathOf: (id: string) => string; name: string }> = {
  item: { glyph: 'items', pathOf: (id) => `/stock/${id}`, name: '' },
  order: { glyph: 'orders', pathOf: (id) => `/orders/${id}`, name: 'order' },
  'purchase-order': {
    glyph: 'purchases',
    pathOf: (id) => `/purchase-orders/${id}`,
    name: 'purchase order',
  },
  supplier: { glyph: 'suppliers', pathOf: (id) => `/suppliers/${id}`, name: 'supplier' },
  screen: { glyph: 'screens', pathOf: () => '/screens', name: '' },
};

/** Pages and deeds in which every typed word begins a word; all pages while nothing is typed. */
export function placesCalled(typed: string, allowed: Allowed): FinderEntry[] {
  const pages = DESTINATIONS.filter((it) => isOpenTo(allowed, it)).map((it) => ({ ...it, detail: 'page' }));
  const deeds = DEEDS.filter(({ permission }) => allowed.may(permission)).map((it) => ({
    ...it,
    detail: '',
  }));
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const places = words.length === 0 ? pages : [...pages, ...deeds];
  return places
    .filter(({ name }) => {
      const names = fold(name).split(' ');
      return words.every((word) => names.some((it) => it.startsWith(word)));
    })
    .map(({ path, name, glyph, detail }) => ({ key: path, path, glyph, title: name, detail }));
}

export function entryOf(
  { kind, id, title, detail, at }: SearchHit,
  times: StoreTimes,
  nowMs: number,
): FinderEntry {
  const { glyph, pathOf, name } = KINDS[kind];
  const state = kind === 'purchase-order' ? detail.replace('-', ' ') : detail;
  const said = [name, state, at === undefined ? '' : times.when(Date.parse(at), nowMs)];
  return { key: `${kind} ${id}`, path: pathOf(id), glyph, title, detail: said.filter(Boolean).join(' · ') };
}
