import { describe, expect, test } from 'vitest';
import { createHostFinder } from '#lib/hosts/find.ts';
import type { Host } from '#lib/hosts/host.ts';
import type { HostCard } from '#lib/hosts.ts';
import type { Part } from '#lib/issues/issue.ts';
import { NEVER_READ, ownProbe } from '../components/estate.ts';
import { heads, names, part, subjectOf } from './estate.ts';

const RACK: HostCard = { name: 'Rack1', aliases: ['10.0.0.1', 'web01.example'], tags: ['a'] };

function find(parts: readonly Part[], cards: readonly HostCard[] = []): Host[] {
  return createHostFinder(subjectOf)(parts, cards);
}

const of = (hosts: readonly Host[], name: string): Host | undefined => hosts.find((host) => host.name === name);
const rolesOf = (host: Host | undefined) =>
  host?.roles.map(({ name, on }) => [name, ...on.map(({ probe, told }) => `${probe.source.node}:${told?.live.id ?? '-'}`)]);

describe('the hosts that there are', () => {
  test('are those of the configuration, those with a node on them, and those that a row names', () => {
    const hosts = find([part('lb05', [names('web02', 'be_web')], { host: 'rack2' })], [RACK]);
    expect(hosts.map(({ name, isConfigured, nodes, told }) => [name, isConfigured, nodes.length, told.length])).toEqual([
      ['Rack1', true, 0, 0],
      ['rack2', false, 1, 0],
      ['web02', false, 0, 1],
    ]);
  });

  test('are one where the configuration has several names for them, whatever the case', () => {
    const rows = [names('WEB01.example', 'be_web'), names('rack1', 'be_api')];
    const hosts = find([part('lb05', rows, { host: 'Rack1', tags: ['b', 'a'] })], [RACK]);
    expect(hosts).toHaveLength(1);
    expect(hosts[0]).toMatchObject({ name: 'Rack1', aliases: RACK.aliases, tags: ['a', 'b'], told: [{}, {}] });
  });

  test('are not those of Vigil itself', () => {
    expect(find([{ probe: { ...ownProbe(), host: 'here' }, rows: [] }])).toEqual([]);
  });

  test('have all probes of a node as one', () => {
    const source = { system: 'haproxy', group: 'public', node: 'lb05', probe: 'info' };
    const [host] = find([part('lb05', [], { host: 'rack2' }), part('lb05', [], { host: 'rack2', source })]);
    expect(host?.nodes.map(({ key, probes }) => [key, probes.length])).toEqual([['haproxy/public/lb05', 2]]);
  });

  test('are found anew when a row changes', () => {
    const finder = createHostFinder(subjectOf);
    const [before] = finder([part('lb05', [names('web02', 'be_web')])], []);
    const [after] = finder([part('lb05', [names('web02', 'be_web', 'out')])], []);
    expect([before?.told[0]?.live.value, after?.told[0]?.live.value]).toMatchObject([{ standing: 'in' }, { standing: 'out' }]);
  });
});

describe('what a host does', () => {
  test('is a role for each place of each group, by all nodes of it', () => {
    const other = { source: { system: 'haproxy', group: 'internal', node: 'lb07', probe: 'stats' } };
    const rows = [names('web02', 'be_web'), names('web02', 'be_api')];
    const hosts = find([part('lb05', rows), part('lb06', rows), part('lb07', [names('web02', 'be_web')], other)]);
    expect(rolesOf(of(hosts, 'web02'))).toEqual([
      ['web02', 'lb05:be_web/web02', 'lb06:be_web/web02'],
      ['web02', 'lb05:be_api/web02', 'lb06:be_api/web02'],
      ['web02', 'lb07:be_web/web02'],
    ]);
  });

  test('tells of a node that has the place without it, and not of one that has no such place', () => {
    const hosts = find([part('lb05', [names('web02', 'be_web')]), part('lb06', [heads('be_web')]), part('lb07', [heads('be_api')])]);
    expect(rolesOf(of(hosts, 'web02'))).toEqual([['web02', 'lb05:be_web/web02', 'lb06:-']]);
  });

  test('tells of a node that was never read: it may have the place', () => {
    const hosts = find([part('lb05', [names('web02', 'be_web')]), part('lb06', [], NEVER_READ)]);
    expect(rolesOf(of(hosts, 'web02'))).toEqual([['web02', 'lb05:be_web/web02', 'lb06:-']]);
  });
});
