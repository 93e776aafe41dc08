import { type ErrorFilter, NO_FILTER, type Order, SEARCHED, type Searched, SORTS } from '#lib/systems/exceptions/model-list.ts';

/** How far back is looked: so long before now, all of it, or between two moments (epoch ms). */
export type Period = { is: 'since'; words: Since } | { is: 'all' } | { is: 'between'; from: number | null; to: number | null };

export const SINCE = ['1h', '24h', '7d', '30d'] as const;
export type Since = (typeof SINCE)[number];

const SINCE_MS: Readonly<Record<Since, number>> = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000, '30d': 2_592_000_000 };
export const SINCE_WORDS: Readonly<Record<Since, string>> = {
  '1h': 'Last hour',
  '24h': 'Last 24 h',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
};
const DEFAULT_SINCE: Since = '24h';

/** What the address of a list says: of what it is, by what, and which page. */
export type ListAddress = {
  filter: Omit<ErrorFilter, 'seenFrom' | 'seenTo'>;
  period: Period;
  by: 'shape' | 'error';
  order: Order;
  page: number;
  /** The error that is looked at beside the list. */
  error: string | null;
  /** What the address says that is not known, in words. */
  unknown: readonly string[];
};

const DEFAULT_ORDER: Order = { by: 'lastSeen', isDescending: true };
const TEXTS = ['app', 'machine', 'type', 'category', 'host', 'url', 'shape'] as const;
const KNOWN: ReadonlySet<string> = new Set([
  ...TEXTS,
  ...['group', 'q', 'in', 'since', 'from', 'to', 'protected', 'deleted', 'by', 'sort', 'page', 'error', 'at', 'store', 'log'],
]);
const SHAPES = /^[\da-f]{16}(,[\da-f]{16}){0,99}$/;

/** Reads the query of an address. What cannot be read is left out and told. */
export function readAddress(params: URLSearchParams): ListAddress {
  const unknown: string[] = [];
  const one = <Value extends string>(name: string, known: readonly Value[], fallback: Value): Value => {
    const text = params.get(name);
    if (text === null || text === '') return fallback;
    const found = known.find((value) => value === text);
    if (found === undefined) unknown.push(`${name}=${text}`);
    return found ?? fallback;
  };
  for (const name of new Set(params.keys())) if (!KNOWN.has(name)) unknown.push(`${name}=${params.get(name)}`);
  const { seenFrom: _, seenTo: __, ...nothing } = NO_FILTER;
  const texts = Object.fromEntries(TEXTS.map((name) => [name, params.get(name) || null]));
  const shape = params.get('shape') || null;
  if (shape !== null && !SHAPES.test(shape)) unknown.push(`shape=${shape}`);
  return {
    filter: {
      ...nothing,
      ...texts,
      // Empty is a group too: that of the applications that stand in none.
      team: params.get('group'),
      shape: shape !== null && SHAPES.test(shape) ? shape : null,
      search: params.get('q') || null,
      searchIn: searchIn(params, unknown),
      protected: one('protected', ['any', 'only', 'none'], 'any'),
      deleted: one('deleted', ['none', 'only', 'any'], 'none'),
    },
    period: readPeriod(params, unknown),
    by: one('by', ['shape', 'error'], 'shape'),
    order: readOrder(params, unknown),
    page: readPage(params, unknown),
    error: params.get('error') || null,
    unknown,
  };
}

function searchIn(params: URLSearchParams, unknown: string[]): readonly Searched[] {
  const text = params.get('in');
  if (text === null || text === '') return NO_FILTER.searchIn;
  const words = text.split(',');
  const known = SEARCHED.filter((one) => words.includes(one));
  if (known.length !== words.length) unknown.push(`in=${text}`);
  return known.length === 0 ? NO_FILTER.searchIn : known;
}

function readPeriod(params: URLSearchParams, unknown: string[]): Period {
  const [from, to] = ['from', 'to'].map((name) => {
    const text = params.get(name);
    if (text === null || text === '') return null;
    const at = Date.parse(text);
    if (!Number.isFinite(at) || at < 0) unknown.push(`${name}=${text}`);
    return Number.isFinite(at) && at >= 0 ? at : null;
  });
  if ((from ?? null) !== null || (to ?? null) !== null) return { is: 'between', from: from ?? null, to: to ?? null };
  const since = params.get('since') || DEFAULT_SINCE;
  if (since === 'all') return { is: 'all' };
  const known = SINCE.find((word) => word === since);
  if (known === undefined) unknown.push(`since=${since}`);
  return { is: 'since', words: known ?? DEFAULT_SINCE };
}

function readOrder(params: URLSearchParams, unknown: string[]): Order {
  const text = params.get('sort') ?? '';
  if (text === '') return DEFAULT_ORDER;
  const isDescending = text.startsWith('-');
  const by = SORTS.find((sort) => sort === (isDescending ? text.slice(1) : text));
  if (by === undefined) unknown.push(`sort=${text}`);
  return by === undefined ? DEFAULT_ORDER : { by, isDescending };
}

/** Pages are counted from 1 in the address, and from 0 here. */
function readPage(params: URLSearchParams, unknown: string[]): number {
  const text = params.get('page') ?? '';
  if (text === '') return 0;
  const page = Number(text);
  if (Number.isInteger(page) && page >= 1 && page <= 1_000_000) return page - 1;
  unknown.push(`page=${text}`);
  return 0;
}

/** Puts changes into the query; what is as it is without being said is left out. A change of what the list is of begins at its first page. */
export function writeAddress(params: URLSearchParams, change: Partial<Omit<ListAddress, 'unknown'>>): void {
  const set = (name: string, value: string | null, fallback: string | null = null): void =>
    value === null || value === fallback ? params.delete(name) : params.set(name, value);
  const { filter, period, by, order, page, error } = change;
  if (filter) {
    for (const name of TEXTS) set(name, filter[name]);
    set('group', filter.team);
    set('q', filter.search);
    set('in', filter.searchIn.join(','), NO_FILTER.searchIn.join(','));
    set('protected', filter.protected, 'any');
    set('deleted', filter.deleted, 'none');
  }
  if (period) {
    for (const name of ['since', 'from', 'to']) params.delete(name);
    if (period.is === 'all') params.set('since', 'all');
    if (period.is === 'since') set('since', period.words, DEFAULT_SINCE);
    if (period.is === 'between')
      for (const end of ['from', 'to'] as const) if (period[end] !== null) params.set(end, new Date(period[end]).toISOString());
  }
  if (by) set('by', by, 'shape');
  if (order) set('sort', `${order.isDescending ? '-' : ''}${order.by}`, '-lastSeen');
  if (filter || period || by || order) params.delete('page');
  if (page !== undefined) set('page', String(page + 1), '1');
  if (error !== undefined) set('error', error);
}

/** The filter as the store is asked, as of a moment (epoch ms). */
export function filterAt({ filter, period }: Pick<ListAddress, 'filter' | 'period'>, at: number): ErrorFilter {
  switch (period.is) {
    case 'all':
      return { ...filter, seenFrom: null, seenTo: null };
    case 'between':
      return { ...filter, seenFrom: period.from, seenTo: period.to };
    case 'since':
      return { ...filter, seenFrom: at - SINCE_MS[period.words], seenTo: null };
  }
}

/** The address of a list with these words alone. */
export function listHref(path: string, change: { filter?: Partial<ErrorFilter>; period?: Period; by?: 'shape' | 'error' }): string {
  const params = new URLSearchParams();
  const { seenFrom: _, seenTo: __, ...filter } = { ...NO_FILTER, ...change.filter };
  writeAddress(params, { filter, ...(change.period ? { period: change.period } : {}), ...(change.by ? { by: change.by } : {}) });
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}
