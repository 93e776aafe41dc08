import { expect, test } from 'vitest';
import { Secret } from '#lib/secret.ts';
import { formatPath, type Path } from '#lib/section.ts';
import { redisSection } from '#lib/systems/redis/config.ts';

const user = { user: 'vigil', password: new Secret('hunter2') };

/** Everything that may be set, at every level. */
const settings = {
  ...{ interval: '9s', timeout: '2s', maxBytes: '2MiB', read: user, act: user, analyse: user, tags: ['a'] },
  tls: { enabled: true, verify: false, ca: 'none' },
  limits: { memoryWarningRatio: 0.5, clientsWarningRatio: 'off', blockedWarning: 9, silenceWarningSeconds: 9 },
};
const keyspace = { databases: { 0: 'Core', 1: 'Jobs' }, keyPatterns: { sessions: 'session:*', locks: 'lock:*' } };
const SECTION = {
  ...{ ...settings, ...keyspace, notes: 'of all' },
  groups: [
    {
      name: 'old',
      title: 'Old',
      notes: 'of old',
      ...settings,
      ...keyspace,
      nodes: [{ name: 'r1', address: 'old1:1', host: 'old1', ...settings, ...keyspace }],
    },
  ],
  instances: [
    { name: 'sessions', port: 6379, title: 'Sessions', notes: 'of it', ...settings, ...keyspace },
    { name: 'cache', port: 6380 },
  ],
  servers: [
    {
      host: 'redis1',
      address: '10.0.0.1',
      notes: 'of it',
      ...settings,
      instances: ['sessions', { name: 'cache', port: 7000, notes: 'of it', ...settings, ...keyspace }],
    },
    { host: 'redis2', instances: [{ name: 'jobs', port: 6400, title: 'Jobs' }] },
    { host: 'redis3' },
    'redis4',
  ],
};

/** What may stand where something else belongs. Whatever could be a secret reads hunter2. */
const WRONG: readonly [what: string, value: unknown][] = [
  ['nothing', null],
  ['true', true],
  ['7', 7],
  ['-1', -1],
  ['65536', 65_536],
  ['a half', 0.5],
  ['no number', Number.NaN],
  ['an empty text', ''],
  ['a text with a line break', 'hunter2\nhunter2'],
  ['a long text', 'hunter2 '.repeat(2_000)],
  ['an empty list', []],
  ['a list in a list', [[], [null]]],
  ['a list of texts', ['hunter2 hunter2', 'hunter2 hunter2']],
  ['an empty mapping', {}],
  ['a mapping of something else', { 'password:hunter2': null, __proto__: null, constructor: 'hunter2' }],
  ['a mapping of mappings', { name: { name: {} }, port: { port: [] }, 0: {} }],
];

/** Every place in it, the section itself first. */
function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || Secret.is(value)) return [path];
  const steps = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [path, ...steps.flatMap((step) => placesOf(Reflect.get(value, step), [...path, step]))];
}

/** The section with something else at a place. */
function broken(value: unknown, [step, ...rest]: Path, wrong: unknown): unknown {
  if (step === undefined) return wrong;
  const copy: object = Array.isArray(value) ? [...value] : { ...(value as object) };
  Reflect.set(copy, step, broken(Reflect.get(copy, step), rest, wrong));
  return copy;
}

test('a section that sets everything is in order', () => {
  const found = redisSection.read(SECTION);
  expect(found.ok ? [] : found.misfits).toEqual([]);
});

test.each(WRONG)('%s at any place is taken, or refused in words of ours that repeat nothing of it', (_, wrong) => {
  for (const path of placesOf(SECTION)) {
    const place = formatPath(['redis', ...path]);
    const found = redisSection.read(broken(SECTION, path, wrong));
    if (found.ok) {
      for (const { nodes } of found.groups)
        for (const node of nodes) expect(redisSection.describe(node.settings).length).toBeGreaterThan(5);
      continue;
    }
    expect([place, found.misfits.length]).not.toEqual([place, 0]);
    for (const { path: told, message } of found.misfits) {
      expect([place, told[0]]).toEqual([place, 'redis']);
      expect(`${formatPath(told)} ${message}`).not.toMatch(/hunter2|invalid|expected|unrecognized|undefined|\[object|NaN/i);
      expect([place, message]).toEqual([place, expect.stringMatching(/: .|take .*out/)]);
    }
  }
});

test.each(WRONG)('%s in the place of what must be there is refused', (_, wrong) => {
  const needed: Path[] = [
    ['groups'],
    ['groups', 0, 'nodes'],
    ['groups', 0, 'nodes', 0, 'address'],
    ['instances'],
    ['instances', 0, 'port'],
    ['servers'],
    ['servers', 0],
  ];
  for (const path of needed) {
    if (wrong === 7 && path.at(-1) === 'port') continue;
    expect([path, redisSection.read(broken(SECTION, path, wrong)).ok]).toEqual([path, false]);
  }
});
