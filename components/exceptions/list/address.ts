import { type ErrorFilter, NO_FILTER, type Order, SEARCHED, type Searched, SORTS, type Sort } from '#lib/systems/exceptions/model-list.ts';
import { readMoment, writeMoment } from '#lib/text/moment.ts';
import { TREND_SPANS, type TrendSpan } from '../trend-spans.ts';

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
  /** Over how long all of it is counted above the list; null where it is not. */
  trend: TrendSpan | null;
  /** What the address says that is left out, in words. */
  unknown: readonly string[];
};

/** What the page itself writes: all but what was left out. */
export type ListChange = Partial<Omit<ListAddress, 'unknown'>>;

export const DEFAULT_ORDER: Order = { by: 'lastSeen', isDescending: true };
/** Shapes are of many machines, hosts and addresses: they are sorted by none. */
const ERROR_SORTS: ReadonlySet<Sort> = new Set(['machine', 'host', 'url', 'category']);

/** By what a list of these can be sorted. */
export function sortsOf(by: ListAddress['by']): readonly Sort[] {
  return by === 'error' ? SORTS : SORTS.filter((sort) => !ERROR_SORTS.has(sort));
}

const TEXTS = ['app', 'machine', 'type', 'category', 'host', 'url', 'shape'] as const;
const KNOWN: ReadonlySet<string> = new Set([
  ...TEXTS,
  ...['group', 'q', 'in', 'since', 'from', 'to', 'protected', 'deleted', 'by', 'sort', 'page', 'error', 'trend', 'at'],
]);
const SHAPES = /^[\da-f]{16}(,[\da-f]{16}){0,99}$/;
const GUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
/** The longest text that a store is asked about (lib/systems/exceptions/read-input.ts). */
const MOST_OF: Readonly<Record<string, number>> = {
  ...{ app: 50, machine: 50, type: 100, category: 100, host: 100, url: 500, group: 100, q: 500 },
};
const MOST_PAGES = 1_000_000;
const QUOTED = 80;

/** What is left out, as the address has it. */
function leftOut(name: string, text: string, why = 'not known here'): string {
  return `${why}: ${name}=${text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text}`;
}

/** Reads the query of an address. What cannot be read is left out and told. */
export function readAddress(params: URLSearchParams): ListAddress {
  const unknown: string[] = [];
  for (const name of new Set(params.keys())) {
    const texts = params.getAll(name);
    if (!KNOWN.has(name)) unknown.push(...texts.map((text) => leftOut(name, text)));
    else unknown.push(...texts.slice(1).map((text) => leftOut(name, text, 'said twice')));
  }
  const one = <Value extends string>(name: string, known: readonly Value[], fallback: Value): Value => {
    const text = params.get(name) || fallback;
    const found = known.find((value) => value === text);
    if (found === undefined) unknown.push(leftOut(name, text));
    return found ?? fallback;
  };
  const by = one('by', ['shape', 'error'], 'shape');
  return {
    filter: {
      ...readTexts(params, unknown),
      searchIn: searchIn(params, unknown),
      protected: one('protected', ['any', 'only', 'none'], 'any'),
      deleted: one('deleted', ['none', 'only', 'any'], 'none'),
    },
    period: readPeriod(params, unknown),
    by,
    order: readOrder(params, by, unknown),
    page: readPage(params, unknown),
    error: matching(params, 'error', GUID, unknown),
    trend: readTrend(params, unknown),
    unknown,
  };
}

type Texts = Pick<ErrorFilter, (typeof TEXTS)[number] | 'team' | 'search'>;

function readTexts(params: URLSearchParams, unknown: string[]): Texts {
  const text = (name: string): string | null => {
    const value = params.get(name);
    const isLong = value !== null && value.length > (MOST_OF[name] ?? 0);
    if (isLong) unknown.push(leftOut(name, value, 'too long'));
    return isLong ? null : value;
  };
  const some = (name: string): string | null => text(name) || null;
  return {
    ...{ app: some('app'), machine: some('machine'), type: some('type'), category: some('category'), host: some('host'), url: some('url') },
    ...{ shape: matching(params, 'shape', SHAPES, unknown), search: some('q') },
    // Empty is a group too: that of the applications that stand in none.
    team: text('group'),
  };
}

function matching(params: URLSearchParams, name: string, form: RegExp, unknown: string[]): string | null {
  const text = params.get(name) || null;
  if (text === null || form.test(text)) return text;
  unknown.push(leftOut(name, text));
  return null;
}

function searchIn(params: URLSearchParams, unknown: string[]): readonly Searched[] {
  const text = params.get('in') || null;
  if (text === null) return NO_FILTER.searchIn;
  const words = text.split(',');
  const known = SEARCHED.filter((one) => words.includes(one));
  if (known.length !== words.length) unknown.push(leftOut('in', text));
  return known.length === 0 ? NO_FILTER.searchIn : known;
}

function readPeriod(params: URLSearchParams, unknown: string[]): Period {
  const end = (name: string): number | null => {
    const text = params.get(name) || null;
    const at = text === null ? null : readMoment(text);
    if (at === null || (Number.isFinite(at) && at >= 0)) return at;
    unknown.push(leftOut(name, text ?? '', 'no time, write it as 2026-03-04T14:00Z'));
    return null;
  };
  const [from, to] = [end('from'), end('to')];
  const since = params.get('since') || null;
  if (from === null && to === null) return readSince(since ?? DEFAULT_SINCE, unknown);
  if (since !== null) unknown.push(leftOut('since', since, 'other times are said too'));
  if (from !== null && to !== null && from >= to)
    unknown.push(leftOut('to', writeMoment(to), 'nothing lies between the times: this is not after the first'));
  return { is: 'between', from, to };
}

function readSince(since: string, unknown: string[]): Period {
  if (since === 'all') return { is: 'all' };
  const known = SINCE.find((word) => word === since);
  if (known === undefined) unknown.push(leftOut('since', since));
  return { is: 'since', words: known ?? DEFAULT_SINCE };
}

function readTrend(params: URLSearchParams, unknown: string[]): TrendSpan | null {
  const text = params.get('trend') || null;
  const known = TREND_SPANS.find((span) => span === text) ?? null;
  if (text !== null && known === null) unknown.push(leftOut('trend', text));
  return known;
}

function readOrder(params: URLSearchParams, list: ListAddress['by'], unknown: string[]): Order {
  const text = params.get('sort') || null;
  if (text === null) return DEFAULT_ORDER;
  const isDescending = text.startsWith('-');
  const by = SORTS.find((sort) => sort === (isDescending ? text.slice(1) : text));
  if (by !== undefined && sortsOf(list).includes(by)) return { by, isDescending };
  unknown.push(leftOut('sort', text, by === undefined ? 'not known here' : 'shapes are not sorted by it'));
  return DEFAULT_ORDER;
}

/** Pages are counted from 1 in the address, and from 0 here. */
function readPage(params: URLSearchParams, unknown: string[]): number {
  const text = params.get('page') || null;
  if (text === null) return 0;
  const page = /^\d+$/.test(text) ? Number(text) : 0;
  if (page >= 1 && page <= MOST_PAGES) return page - 1;
  unknown.push(leftOut('page', text));
  return 0;
}

/** Puts changes into the query; what is as it is without being said is left out. A change of what the list is of begins at its first page. */
export function writeAddress(params: URLSearchParams, change: ListChange): void {
  const set = (name: string, value: string | null, fallback: string | null = null): void =>
    value === null || value === fallback ? params.delete(name) : params.set(name, value);
  const { filter, period, by, order, page, error, trend } = change;
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
  if (trend !== undefined) set('trend', trend);
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

type HrefWords = { filter?: Partial<ErrorFilter> } & Partial<Pick<ListAddress, 'period' | 'by' | 'trend'>>;

/** The address of a list with these words alone. */
export function listHref(path: string, { filter: wanted, ...change }: HrefWords): string {
  const params = new URLSearchParams();
  const { seenFrom: _, seenTo: __, ...filter } = { ...NO_FILTER, ...wanted };
  writeAddress(params, { filter, ...change });
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}
