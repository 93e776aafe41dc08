import { describe, expect, test } from 'vitest';
import { Secret } from '#lib/secret.ts';
import { formatPath } from '#lib/section.ts';
import type { NodeSpec } from '#lib/system.ts';
import { elasticSection } from '#lib/systems/elastic/config.ts';
import type { ElasticSettings } from '#lib/systems/elastic/settings.ts';

const LOGIN = { user: 'vigil', password: new Secret('hunter2') };
const OTHER = { apiKey: new Secret('aHVudGVyMg==') };
const URL = 'https://es1.example.net:9200';

type Levels = { system?: object; cluster?: object; node?: object };

/** A cluster of one node whose three levels say these things. */
function section({ system = {}, cluster = {}, node = {} }: Levels): object {
  return { ...system, clusters: [{ name: 'search', nodes: [{ name: 'es1', url: URL, ...node }], ...cluster }] };
}

/** The nodes of a section by group/name, or the misfits as "path: message". */
function read(raw: unknown): { nodes: Record<string, NodeSpec<ElasticSettings>>; misfits: string[] } {
  const found = elasticSection.read(raw);
  if (!found.ok) return { nodes: {}, misfits: found.misfits.map(({ path, message }) => `${formatPath(path)}: ${message}`) };
  const nodes = found.groups.flatMap((group) =>
    group.nodes.map((node) => [`${group.name}/${node.name}`, node as NodeSpec<ElasticSettings>] as const),
  );
  return { nodes: Object.fromEntries(nodes), misfits: [] };
}

function settingsOf(raw: unknown, node = 'search/es1'): ElasticSettings {
  const { nodes, misfits } = read(raw);
  const settings = nodes[node]?.settings;
  if (!settings) throw new Error(misfits.join('\n'));
  return settings;
}

describe('a cluster', () => {
  const nodes = [
    { name: 'es1', url: 'https://ES1.example.net:9200/' },
    { name: 'es2', url: 'http://proxy.example.net/es2/', host: 'rack2', tags: ['b'] },
  ];
  const found = read(section({ system: { tags: ['a'] }, cluster: { nodes, members: ['es1', 'es2', 'es3'] } })).nodes;

  test('is its configured nodes, each for its own word, and a node that stands for the whole, at whichever answers', () => {
    expect(Object.keys(found)).toEqual(['search/cluster', 'search/es1', 'search/es2']);
    expect(found['search/cluster']).toMatchObject({
      ...{ address: 'es1 or es2', host: null, tags: ['a'] },
      settings: { kind: 'cluster', group: 'search', urls: [{ node: 'es1' }, { node: 'es2' }], members: ['es1', 'es2', 'es3'] },
    });
    expect(found['search/es1']).toMatchObject({ address: 'https://es1.example.net:9200', host: 'es1.example.net', tags: ['a'] });
    expect(found['search/es2']).toMatchObject({
      ...{ address: 'http://proxy.example.net/es2', host: 'rack2', tags: ['a', 'b'] },
      settings: { kind: 'node', urls: [{ node: 'es2', url: 'http://proxy.example.net/es2' }] },
    });
  });

  test.each([
    [1, 'es1'],
    [3, 'es1, es2 or es3'],
    [5, 'any of 5 nodes'],
  ])('of %i nodes is asked %s', (count, words) => {
    const many = Array.from({ length: count }, (_, index) => ({ name: `es${index + 1}`, url: `http://es${index + 1}:9200` }));
    expect(read(section({ cluster: { nodes: many } })).nodes['search/cluster']?.address).toBe(words);
  });
});

describe('what is set', () => {
  test('nowhere has its default: nobody to ask as, certificates checked, no word on members', () => {
    const { urls, ...settings } = settingsOf(section({}));
    expect(urls).toEqual([{ node: 'es1', url: URL, read: null, act: null, tls: { ca: null, verify: true } }]);
    expect(settings).toMatchObject({
      ...{ members: null, intervalMs: 10_000, timeoutMs: 5_000, maxBytes: 67_108_864 },
      ...{ limits: { heapWarningRatio: 0.85, behindWarningSeconds: 60 }, intervals: { load: 15_000, upkeep: 300_000 } },
    });
  });

  test('at the nearest level counts; limits, intervals and tls are merged by name', () => {
    const raw = section({
      system: {
        interval: '20s',
        limits: { rejectedWarning: 'off', pendingWarning: 5 },
        intervals: { volume: '2m' },
        tls: { verify: false },
      },
      cluster: { timeout: '6s', limits: { pendingWarning: 7 }, intervals: { load: '30s' } },
      node: { interval: '15s', tls: { ca: 'none' } },
    });
    expect(settingsOf(raw)).toMatchObject({
      ...{ intervalMs: 15_000, timeoutMs: 6_000, urls: [{ tls: { ca: null, verify: false } }] },
      ...{ limits: { rejectedWarning: null, pendingWarning: 7, heapWarningRatio: 0.85 }, intervals: { volume: 120_000, load: 30_000 } },
    });
    expect(settingsOf(raw, 'search/cluster')).toMatchObject({ intervalMs: 20_000, timeoutMs: 6_000, limits: { pendingWarning: 7 } });
  });

  test('as read is never taken for act, and the whole signs in at each URL as is written for it', () => {
    const raw = section({ system: { read: LOGIN }, cluster: { act: OTHER }, node: { read: { token: new Secret('t') } } });
    expect(settingsOf(section({ system: { read: LOGIN } })).urls).toMatchObject([{ read: { by: 'password', user: 'vigil' }, act: null }]);
    expect(settingsOf(raw, 'search/cluster').urls).toMatchObject([{ read: { by: 'token' }, act: { by: 'apiKey' } }]);
    expect(settingsOf(section({ system: { read: LOGIN }, node: { read: 'none' } })).urls).toMatchObject([{ read: null }]);
  });
});

describe('a section is refused at its place, with the fix', () => {
  const two = (one: object, other: object) => section({ cluster: { nodes: [one, other] } });
  const es1 = { name: 'es1', url: URL };

  test.each<[string, unknown, string]>([
    ['that names nobody', {}, 'elastic.clusters: is missing'],
    ['with a cluster that has no node', section({ cluster: { nodes: [] } }), 'clusters[0].nodes: holds no node'],
    [
      'with a node called like the whole',
      section({ node: { name: 'cluster' } }),
      'nodes[0].name: is what Vigil calls the cluster as a whole, beside its nodes: give the node another name than cluster',
    ],
    [
      'with one name twice',
      two(es1, { name: 'es1', url: 'http://es2:9200' }),
      'nodes[1].name: is the name of elastic.clusters[0].nodes[0]',
    ],
    ['with one URL in two spellings', two(es1, { name: 'es2', url: 'https://ES1.example.net:9200/' }), 'nodes[1].url: is the url of'],
    ['with a password in a URL', section({ node: { url: 'https://u:hunter2@es1:9200' } }), 'nodes[0].url: holds a user or a password'],
    ['with a question in a URL', section({ node: { url: 'https://es1:9200/?pretty' } }), 'nodes[0].url: has a ? part'],
    ['with a name for a URL', section({ node: { url: 'es1:9200' } }), 'nodes[0].url: begins with neither http:// nor https://'],
    ['with a member twice', section({ cluster: { members: ['es1', 'es2', 'es1'] } }), 'clusters[0].members[2]: stands twice'],
    ['with a list of no members', section({ cluster: { members: [] } }), 'clusters[0].members: holds no member'],
    ['with a timeout beyond the interval', section({ node: { timeout: '10s' } }), 'nodes[0].timeout: 10s is not shorter'],
    [
      'with a timeout beyond what else is asked',
      section({ system: { interval: '1m' }, cluster: { timeout: '12s' } }),
      'clusters[0].timeout: 12s is not shorter than intervals.recoveries, which is 10s',
    ],
    [
      'with an interval below the timeout',
      section({ cluster: { intervals: { load: '2s' } } }),
      'clusters[0].intervals.load: 2s is not longer than the timeout of 5s',
    ],
    [
      'with an interval of nothing',
      section({ system: { intervals: { loads: '20s' } } }),
      'elastic.intervals.loads: is not a known key: did you mean load?',
    ],
    [
      'with limits in the wrong order',
      section({ cluster: { limits: { heapWarningRatio: 0.99 } } }),
      'limits.heapWarningRatio: 0.99 is above',
    ],
    [
      'with a limit further back than readings are kept',
      section({ cluster: { interval: '6s', limits: { behindWarningSeconds: 361 } } }),
      'limits.behindWarningSeconds: 361 is more than the 60 readings that are kept reach back at an interval of 6s: lower it',
    ],
    ['with limits at a node, which is no cluster', section({ node: { limits: {} } }), 'nodes[0].limits: is not a known key'],
    ['with two ways to sign in', section({ node: { read: { ...LOGIN, ...OTHER } } }), 'nodes[0].read: names more than one way'],
    ['with no way to sign in', section({ node: { read: {} } }), 'nodes[0].read: names no way to sign in'],
    ['with a user alone', section({ node: { act: { user: 'vigil' } } }), 'nodes[0].act: names a user without a password'],
    ['with a password alone', section({ node: { act: { password: LOGIN.password } } }), 'nodes[0].act: has a password without a user'],
    [
      'with a key that is not encoded',
      section({ node: { read: { apiKey: new Secret('VuaCfGcBCdbkQm:hunter2') } } }),
      'read.apiKey: is an id and a key with a colon between them: use the one text that is called "encoded"',
    ],
    [
      'with a token that is written out',
      section({ node: { read: { token: 'hunter2' } } }),
      'read.token: is not a secret that Vigil can read',
    ],
  ])('%s', (_, raw, words) => {
    const said = read(raw).misfits.join('\n');
    expect(said).toContain(words);
    expect(said).not.toContain('hunter2');
  });

  test('everything that is wrong is said at once', () => {
    const raw = section({ system: { timeout: '5' }, cluster: { members: [] }, node: { name: 'cluster', url: 'es1' } });
    expect(read(raw).misfits).toHaveLength(4);
  });
});

test.each([LOGIN, OTHER, { token: new Secret('hunter2') }])('what is told of a node holds no secret', (login) => {
  const found = elasticSection.read(section({ system: { read: login, act: login } }));
  const lines = found.ok ? found.groups.flatMap(({ nodes }) => nodes.flatMap(({ settings }) => elasticSection.describe(settings))) : [];
  expect(lines.join('\n')).toContain('***');
  expect(JSON.stringify([found, lines])).not.toMatch(/hunter2|aHVudGVyMg/);
});
