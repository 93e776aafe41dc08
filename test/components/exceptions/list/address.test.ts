import { describe, expect, test } from 'vitest';
import {
  DEFAULT_ORDER,
  filterAt,
  type ListAddress,
  type ListChange,
  type Period,
  readAddress,
  SINCE,
  sortsOf,
  writeAddress,
} from '#components/exceptions/list/address.ts';
import { TREND_SPANS } from '#components/exceptions/trend-spans.ts';
import { NO_FILTER, SEARCHED } from '#lib/systems/exceptions/model-list.ts';
import { seeded } from '#test/act/audit/entries.ts';

const read = (query: string): ListAddress => readAddress(new URLSearchParams(query));
const GUID = '6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10';

/** Texts that an address has to carry whole. */
const TEXTS = ['Core', 'a&b=c', '<script>alert(1)</script>', 'שלום עולם', '🔥 %41+1', '#?/\\', ' in between ', '\u202eright', '*'];

function randomAddress(random: () => number): ListAddress {
  const some = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const text = (): string | null => (random() < 0.5 ? null : some(TEXTS));
  const by = some(['shape', 'error'] as const);
  const moment = (): number => Math.floor(random() * 4e12);
  const periods: readonly Period[] = [
    { is: 'all' },
    { is: 'since', words: some(SINCE) },
    { is: 'between', from: moment(), to: null },
    { is: 'between', from: null, to: moment() },
    { is: 'between', from: moment(), to: 5e12 },
  ];
  const searchIn = SEARCHED.filter(() => random() < 0.5);
  return {
    filter: {
      ...{ team: some([null, '', ...TEXTS]), app: text(), machine: text(), type: text(), category: text(), host: text(), url: text() },
      ...{ shape: some([null, '0123456789abcdef', '0123456789abcdef,fedcba9876543210']), search: text() },
      searchIn: searchIn.length === 0 ? NO_FILTER.searchIn : searchIn,
      protected: some(['any', 'only', 'none'] as const),
      deleted: some(['none', 'only', 'any'] as const),
    },
    ...{ period: some(periods), by, order: { by: some(sortsOf(by)), isDescending: random() < 0.5 } },
    ...{ page: Math.floor(random() * 50), error: some([null, GUID]), trend: some([null, ...TREND_SPANS]), unknown: [] },
  };
}

test('whatever a list is of stands in its address, and is read from it again', () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const random = seeded(seed);
    const [before, address] = [randomAddress(random), randomAddress(random)];
    const params = new URLSearchParams('at=2026-03-04T03:12:30Z');
    const { unknown: _, ...whole } = address;
    // Whatever stood there before leaves nothing behind.
    writeAddress(params, before);
    writeAddress(params, whole);
    expect([seed, readAddress(new URLSearchParams(params.toString()))]).toEqual([seed, address]);
    expect(params.get('at')).toBe('2026-03-04T03:12:30Z');
  }
});

test('an address without words is the list that is shown first, and writing that one leaves no words', () => {
  const address = read('');
  expect(address).toMatchObject({
    by: 'shape',
    order: DEFAULT_ORDER,
    page: 0,
    error: null,
    trend: null,
    unknown: [],
    period: { words: '24h' },
  });
  const params = new URLSearchParams();
  writeAddress(params, address);
  expect(params.toString()).toBe('');
});

describe('what cannot be read is left out and told:', () => {
  test.each([
    ['a word that is not known', 'colour=red', ['not known here: colour=red']],
    ['a word of Opserver on the page of a store', 'log=Core', ['not known here: log=Core']],
    ['a sort', 'sort=AppDesc', ['not known here: sort=AppDesc']],
    ['a sort that shapes do not have', 'sort=machine', ['shapes are not sorted by it: sort=machine']],
    ['a list', 'by=day', ['not known here: by=day']],
    ['a period', 'since=2h', ['not known here: since=2h']],
    ['a trend', 'trend=2h', ['not known here: trend=2h']],
    ['a page', 'page=0', ['not known here: page=0']],
    ['a page in other digits', 'page=1e3', ['not known here: page=1e3']],
    ['a page too far', 'page=1000001', ['not known here: page=1000001']],
    ['a shape', 'shape=xyz', ['not known here: shape=xyz']],
    ['an error', 'error=7', ['not known here: error=7']],
    ['a place to search in', 'in=message,stack', ['not known here: in=message,stack']],
    ['what is protected', 'protected=yes', ['not known here: protected=yes']],
    ['what is deleted', 'deleted=1', ['not known here: deleted=1']],
    ['a time', 'from=yesterday', ['no time, write it as 2026-03-04T14:00Z: from=yesterday']],
    ['a day that there is not', 'to=2026-02-30T00:00Z', ['no time, write it as 2026-03-04T14:00Z: to=2026-02-30T00:00Z']],
    ['the second of two', 'app=Core&app=Chat', ['said twice: app=Chat']],
    ['a period beside times', 'since=7d&from=2026-03-04T14:00Z', ['other times are said too: since=7d']],
    ['more than a column holds', `app=${'x'.repeat(51)}`, [`too long: app=${'x'.repeat(51)}`]],
    ['a very long word', `q=${'x'.repeat(501)}`, [`too long: q=${'x'.repeat(80)}…`]],
  ])('%s', (_name, query, unknown) => {
    const address = read(query);
    expect(address.unknown).toEqual(unknown);
    const { app } = read('app=Core').filter;
    expect({ ...address.filter, app: address.filter.app === app ? null : address.filter.app }).toEqual({
      ...read('').filter,
      searchIn: query.startsWith('in=') ? ['message'] : NO_FILTER.searchIn,
    });
    expect({ by: address.by, order: address.order, page: address.page, error: address.error }).toEqual({
      ...{ by: 'shape', order: DEFAULT_ORDER, page: 0, error: null },
    });
  });

  test('times between which nothing lies are kept, and said', () => {
    const { period, unknown } = read('from=2026-03-04T14:00Z&to=2026-03-04T13:00Z');
    expect(period).toEqual({ is: 'between', from: Date.parse('2026-03-04T14:00Z'), to: Date.parse('2026-03-04T13:00Z') });
    expect(unknown).toEqual(['nothing lies between the times: this is not after the first: to=2026-03-04T13:00:00Z']);
  });
});

describe('a change', () => {
  const { filter } = read('app=Core');
  test.each<[string, ListChange]>([
    ['of the filter', { filter }],
    ['of the period', { period: { is: 'all' } }],
    ['of what is put together', { by: 'error' }],
    ['of the order', { order: { by: 'count', isDescending: true } }],
  ])('%s begins at the first page', (_name, change) => {
    const params = new URLSearchParams('page=4');
    writeAddress(params, change);
    expect(params.has('page')).toBe(false);
  });

  test('of the error that is looked at leaves the list as it is', () => {
    const params = new URLSearchParams('page=4&q=timeout');
    writeAddress(params, { error: GUID });
    expect(params.toString()).toBe(`page=4&q=timeout&error=${GUID}`);
  });
});

test.each([
  ['since=1h', 7_200_000 - 3_600_000, null],
  ['since=all', null, null],
  ['from=1970-01-01T00:00:01Z', 1_000, null],
  ['to=1970-01-01T00:00:02Z', null, 2_000],
])('%s is asked of the store as of a moment', (query, seenFrom, seenTo) => {
  expect(filterAt(read(query), 7_200_000)).toEqual({ ...NO_FILTER, seenFrom, seenTo });
});
