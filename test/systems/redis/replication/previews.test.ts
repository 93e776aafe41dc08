import { describe, expect, test } from 'vitest';
import { replicationActions } from '#lib/systems/redis/replication/actions.ts';
import type { TreePicture } from '#lib/systems/redis/replication/model.ts';
import { previewOf, type Said, views } from './views.ts';

/** a is the master, b and c follow it, d follows b. */
const tree = (over: Record<string, Said> = {}): Record<string, Said> => ({
  a: {},
  b: { of: 'a' },
  c: { of: 'a' },
  d: { of: 'b' },
  ...over,
});
const one = (node: string) => ({ nodes: [{ group: 'g', node }] });
const move = (node: string, from: string) => ({ moves: [{ group: 'g', node, from }] });
const preview = (action: string, input: unknown, nodes = tree()) => previewOf(action, input, views({ g: nodes }));
const drawn = (picture: unknown) =>
  (picture as TreePicture).groups.map(({ before, after }) =>
    [before, after].map((lines) => lines.map(({ node, depth, role }) => `${'>'.repeat(depth)}${node} ${role}`)),
  );

describe('a promotion without a loss', () => {
  const refusals: [string, string, Record<string, Said>, RegExp][] = [
    ['of a master', 'a', {}, /a is a master already/],
    ['of what there is not', 'z', {}, /There is no node z/],
    ['of one that is not read', 'b', { b: { of: 'a', doubt: 'not read for 9s' } }, /b cannot be gone by: not read for 9s\. Poll it first/],
    ['while its master is not read', 'b', { a: { doubt: 'no answer' } }, /the master of b cannot be read/],
    ['while its master is no node here', 'b', { b: { of: 'z' } }, /the master of b cannot be read/],
    ['of a replica of a replica', 'd', {}, /d follows b, which is a replica itself/],
    [
      'while its link is down',
      'b',
      { b: { of: 'a', link: { isUp: false, said: 'connect' } } },
      /the link of b to its master is down \(connect\)/,
    ],
    ['while it copies', 'b', { b: { of: 'a', link: { isUp: false, sync: { readBytes: 1, totalBytes: null } } } }, /copying all data/],
    ['while it hears nothing', 'b', { b: { of: 'a', link: { lastIoSeconds: 900 } } }, /has heard nothing from its master for 900 s/],
    ['while it loads', 'b', { b: { of: 'a', info: { loading: { isAsync: false, percent: 1, startedAt: null } } } }, /b is loading/],
    ['while it turns', 'b', { b: { of: 'a', info: { isTurning: true } } }, /changed its role while it was read/],
    ['in a cluster', 'b', { b: { of: 'a', info: { mode: 'cluster' } } }, /part of a cluster/],
    ['of a master that cannot hold writes', 'b', { a: { info: { version: '6.0.20' } } }, /a is Redis 6\.0\.20: .* from 6\.2 on/],
    ['while another node was never read', 'b', { c: { never: true } }, /may be a master too, and it is not known of c \(never read\)/],
    ['while one is not read that was a master', 'b', { c: { doubt: 'no answer' } }, /not known of c \(no answer\)/],
    ['while one is not read whose master is none of these', 'b', { c: { of: 'z', doubt: 'no answer' } }, /not known of c/],
    [
      'while one is not read that followed another such',
      'b',
      { d: { of: 'e', doubt: 'no answer' }, e: { never: true } },
      /not known of d .*e/,
    ],
    ['without a user for the master', 'b', { a: { act: null } }, /no user to act with is configured for a/],
    ['without a user for a sibling', 'b', { c: { of: 'a', act: null } }, /no user to act with is configured for c/],
  ];
  test.each(refusals)('is refused %s', (_, node, over, words) => {
    for (const action of ['promote', 'failover']) {
      const { refusal, steps } = preview(action, one(node), tree(over));
      expect([refusal, steps]).toEqual([expect.stringMatching(words), []]);
    }
  });

  test('holds the writes first and frees them last, and tells the old master and each sibling', () => {
    const { steps, friction, refusal } = preview('promote', one('b'));
    expect([refusal, friction]).toEqual([null, 'ask']);
    expect(steps.map(({ stage, node, commands }) => `${stage} ${node} ${commands.join('; ')}`)).toEqual([
      '0 a ROLE; CLIENT LIST, for Sentinels; REPLICAOF without a port, for the right',
      '0 b ROLE; REPLICAOF without a port, for the right',
      '0 c ROLE; REPLICAOF without a port, for the right',
      '1 a CLIENT PAUSE 10000 WRITE',
      '2 b INFO, until it has all that a has',
      '3 b REPLICAOF NO ONE',
      '4 a REPLICAOF 10.0.0.1 2',
      '4 c REPLICAOF 10.0.0.1 2',
      '5 a CLIENT UNPAUSE',
    ]);
    expect(new Set(steps.map(({ node, target }) => `${node} ${target}`)).size).toBe(steps.length);
  });

  test('goes on without a replica that is dead, names it, and says what to do when it is back', () => {
    const dead = tree({ c: { of: 'a', doubt: 'not read for 3h' } });
    for (const action of ['promote', 'failover']) {
      const { refusal, steps, leftOut } = preview(action, one('b'), dead);
      expect([refusal, steps.some(({ node }) => node === 'c')]).toEqual([null, false]);
      expect(leftOut).toEqual([{ group: 'g', node: 'c', why: expect.stringMatching(/not read for 3h.*let it replicate from b then/) }]);
    }
  });

  test('leaves alone what hangs on another replica, dead or not', () => {
    const { refusal, leftOut } = preview('promote', one('b'), tree({ d: { of: 'b', doubt: 'no answer' } }));
    expect([refusal, leftOut]).toEqual([null, []]);
  });

  test('says that a hold of clients by somebody else ends with it, which Redis does not tell of', () => {
    const words = (action: string): string => JSON.stringify(preview(action, one('b')).notes);
    expect([words('promote').includes('CLIENT PAUSE'), words('failover').includes('CLIENT PAUSE')]).toEqual([true, false]);
  });

  test('shows the tree as it is and as it would be, and how far behind the replica is now', () => {
    const { picture } = preview('promote', one('b'), tree({ b: { of: 'a', info: { offset: 900 } } }));
    expect(drawn(picture)).toEqual([
      [
        ['a master', '>b replica', '>>d replica', '>c replica'],
        ['b master', '>a replica', '>c replica', '>d replica'],
      ],
    ]);
    expect((picture as TreePicture).groups).toMatchObject([{ gapBytes: 100, loses: 'nothing' }]);
  });

  test('says what is known to go wrong after it', () => {
    expect(
      preview('promote', one('b'))
        .notes.map(({ words }) => words)
        .join(),
    ).toContain('READONLY');
    const strange = tree({ a: { info: { replicas: [{ host: '10.9.9.9', port: 77, state: 'online', offset: 1, lagSeconds: 0 }] } } });
    expect(
      preview('promote', one('b'), strange)
        .notes.map(({ words }) => words)
        .join(),
    ).toContain('10.9.9.9:77');
  });

  test('of two nodes of one group is refused', () => {
    const input = {
      nodes: [
        { group: 'g', node: 'b' },
        { group: 'g', node: 'c' },
      ],
    };
    expect(preview('promote', input).refusal).toContain('Two nodes of one group');
  });
});

describe('a forced promotion', () => {
  const dead = { a: { doubt: 'no answer' } };
  const refusals: [string, string, Record<string, Said>, RegExp][] = [
    ['while the master can be read', 'b', {}, /a, which b follows, can be read/],
    ['of a master', 'a', {}, /a is a master already/],
    ['while another master is there', 'b', { ...dead, c: {} }, /c is a master in this group/],
    ['of one that is not read', 'b', { ...dead, b: { of: 'a', doubt: 'never read' } }, /b cannot be gone by/],
  ];
  test.each(refusals)('is refused %s', (_, node, over, words) => {
    expect(preview('force-promote', one(node), tree(over)).refusal).toMatch(words);
  });

  test('wants the name, counts what is lost as far as it is known, and leaves the dead one out by name', () => {
    const said = preview('force-promote', one('b'), tree({ ...dead, b: { of: 'a', info: { offset: 400 } } }));
    expect(said).toMatchObject({ typed: 'b', friction: 'type', leftOut: [{ node: 'a', why: expect.stringContaining('second master') }] });
    expect(said.summary).toMatch(/At least 600 B are lost .*not known/);
    expect(said.notes.map(({ words }) => words).join()).toContain('c has 600 B more');
    expect(said.instead?.order).toEqual({ system: 'redis', action: 'force-promote', input: one('c') });
  });

  test('names the others that are not read, any of which may be a master by now', () => {
    const over = { ...dead, c: { of: 'a', doubt: 'not read for 9s' }, d: { never: true as const } };
    const { refusal, leftOut, notes, steps } = preview('force-promote', one('b'), tree(over));
    expect([refusal, leftOut.map(({ node }) => node)]).toEqual([null, ['a', 'c', 'd']]);
    expect(notes.filter(({ status }) => status === 'critical').map(({ words }) => words)).toContainEqual(
      expect.stringMatching(/may be a master by now.*: c \(not read for 9s\), d \(never read\)\./),
    );
    expect(new Set(steps.map(({ node }) => node))).toEqual(new Set(['b']));
    expect(preview('force-promote', one('b'), tree(dead)).notes.map(({ words }) => words)).not.toContainEqual(
      expect.stringContaining('may be a master by now'),
    );
  });

  test('of the replica that has the most names no other', () => {
    expect(preview('force-promote', one('b'), tree(dead))).toMatchObject({ instead: null, refusal: null });
  });
});

describe('to replicate from another', () => {
  const refusals: [string, [node: string, from: string], Record<string, Said>, RegExp][] = [
    ['from itself', ['b', 'b'], {}, /cannot replicate from itself/],
    ['from one that follows it', ['a', 'b'], {}, /b follows a/],
    ['from one that hangs on it by others', ['a', 'd'], {}, /d follows a, directly or by others/],
    ['from what there is not', ['a', 'z'], {}, /there is no node z/],
    ['while the other is not read', ['c', 'b'], { b: { of: 'a', doubt: 'never read' } }, /b cannot be gone by/],
    [
      'while what is above the other is not read',
      ['c', 'd'],
      { b: { of: 'a', doubt: 'never read' } },
      /b, which d hangs on, cannot be read/,
    ],
    ['from one whose own link is down', ['c', 'b'], { b: { of: 'a', link: { isUp: false } } }, /the link of b to its own master is down/],
    ['where it does so already', ['b', 'a'], {}, /b follows a already/],
    ['in a cluster', ['c', 'b'], { c: { of: 'a', info: { mode: 'cluster' } } }, /part of a cluster/],
  ];
  test.each(refusals)('is refused %s', (_, [node, from], over, words) => {
    expect(preview('replicate-from', move(node, from), tree(over)).refusal).toMatch(words);
  });

  test('counts the keys that are discarded, and warns where a copy needs more memory than there is', () => {
    const memory = {
      usedBytes: 900,
      residentBytes: 950,
      machineBytes: 1_000,
      maxBytes: null,
      policy: null,
      peakBytes: null,
      fragmentation: null,
    };
    const said = preview(
      'replicate-from',
      move('e', 'a'),
      tree({ a: { info: { memory } }, e: { info: { replicationId: 'h2', keys: 12 } } }),
    );
    expect(said).toMatchObject({ typed: 'e', summary: 'e discards its own 12 keys and copies all data of a.' });
    expect(said.notes.map(({ status, words }) => `${status}: ${words}`).join('\n')).toMatch(
      /critical: A copy of all data forks a, .* has at most 50 B/,
    );
  });

  test('is likely to go on from what it has where that is of one history and not too old', () => {
    expect(preview('replicate-from', move('c', 'b')).summary).toContain('likely to be sent only what it lacks');
  });
});

describe('vacating a host', () => {
  const at = (host: string, said: Said = {}, tags: string[] = []): Said => ({ ...said, host, tags });
  const vacate = (groups: Record<string, Record<string, Said>>) => previewOf('vacate-host', { host: 'h1' }, views(groups));

  test('takes the replica of the same place before the one that has more, and that before another', () => {
    const ny = ['ny'];
    const near = { a: at('h1', {}, ny), b: at('h2', { of: 'a' }), c: at('h3', { of: 'a', info: { offset: 900 } }, ny) };
    const most = { a: at('h1'), b: at('h2', { of: 'a', info: { offset: 900 } }), c: at('h3', { of: 'a' }) };
    expect([vacate({ g: near }).summary, vacate({ g: most }).summary]).toEqual([
      expect.stringContaining('a to c'),
      expect.stringContaining('a to c'),
    ]);
  });

  test('leaves out by name what it cannot hand over, and what may be a master', () => {
    const groups = {
      g: { a: at('h1'), b: at('h2', { of: 'a' }) },
      k: { e: at('h1'), f: at('h1', { of: 'e' }) },
      l: { i: at('h1', { doubt: 'never read' }) },
    };
    expect(vacate(groups)).toMatchObject({
      typed: 'h1',
      leftOut: [
        { group: 'k', node: 'e', why: 'no replica of it lives elsewhere' },
        { group: 'l', node: 'i', why: expect.stringContaining('whether it is a master is not known') },
      ],
    });
  });

  test('has nothing to do where only replicas live', () => {
    expect(vacate({ g: { a: at('h2'), b: at('h1', { of: 'a' }) } })).toMatchObject({
      isDone: true,
      refusal: expect.stringContaining('no master on h1'),
    });
  });
});

describe('what an order is read from', () => {
  test.each([
    ['promote', { nodes: [] }],
    [
      'promote',
      {
        nodes: [
          { group: 'g', node: 'a' },
          { group: 'g', node: 'a' },
        ],
      },
    ],
    [
      'failover',
      {
        nodes: [
          { group: 'g', node: 'a' },
          { group: 'h', node: 'a' },
        ],
      },
    ],
    ['force-promote', { node: 'a' }],
    ['replicate-from', { moves: [{ group: 'g', node: 'a' }] }],
    ['replicate-from', { moves: [{ group: 'g', node: 'a', from: 'b', port: 1 }] }],
    ['vacate-host', { host: 'a\nb' }],
    ['vacate-host', null],
  ])('%s: %j is turned away', (action, raw) => {
    expect(replicationActions.find(({ name }) => name === action)?.read(raw)).toMatchObject({ ok: false, message: expect.any(String) });
  });
});
