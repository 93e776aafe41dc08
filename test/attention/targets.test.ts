import { expect, test } from 'vitest';
import type { MaintenanceTarget } from '#lib/attention/attention.ts';
import { findTarget } from '#lib/attention/targets.ts';
import { hostNames } from '#lib/hosts.ts';
import type { Estate } from '#lib/parts.ts';
import { answers, pretendSystem } from '#test/poll/pretend-system.ts';
import { part, server, subjectOf } from '../issues/finding.ts';

const { system, nodes } = pretendSystem({ nodes: { cache1: answers } });
const estates: Estate[] = [
  { system, groups: [{ name: 'caches', title: 'Caches', nodes: nodes.map((node) => ({ ...node, host: 'Web01.example' })) }] },
  {
    system: { ...system, name: 'haproxy' },
    groups: [{ name: 'public', title: 'Public', nodes: [{ name: 'lb05', address: '', host: 'edge5', tags: [], settings: {} }] }],
  },
];
const names = hostNames([{ name: 'web01', aliases: ['web01.example'], tags: [] }]);
const known = { estates, parts: [part('lb05', [server('WEB01'), server('web02')])], subjectOf, names };
const host = (name: string): MaintenanceTarget => ({ is: 'host', host: name });

test.each<[string, MaintenanceTarget, string | null]>([
  ['a group', { is: 'group', system: 'haproxy', group: 'public' }, 'haproxy'],
  ['a group of another system', { is: 'group', system: 'pretend', group: 'public' }, null],
  ['a group of no system', { is: 'group', system: 'redis', group: 'public' }, null],
  ['a node', { is: 'node', system: 'haproxy', group: 'public', node: 'lb05' }, 'haproxy'],
  ['a node of another group', { is: 'node', system: 'pretend', group: 'caches', node: 'lb05' }, null],
  ['a host on which a node lives', host('edge5'), 'haproxy edge5'],
  ['a host that a row is about', host('web02'), 'haproxy web02'],
  ['a host of both, under any of its names', host('WEB01.EXAMPLE'), 'pretend, haproxy web01'],
  ['a host that nobody tells of', host('web03'), null],
  ['no host', host(''), null],
])('%s is found where there is one, with the systems that it concerns', (_name, target, expected) => {
  const found = findTarget(target, known);
  const said = found && `${found.systems.join(', ')}${found.target.is === 'host' ? ` ${found.target.host}` : ''}`;
  expect(said).toBe(expected);
});
