import { describe, expect, test } from 'vitest';
import { Secret } from '#lib/secret.ts';
import { formatPath } from '#lib/section.ts';
import { exceptionsSection } from '#lib/systems/exceptions/config.ts';
import { overrides } from '#lib/systems/exceptions/config-overrides.ts';
import { seeded } from '#test/act/audit/entries.ts';

const STORE = { name: 'ny', product: 'postgresql', address: 'errors1.example.net', database: 'errors' };
const LONG = 'x'.repeat(51);

function misfitsOf(raw: unknown): string[] {
  const found = exceptionsSection.read(raw);
  return found.ok ? [] : found.misfits.map(({ path, message }) => `${formatPath(path)}: ${message}`);
}

/** Of each key that may be set at the section and at a store: what it is not, where that is told below the level, and how. */
const WRONG: readonly [key: string, value: unknown, place: string, words: RegExp][] = [
  ['product', 'mssql', '', /is none of sqlserver, postgresql, mysql/],
  ['database', '', '', /is empty/],
  ['database', 'x'.repeat(129), '', /at most 128 characters/],
  ['table', '', '', /is not the name of a table/],
  ['table', '1st', '', /is not the name of a table/],
  ['table', 'dbo.Errors; DROP TABLE x', '', /is not the name of a table/],
  ['table', `dbo."Errors"`, '', /without brackets and quotes/],
  ['encrypt', 'yes', '', /is neither true nor false/],
  ['trustServerCertificate', 1, '', /is neither true nor false/],
  ['ca', 'MIIB', '', /is no valid PEM certificate/],
  ['read', 'vigil', '', /is not a mapping/],
  ['read', { user: 'vigil' }, '.password', /is missing/],
  ['act', { user: '', password: new Secret('x') }, '.user', /is empty/],
  ['times', { other: {} }, '.other', /is not a known key: known here are recent, totals, rates, shapes/],
  ['times', { recent: { interval: 5 } }, '.recent.interval', /has no unit/],
  ['times', { recent: { interval: '999ms' } }, '.recent.interval', /is out of range/],
  ['times', { totals: { timeout: '50ms' } }, '.totals.timeout', /is out of range/],
  ['times', { rates: { every: '5m' } }, '.rates.every', /is not a known key/],
  ['maxBytes', '63KiB', '', /from 64KiB to 1GiB/],
  ['recent', '59s', '', /from 1m to 1h/],
  ['recent', '61m', '', /from 1m to 1h/],
  ['rollup', '25h', '', /from 0s to 1d/],
  ['limits', { total: 9 }, '.total', /is not a known key/],
  ['limits', { totalWarning: 0 }, '.totalWarning', /is not a number from 1/],
  ['limits', { recentCritical: 'many' }, '.recentCritical', /or off/],
  ['groups', { qa: ['Core'] }, '', /is not a list: begin each group with a dash/],
  ['groups', [{ name: 'q a', applications: ['Core'] }], '[0].name', /is not a name/],
  ['groups', [{ name: 'qa' }], '[0].applications', /is missing/],
  ['groups', [{ name: 'qa', applications: [LONG] }], '[0].applications[0]', /at most 50 characters/],
  [
    'groups',
    [{ name: 'qa', applications: ['Core'], limits: { totalWarning: 9, totalCritical: 8 } }],
    '[0].limits.totalWarning',
    /is above/,
  ],
  ['applications', ['Core'], '[0]', /is not a mapping/],
  ['applications', [{ name: LONG }], '[0].name', /at most 50 characters/],
  ['applications', [{ name: 'Core', quietHours: '22:00-06:00' }], '[0].quietHours', /begin each time with a dash/],
  ['applications', [{ name: 'Core', silence: 'no' }], '[0].silence', /is neither true nor false/],
  ['applications', [{ name: 'Core', limits: { recentWarning: 9, recentCritical: 8 } }], '[0].limits.recentWarning', /is above/],
  ['quietHours', ['22-06'], '[0]', /are no hours of a day/],
  ['quietHours', ['06:00-12:00', '22:60-06:00'], '[1]', /are no hours of a day/],
  ['quietHours', ['24:00-00:00'], '[0]', /are no hours of a day/],
  ['silence', 'off', '', /is neither true nor false/],
  ['applicationLimits', { totalWarning: 9, totalCritical: 8 }, '.totalWarning', /is above totalCritical, which is 8/],
  ['burst', 'off', '', /is not a mapping/],
  ['burst', { least: 1.5 }, '.least', /is not a whole number/],
  ['burst', { factor: 0.5 }, '.factor', /from 1 to 1000/],
  ['burst', { factor: 'off' }, '.factor', /write burst: none/],
  ['framework', 'Acme.', '', /is not a list/],
  ['framework', [''], '[0]', /is empty/],
  ['sourceLinks', [{ pattern: 'in (.*)' }], '[0].url', /is missing/],
  ['sourceLinks', [{ pattern: '(', url: 'https://git/' }], '[0].pattern', /is not a regular expression/],
  ['sourceLinks', [{ pattern: '(a*)*b', url: 'https://git/' }], '[0].pattern', /repeats what repeats itself/],
  ['sourceLinks', [{ pattern: 'x'.repeat(501), url: 'https://git/' }], '[0].pattern', /at most 500 characters/],
  ['sourceLinks', [{ pattern: 'a', url: 'data:text/html,x' }], '[0].url', /begins with neither http/],
  ['tracker', { title: 'T', url: ' https://x/' }, '.url', /begins with neither http/],
  ['tracker', { url: 'https://x/' }, '.title', /is missing/],
  ['masked', ['x'.repeat(101)], '[0]', /at most 100 characters/],
  ['tags', ['a b'], '[0]', /is not a tag/],
];

describe.each([
  ['section', 'exceptions', (of: object) => ({ ...of, stores: [STORE] })],
  ['store', 'exceptions.stores[0]', (of: object) => ({ stores: [{ ...STORE, ...of }] })],
])('a wrong value is refused at the %s, where it stands:', (_level, at, write) => {
  test.each(WRONG)('%s as %j', (key, value, place, words) => {
    const misfits = misfitsOf(write({ [key]: value }));
    expect(misfits.map((misfit) => misfit.split(': ', 1)[0])).toContain(`${at}.${key}${place}`);
    expect(misfits.join('\n')).toMatch(words);
  });
});

test('no key that may be set is without a wrong value here', () => {
  expect(Object.keys(overrides).filter((key) => !WRONG.some(([wrong]) => wrong === key))).toEqual([]);
});

describe('limits are held in order with what they inherit', () => {
  test.each<[string, object, object, string | null]>([
    ['a store below its section', { limits: { totalCritical: 5 } }, { limits: { totalWarning: 6 } }, 'stores[0].limits.totalWarning'],
    [
      'an application below all applications',
      { applicationLimits: { totalCritical: 5 } },
      { applications: [{ name: 'Core', limits: { totalWarning: 6 } }] },
      'stores[0].applications[0].limits.totalWarning',
    ],
    [
      'an application of the section below all those of the store',
      { applications: [{ name: 'Core', limits: { recentWarning: 6 } }] },
      { applicationLimits: { recentCritical: 5 } },
      'applications[0].limits.recentWarning',
    ],
    [
      'an application below what the section says of it, in another case',
      { applications: [{ name: 'CORE', limits: { recentWarning: 6 } }] },
      { applications: [{ name: 'core', limits: { recentCritical: 5 } }] },
      'stores[0].applications[0].limits.recentCritical',
    ],
    [
      'an application that the store puts in order again',
      { applications: [{ name: 'Core', limits: { recentWarning: 6 } }], applicationLimits: { recentCritical: 5 } },
      { applications: [{ name: 'Core', limits: { recentCritical: 7 } }] },
      null,
    ],
    ['what is off', { limits: { totalCritical: 5 } }, { limits: { totalWarning: 'off' } }, null],
    ['what is equal', { limits: { totalCritical: 5 } }, { limits: { totalWarning: 5 } }, null],
  ])('%s', (_name, section, store, place) => {
    const misfits = misfitsOf({ ...section, stores: [{ ...STORE, ...store }] });
    expect(misfits.map((misfit) => misfit.split(': ', 1)[0])).toEqual(place === null ? [] : [`exceptions.${place}`]);
  });
});

describe('one table twice is found, however it is named', () => {
  test.each<[string, object, boolean]>([
    ['by the name that it has where none is written', { table: 'public.Errors' }, true],
    ['without its schema', { table: 'Errors' }, true],
    ['with the port of its product', { address: 'errors1.example.net:5432' }, true],
    ['with the host in another case', { address: 'ERRORS1.example.net' }, true],
    ['not another schema', { table: 'log.Errors' }, false],
    ['not another table', { table: 'Errors2' }, false],
    ['not another database', { database: 'errors2' }, false],
    ['not another port', { address: 'errors1.example.net:5433' }, false],
    ['not another product, which has another port', { product: 'mysql' }, false],
  ])('%s', (_name, over, isFound) => {
    const misfits = misfitsOf({ stores: [STORE, { ...STORE, name: 'co', ...over }] });
    expect(misfits.map((misfit) => misfit.split(': ', 1)[0])).toEqual(isFound ? ['exceptions.stores[1].address'] : []);
  });
});

test('any value in the place of any other is read or refused below the section, and no password is told, in a thousand random ones', () => {
  const whole = {
    ...{ read: { user: 'vigil', password: new Secret('hunter2') }, times: { recent: { interval: '10s' } }, limits: { totalWarning: 5 } },
    ...{ groups: [{ name: 'qa', applications: ['Core'] }], applications: [{ name: 'Core', quietHours: ['22:00-06:00'] }] },
    ...{ burst: { least: 20 }, sourceLinks: [{ pattern: 'a', url: 'https://git/' }], tracker: { title: 'T', url: 'https://x/' } },
    stores: [STORE, { ...STORE, name: 'co', table: 'public.Others' }],
  };
  const garbage = [null, 7, -1, '', 'x', '\0', [], [[]], [null], {}, { name: 7 }, true, '__proto__', 'constructor', Number.NaN, 'hunter2'];
  for (let seed = 1; seed <= 1_000; seed += 1) {
    const random = seeded(seed);
    const misfits = misfitsOf(spoilt(whole, random, garbage[Math.floor(random() * garbage.length)]));
    expect([seed, misfits.filter((misfit) => !/^exceptions.*: ./s.test(misfit) || misfit.includes('hunter2'))]).toEqual([seed, []]);
  }
});

/** A copy with something else in one place. */
function spoilt(value: unknown, random: () => number, garbage: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Secret || random() < 0.15) return garbage;
  const entries = Object.entries(value);
  const picked = Math.floor(random() * entries.length);
  const changed = entries.map(([key, one], at) => [key, at === picked ? spoilt(one, random, garbage) : one] as const);
  return Array.isArray(value) ? changed.map(([, one]) => one) : Object.fromEntries(changed);
}
