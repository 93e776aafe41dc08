import { describe, expect, test } from 'vitest';
import { Secret } from '#lib/secret.ts';
import { formatPath } from '#lib/section.ts';
import { redisSection } from '#lib/systems/redis/config.ts';

const ADDRESS = 'Cache1.example.net:6379';

function read(node: object, group: object = {}, system: object = {}) {
  return redisSection.read({ groups: [{ name: 'sessions', nodes: [{ name: 'r1', address: ADDRESS, ...node }], ...group }], ...system });
}

function nodeOf(...written: Parameters<typeof read>) {
  const found = read(...written);
  if (!found.ok) throw new Error(found.misfits.map(({ message }) => message).join('; '));
  return found.groups[0]?.nodes[0];
}

function misfitsOf(...written: Parameters<typeof read>): string[] {
  const found = read(...written);
  return found.ok ? [] : found.misfits.map(({ path, message }) => `${formatPath(path)} ${message}`);
}

test('the smallest node gets every default', () => {
  expect(nodeOf({})).toMatchObject({
    name: 'r1',
    address: 'cache1.example.net:6379',
    host: 'cache1.example.net',
    tags: [],
    settings: {
      name: 'r1',
      address: { host: 'cache1.example.net', port: 6379 },
      read: null,
      intervalMs: 5_000,
      timeoutMs: 3_000,
      maxBytes: 2 ** 20,
      tls: { enabled: false, ca: null, verify: true },
      limits: { memoryWarningRatio: 0.9, blockedWarning: null, silenceWarningSeconds: 15 },
    },
  });
});

describe('an address', () => {
  test.each([
    ['10.0.0.1:6379', { host: '10.0.0.1', port: 6379 }],
    ['[FD00::1]:6380', { host: 'fd00::1', port: 6380 }],
  ])('%s', (address, expected) => expect(nodeOf({ address })).toMatchObject({ settings: { address: expected } }));

  test.each([
    ['cache1'],
    ['cache1:0'],
    ['cache1:65536'],
    ['redis://cache1:6379'],
    ['user:hunter2@cache1:6379'],
    ['fd00::1:6379'],
    [':6379'],
    ['a b:6379'],
  ])('%s is none, and is not repeated', (address) => {
    const [words] = misfitsOf({ address });
    expect(words).toMatch(/^redis\.groups\[0\]\.nodes\[0\]\.address is not host:port: write it like/);
    expect(words).not.toContain('hunter2');
  });

  test('of two nodes is not the same', () => {
    const nodes = [ADDRESS, ADDRESS.toUpperCase()].map((address, index) => ({ name: `r${index}`, address }));
    expect(misfitsOf({}, { nodes })).toEqual([
      expect.stringMatching(/nodes\[1\]\.address is the address of redis\.groups\[0\]\.nodes\[0\] too/),
    ]);
  });
});

test('what the node does not set is its group’s, and then the system’s; tls and limits key by key, tags all together', () => {
  const node = nodeOf(
    { tags: ['c'], tls: { verify: false }, limits: { blockedWarning: 7 } },
    { tags: ['b'], interval: '10s', read: { password: new Secret('hunter2') }, limits: { blockedWarning: 5, rejectedWarning: 'off' } },
    { tags: ['a'], interval: '20s', timeout: '2s', read: { user: 'vigil', password: new Secret('other') }, tls: { enabled: true } },
  );
  expect(node).toMatchObject({
    tags: ['a', 'b', 'c'],
    settings: {
      ...{ intervalMs: 10_000, timeoutMs: 2_000, read: { user: null }, tls: { enabled: true, verify: false } },
      limits: { blockedWarning: 7, rejectedWarning: null },
    },
  });
});

test('"read: none" asks without a password', () => {
  expect(nodeOf({ read: 'none' }, { read: { password: new Secret('hunter2') } })).toMatchObject({ settings: { read: null } });
});

test.each<[what: string, node: object, words: RegExp]>([
  ['a timeout that is not shorter than the interval', { interval: '2s' }, /interval 2s is not longer than the timeout of 3s/],
  [
    'limits in the wrong order',
    { limits: { memoryWarningRatio: 0.99 } },
    /memoryWarningRatio 0\.99 is above memoryCriticalRatio, which is 0\.98/,
  ],
  [
    'seconds of silence in the wrong order',
    { limits: { silenceCriticalSeconds: 10 } },
    /silenceCriticalSeconds 10 is below silenceWarningSeconds/,
  ],
  ['a password in the file', { read: { password: 'hunter2' } }, /read\.password is not a secret that Vigil can read/],
  ['a key that is not known', { port: 6379 }, /port is not a known key/],
])('%s is refused', (_, node, words) => expect(misfitsOf(node)).toEqual([expect.stringMatching(words)]));

test('is told back without its secrets', () => {
  const text = redisSection
    .describe(nodeOf({ read: { user: 'vigil', password: new Secret('hunter2') }, tls: { enabled: true } })?.settings)
    .join('\n');
  expect(text).toContain('reads as vigil / ***');
  expect(text).toContain('by TLS, certificates checked');
  expect(text).not.toContain('hunter2');
});
