import { describe, expect, test } from 'vitest';
import { Secret } from '#lib/secret.ts';
import { formatPath } from '#lib/section.ts';
import { exceptionsSection } from '#lib/systems/exceptions/config.ts';
import type { ExceptionsSettings } from '#lib/systems/exceptions/settings.ts';

const LOGIN = { user: 'vigil', password: new Secret('hunter2') };
const STORE = { name: 'ny', product: 'postgresql', address: 'Errors1.example.net', database: 'errors' };

const section = (of: object, store: object = {}): object => ({ ...of, stores: [{ ...STORE, ...store }] });

/** The settings of the stores by name, or the misfits as "path: message". */
function read(raw: unknown): { stores: Record<string, ExceptionsSettings>; misfits: string[] } {
  const found = exceptionsSection.read(raw);
  if (!found.ok) return { stores: {}, misfits: found.misfits.map(({ path, message }) => `${formatPath(path)}: ${message}`) };
  const stores = found.groups.flatMap(({ nodes }) => nodes.map(({ name, settings }) => [name, settings as ExceptionsSettings] as const));
  return { stores: Object.fromEntries(stores), misfits: [] };
}

function settingsOf(raw: unknown): ExceptionsSettings {
  const { stores, misfits } = read(raw);
  if (!stores.ny) throw new Error(misfits.join('\n'));
  return stores.ny;
}

describe('a store', () => {
  test.each([
    ['sqlserver', 1433, { schema: 'dbo', name: 'Exceptions' }],
    ['postgresql', 5432, { schema: 'public', name: 'Errors' }],
    ['mysql', 3306, { schema: null, name: 'Exceptions' }],
  ])('on %s has the port and the table of its product', (product, port, table) => {
    expect(settingsOf(section({}, { product }))).toMatchObject({ dialect: product, host: 'errors1.example.net', port, table });
  });

  test('without anything more is read by nobody, encrypted, with bursts and silences told and no limits', () => {
    expect(settingsOf(section({}))).toMatchObject({
      ...{ title: 'ny', read: null, act: null, tls: { ca: null, verify: true }, recentMs: 600_000, rollupMs: 600_000, teams: [] },
      ...{ burst: { least: 20, factor: 5 }, sourceLinks: [], tracker: null, keepIn: null, masked: [] },
      limits: { totalWarning: null, totalCritical: null, recentWarning: null, recentCritical: null },
      appDefaults: { quietHours: [], watchSilence: true },
    });
  });

  test('takes from the section what it does not say itself; times and limits key by key', () => {
    const of = {
      ...{ read: LOGIN, recent: '5m', encrypt: false, limits: { totalWarning: 100, recentWarning: 5 } },
      times: { recent: { interval: '20s' }, totals: { timeout: '30s' } },
    };
    const own = { limits: { recentWarning: 9 }, times: { recent: { timeout: '2s' } }, table: 'log.Errors' };
    const { read: login, times, limits, ...rest } = settingsOf(section(of, own));
    expect(login).toMatchObject({ user: 'vigil' });
    expect(times.recent).toEqual({ intervalMs: 20_000, timeoutMs: 2_000 });
    expect(times.totals).toEqual({ intervalMs: 300_000, timeoutMs: 30_000 });
    expect(limits).toMatchObject({ totalWarning: 100, recentWarning: 9 });
    expect(rest).toMatchObject({ tls: null, recentMs: 300_000, table: { schema: 'log', name: 'Errors' } });
  });

  test('may have rules for an application, whatever its case, over those of the section', () => {
    const of = { quietHours: ['22:00-06:00'], applications: [{ name: 'Core', silence: false }] };
    const own = { applications: [{ name: 'core', quietHours: ['12:30-13:00'], limits: { recentCritical: 9 } }] };
    const { apps, appDefaults } = settingsOf(section(of, own));
    expect(appDefaults.quietHours).toEqual([{ from: 22, to: 6 }]);
    expect(apps.core).toMatchObject({ watchSilence: false, quietHours: [{ from: 12.5, to: 13 }], limits: { recentCritical: 9 } });
    expect(Object.keys(apps)).toEqual(['core']);
  });

  test('has an application that is called as what every object has', () => {
    const { apps } = settingsOf(section({ applications: [{ name: 'constructor', silence: false }] }));
    expect(apps.constructor).toMatchObject({ watchSilence: false });
  });

  test('tells in words what it does, without its password', () => {
    const { stores } = read(section({ read: LOGIN, burst: null, limits: { totalWarning: 100 } }));
    const words = exceptionsSection.describe(stores.ny as never).join('\n');
    expect(words).toContain('the table public.Errors of the database errors on PostgreSQL');
    expect(words).toContain('acts as nobody: nothing can be cleared');
    expect(words).toContain('warn at 100, critical at off');
    expect(words).toContain('bursts are not told');
    expect(words).not.toContain('hunter2');
  });
});

describe('a section that is wrong is refused, and says where and what to do:', () => {
  test.each<[string, object, RegExp]>([
    ['no product', without('product'), /^exceptions\.stores\[0\]: says nowhere which database it is/],
    ['no database', without('database'), /^exceptions\.stores\[0\]: says nowhere in which database/],
    ['a product that is none', section({}, { product: 'oracle' }), /^exceptions\.stores\[0\]\.product: /],
    ['an address with a path', section({}, { address: 'http://errors1/' }), /\.address: is no address of a database/],
    ['an address with a port that is none', section({}, { address: 'errors1:99999' }), /\.address: is no address of a database/],
    ['an instance name', section({}, { address: 'errors1\\SQL2' }), /\.address: is no address of a database/],
    ['a table with brackets', section({}, { table: '[dbo].[Exceptions]' }), /\.table: is not the name of a table/],
    ['a table of three parts', section({}, { table: 'a.b.c' }), /\.table: is not the name of a table/],
    ['quiet hours that are none', section({ quietHours: ['night'] }), /quietHours\[0\]: are no hours of a day/],
    ['quiet hours past the day', section({ quietHours: ['22:00-25:00'] }), /quietHours\[0\]: are no hours of a day/],
    ['quiet hours of no length', section({ quietHours: ['06:00-06:00'] }), /quietHours\[0\]: are no hours of a day/],
    ['a pattern that cannot be read', section({ sourceLinks: [link('in (.*')] }), /sourceLinks\[0\]\.pattern: is not a regular expression/],
    ['a pattern that takes hours', section({ sourceLinks: [link('in ((a+)+)x')] }), /sourceLinks\[0\]\.pattern: repeats what repeats/],
    ['a source that is no web', section({ sourceLinks: [{ pattern: 'a', url: 'javascript:x' }] }), /sourceLinks\[0\]\.url: begins with/],
    ['a tracker that is no web', section({ tracker: { title: 'T', url: 'file:///x' } }), /tracker\.url: begins with neither/],
    ['a timeout as long as its interval', section({ times: { recent: { interval: '5s', timeout: '5s' } } }), /timeout.*not shorter/],
    ['a warning above critical', section({ limits: { totalWarning: 10, totalCritical: 9 } }), /totalWarning|totalCritical/],
    ['a burst of nothing', section({ burst: { least: 0 } }), /burst\.least/],
    ['a word that is not known', section({ colour: 'red' }), /colour/],
    ['no stores', { stores: [] }, /stores/],
    ['a group without applications', section({ groups: [{ name: 'qa', applications: [] }] }), /groups\[0\]\.applications/],
    ['a group twice', section({ groups: [group('qa'), group('qa')] }), /groups\[1\]\.name: is the name of .* too/],
    ['an application twice', section({ applications: [{ name: 'Core' }, { name: 'CORE' }] }), /applications\[1\]\.name: is .* too/],
    ['a store twice', { stores: [STORE, { ...STORE, database: 'other' }] }, /stores\[1\]\.name: is the name of .* too/],
    ['one table twice', { stores: [STORE, { ...STORE, name: 'co', address: 'errors1.example.net:5432' }] }, /counted twice/],
  ])('%s', (_name, raw, words) => {
    const { stores, misfits } = read(raw);
    expect(stores).toEqual({});
    expect(misfits.join('\n')).toMatch(words);
  });

  test.each([null, 7, 'x', [], { stores: 'ny' }, { stores: [null] }, { stores: [[]] }])('%j', (raw) => {
    expect(read(raw).misfits.length).toBeGreaterThan(0);
  });
});

test('two tables of one database are two stores', () => {
  const { stores } = read({ stores: [STORE, { ...STORE, name: 'co', table: 'public.Others' }] });
  expect(Object.keys(stores)).toEqual(['ny', 'co']);
});

function link(pattern: string): object {
  return { pattern, url: 'https://git.example.net/$1' };
}

function without(key: keyof typeof STORE): object {
  return { stores: [Object.fromEntries(Object.entries(STORE).filter(([name]) => name !== key))] };
}

function group(name: string): object {
  return { name, applications: ['Core'] };
}
