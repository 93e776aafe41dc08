import { describe, expect, onTestFinished, test } from 'vitest';
import type { WireUser } from '#demo/elastic/wire/access.ts';
import { type ElasticOptions, startElastic } from '#demo/elastic/wire/start.ts';
import { examineNode } from '#lib/doctor/examine.ts';
import type { NodeReport } from '#lib/doctor.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import { elasticSection } from '#lib/systems/elastic/config.ts';
import { rightsOf } from '#lib/systems/elastic/doctor-needs.ts';
import { elastic } from '#lib/systems/elastic/index.ts';
import { readRights } from '#lib/systems/elastic/parse-rights.ts';

type Given = Pick<ElasticOptions, 'version' | 'product' | 'users'> & { node?: string; password?: string; act?: string };

/** Asks a stand-in as vigil. */
async function reportOf({ node: name = 'cluster', password = 'hunter2', act, ...options }: Given): Promise<NodeReport> {
  const running = await startElastic({ ...options, clock: () => Date.UTC(2026, 2, 4) });
  onTestFinished(() => running.stop());
  const read = { user: 'vigil', password: new Secret(password) };
  const nodes = running.urls.map(({ node, url }) => ({ name: node, url }));
  const acting = act === undefined ? {} : { act: { user: act, password: new Secret('hunter2') } };
  const section = elasticSection.read({ read, ...acting, clusters: [{ name: 'search', nodes }] });
  const group = section.ok ? section.groups[0] : undefined;
  const node = group?.nodes.find((one) => one.name === (name === 'cluster' ? name : nodes[0]?.name));
  if (!group || !node) throw new Error('the section was refused');
  const signal = AbortSignal.timeout(8_000);
  return examineNode({ system: elastic, group, node }, { meter: NO_METER, clock: { now: () => 0 }, signal });
}

const vigil = (...may: WireUser['may'][number][]): WireUser[] => [{ name: 'vigil', by: { password: 'hunter2' }, may }];
const ofRead = ({ lines }: NodeReport) => lines.filter(({ as }) => as === 'read');
const inState = ({ lines }: NodeReport, wanted: string): string[] => [
  ...new Set(lines.filter(({ state }) => state === wanted).map(({ right }) => right)),
];

describe('Elasticsearch tells each privilege', () => {
  test('and of one that is missing is said what grants it', async () => {
    const report = await reportOf({ version: '8.17.0', users: vigil('monitor') });
    expect(report).toMatchObject({ version: 'Elasticsearch 8.17.0', unasked: null, failures: [] });
    expect(inState(report, 'granted')).toEqual(['cluster privilege monitor']);
    expect(inState(report, 'missing')).toEqual([
      'privilege monitor on all indices',
      'cluster privilege read_slm',
      'privilege view_index_metadata on all indices',
      'cluster privilege manage_index_templates',
    ]);
    expect(report.grants.flatMap(({ statements }) => statements)).toEqual([
      'PUT /_security/role/vigil_read {"cluster":["monitor","read_slm"],"indices":[{"names":["*"],"privileges":["monitor","view_index_metadata"]}]}',
    ]);
    expect(report.grants[0]?.note).toMatch(/manage_index_templates is left out/);
  });

  test('and nothing is missing for who may do all', async () => {
    const report = await reportOf({ version: '7.17.14', users: vigil('all') });
    expect([inState(report, 'missing'), inState(report, 'untold'), report.grants]).toEqual([[], [], []]);
  });

  test('to who may not even see what it is', async () => {
    const report = await reportOf({ version: '8.17.0', users: vigil('read_slm') });
    expect(report.version).toBe('Elasticsearch');
    expect(inState(report, 'missing')).toContain('cluster privilege monitor');
    expect(inState(report, 'granted')).toEqual(['cluster privilege read_slm']);
  });

  test('of a URL its own word alone', async () => {
    const report = await reportOf({ version: '9.1.2', users: vigil('monitor'), node: 'own' });
    expect(report.lines.map(({ right, state }) => `${right}: ${state}`)).toEqual(['cluster privilege monitor: granted']);
  });

  test('to nobody who is not let in', async () => {
    const report = await reportOf({ version: '8.17.0', users: vigil('all'), password: 'wrong' });
    expect(report.unasked).toMatch(/401/);
    expect(ofRead(report).every(({ state }) => state === 'missing')).toBe(true);
    expect(JSON.stringify(report)).not.toContain('wrong');
  });

  test('and where nobody is asked who he is, none is said to be fine without its word', async () => {
    const report = await reportOf({ version: '8.17.0', users: null });
    expect(inState(report, 'missing')).toEqual([]);
    expect(ofRead(report).every(({ state, why }) => state === 'untold' && why !== null)).toBe(true);
  });
});

describe('who acts', () => {
  const boss = (...may: WireUser['may'][number][]): WireUser[] => [...vigil('all'), { name: 'boss', by: { password: 'hunter2' }, may }];

  test('is asked for by himself, and what is missing is a role of his own', async () => {
    const report = await reportOf({ version: '8.17.0', users: boss('manage', 'monitor'), act: 'boss' });
    const lines = report.lines.filter(({ as }) => as === 'act');
    expect(lines.find(({ right }) => right === 'cluster privilege manage')).toMatchObject({ state: 'granted', user: 'boss' });
    expect(lines.find(({ right }) => right === 'privilege maintenance on all indices')).toMatchObject({ state: 'missing' });
    expect(report.grants).toMatchObject([{ as: 'act', user: 'boss', statements: [expect.stringContaining('/_security/role/vigil_act')] }]);
  });

  test('in OpenSearch cannot be told, and nothing that changes anything is tried', async () => {
    const report = await reportOf({ version: '2.19.1', product: 'opensearch', users: boss('monitor'), act: 'boss' });
    const lines = report.lines.filter(({ as }) => as === 'act');
    const states = lines.map(({ right, state }) => [right === 'cluster_monitor' ? 'granted' : 'untold', state]);
    expect(states.filter(([wanted, state]) => wanted !== state)).toEqual([]);
    expect(lines.some(({ panel }) => panel === 'making a snapshot now')).toBe(false);
  });

  test('is nobody by default, which is no fault', async () => {
    const report = await reportOf({ version: '8.17.0', users: vigil('all') });
    const lines = report.lines.filter(({ as }) => as === 'act');
    expect(lines.every(({ state, why }) => state === 'off' && why?.includes('add act:') === true)).toBe(true);
    expect(lines.length).toBeGreaterThan(0);
  });
});

describe('OpenSearch is asked by trying what changes nothing', () => {
  test('and what it refuses is missing, with its permissions', async () => {
    const report = await reportOf({ version: '2.19.1', product: 'opensearch', users: vigil('monitor', 'index:monitor') });
    expect(report.version).toBe('OpenSearch 2.19.1');
    expect(inState(report, 'granted')).toContain('indices_monitor on all indices');
    expect(inState(report, 'missing')).toContain('cluster:admin/opendistro/ism/managedindex/explain');
    expect(report.grants.flatMap(({ statements }) => statements)).toEqual([
      expect.stringContaining('PUT /_plugins/_security/api/roles/vigil_read {"cluster_permissions":["cluster_monitor",'),
      'PUT /_plugins/_security/api/rolesmapping/vigil_read {"users":["vigil"]}',
    ]);
  });

  test('and whose role may everything has all', async () => {
    const report = await reportOf({ version: '3.0.0', product: 'opensearch', users: vigil('all') });
    expect([inState(report, 'missing'), inState(report, 'untold')]).toEqual([[], []]);
  });
});

describe('what is answered', () => {
  const rights = rightsOf({ kind: 'node' }, 'read');
  const product = { is: 'elasticsearch', version: '8.17.0' } as const;
  const privileges = { is: 'unknown', why: 'it does not tell of rights' } as const;
  const features = (enabled: boolean) => ({ is: 'told', body: { features: { security: { available: true, enabled } } } }) as const;
  const held = (told: ReturnType<typeof readRights>) => told.held['cluster privilege monitor'];

  test.each([
    ['security that is off by its own word grants all', features(false), { is: 'granted' }],
    ['security that is on and tells nothing is untold', features(true), { is: 'untold', why: 'it does not tell of rights' }],
    [
      'security of which nothing is told is untold',
      { is: 'unknown', why: 'x' } as const,
      { is: 'untold', why: 'it does not tell of rights' },
    ],
  ])('%s', (_, said, expected) => {
    expect(held(readRights({ product, rights, way: 'privileges', privileges, features: said }))).toEqual(expected);
  });

  test('roles that say nothing of what they allow are no rights', () => {
    const roles = { is: 'told', body: { roles: ['own_index'] } } as const;
    const told = readRights({ product: { is: 'opensearch', version: '2.19.1' }, rights, way: 'trying', roles, tried: [] });
    expect(told.held.cluster_monitor).toEqual({ is: 'untold', why: 'OpenSearch does not tell what its roles allow (own_index)' });
  });
});
