import { expect, test } from 'vitest';
import { Secret } from '#lib/secret.ts';
import { formatPath } from '#lib/section.ts';
import { redisSection } from '#lib/systems/redis/config.ts';

function read(group: object) {
  return redisSection.read({
    read: { user: 'data', password: new Secret('hidden') },
    groups: [{ name: 'g', nodes: [{ name: 'a', address: '10.0.0.1:6379' }], ...group }],
  });
}

const S1 = { name: 's1', address: '10.0.0.2:26379' };

test('a Sentinel is a node of its group that is asked as one, and is given no password that was not written for it', () => {
  const found = read({ sentinels: { master: 'main', nodes: [S1] }, interval: '9s' });
  const [data, sentinel] = found.ok ? (found.groups[0]?.nodes ?? []) : [];
  const set = { name: 'main', sentinels: 1, limits: { pendingWarning: 20 } };
  expect(data).toMatchObject({ name: 'a', settings: { kind: 'data', set, isCluster: false, read: { user: 'data' } } });
  expect(sentinel).toMatchObject({
    name: 's1',
    host: '10.0.0.2',
    settings: { kind: 'sentinel', set, read: null, act: null, intervalMs: 9_000 },
  });
});

test.each<[what: string, group: object, says: RegExp]>([
  [
    'a name that a data node has',
    { sentinels: { master: 'm', nodes: [{ ...S1, name: 'a' }] } },
    /sentinels\.nodes\[0\]\.name is the name of/,
  ],
  [
    'an address that a data node has',
    { sentinels: { master: 'm', nodes: [{ ...S1, address: '10.0.0.1:6379' }] } },
    /a Sentinel holds no data/,
  ],
  ['a cluster', { cluster: true, sentinels: { master: 'm', nodes: [S1] } }, /sentinels are over a group with cluster: true/],
])('Sentinels with %s are refused', (_, group, says) => {
  const found = read(group);
  expect(found.ok ? '' : found.misfits.map(({ path, message }) => `${formatPath(path)} ${message}`).join('\n')).toMatch(says);
});
