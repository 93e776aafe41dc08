import { describe, expect, test } from 'vitest';
import { behindOf } from '#components/redis/behind.ts';
import { filterNodes } from '#components/redis/filter.ts';
import type { NodeLine } from '#components/redis/node-line.ts';
import { toTree } from '#components/redis/tree.ts';
import { doVersionsDiffer, roleWords, savingWords } from '#components/redis/words.ts';
import { hostNames } from '#lib/hosts.ts';
import { failing, MOMENT, NOW, readAgo, SILENT } from '../estate.ts';
import { link, node, unread, view } from './estate.ts';

const NAMES = hostNames([{ name: 'cache1', aliases: ['10.0.0.1'], tags: [] }]);
const said = (port: number) => ({ host: '10.0.0.1', port, state: 'online', offset: 900, lagSeconds: 1 });

/** The tree as text: a line each, two blanks for each step. */
function drawn(...nodes: NodeLine[]): string[] {
  return toTree(nodes, NAMES).map((line) => {
    const name = line.is === 'node' ? `${line.node.probe.source.node}${line.isLooped ? ' in a circle' : ''}` : `? ${line.address}`;
    return '  '.repeat(line.depth) + name;
  });
}

describe('a group is a tree by what each node says itself', () => {
  test.each<[what: string, nodes: NodeLine[], lines: string[]]>([
    [
      'to any depth, whatever the order',
      [node('c', 3, { link: link(2) }), node('b', 2, { link: link(1) }), node('a', 1), node('d', 4, { link: link(3) })],
      ['a', '  b', '    c', '      d'],
    ],
    ['two masters are two trees', [node('a', 1), node('b', 2), node('c', 3, { link: link(2) })], ['a', 'b', '  c']],
    [
      'a master that is not configured is named, once',
      [node('b', 2, { link: link(9) }), node('c', 3, { link: link(9) })],
      ['? 10.0.0.1:9', '  b', '  c'],
    ],
    [
      'a replica that only its master names is named',
      [node('a', 1, { replicas: [said(2), said(7)] }), node('b', 2, { link: link(1) })],
      ['a', '  b', '  ? 10.0.0.1:7'],
    ],
    ['what was never read stands by itself', [unread('a', 1), node('b', 2)], ['a', 'b']],
    ['a replica stands under a master that was never read', [unread('a', 1), node('b', 2, { link: link(1) })], ['a', '  b']],
    [
      'a master that calls itself one is one, though another says it is its replica',
      [node('a', 1, { replicas: [said(2)] }), node('b', 2)],
      ['a', 'b'],
    ],
    ['its own replica', [node('a', 1, { link: link(1) })], ['a in a circle']],
    [
      'a circle',
      [node('a', 1, { link: link(2) }), node('b', 2, { link: link(1) }), node('c', 3, { link: link(2) })],
      ['a in a circle', '  b in a circle', '    c in a circle'],
    ],
    [
      'a circle beside a tree',
      [node('a', 1), node('b', 2, { link: link(3) }), node('c', 3, { link: link(2) })],
      ['a', 'b in a circle', '  c in a circle'],
    ],
  ])('%s', (_, nodes, lines) => expect(drawn(...nodes)).toEqual(lines));

  test('a master is known by another name of its machine', () => {
    expect(drawn(node('a', 1), node('b', 2, { link: link(1, { host: 'CACHE1' }) }))).toEqual(['a', '  b']);
  });

  test('a master is known by its port and history where its name is not, and not where two would fit', () => {
    const replica = node('b', 2, { link: link(1, { host: 'inside' }) });
    expect(drawn(node('a', 1), replica)).toEqual(['a', '  b']);
    expect(drawn(node('a', 1, { replicationId: 'other' }), replica)).toEqual(['a', '? inside:1', '  b']);
    expect(drawn(node('a', 1), node('e', 5, { port: 1 }), replica)).toEqual(['a', 'e', '? inside:1', '  b']);
  });

  test('what a master says of a replica is told beside it', () => {
    const lines = toTree([node('a', 1, { replicas: [said(2)] }), node('b', 2, { link: link(1) })], NAMES);
    expect(lines[1]).toMatchObject({ is: 'node', said: { claim: { port: 2, state: 'online' } } });
    expect(lines[0]).toMatchObject({ said: null });
  });
});

describe('how far a replica is behind', () => {
  const top = node('a', 1);
  const replica = node('c', 3, { link: link(2) });

  test('is counted to the top of its chain, in bytes and seconds of writes', () => {
    expect(behindOf(replica, top, MOMENT)).toEqual({ bytes: 100, seconds: 2 });
  });

  test.each<[what: string, replica: NodeLine, top: NodeLine]>([
    ['of a master', top, top],
    ['of another history', node('c', 3, { link: link(2), replicationId: 'other' }), top],
    ['while the master is not read', replica, node('a', 1, {}, readAgo(60_000))],
    ['while the master refuses', replica, node('a', 1, {}, failing('refused', 1_000))],
    ['while the replica is not read', node('c', 3, { link: link(2) }, readAgo(60_000)), top],
    ['of what was never read', unread('c', 3), top],
  ])('is not told %s', (_, replica, top) => expect(behindOf(replica, top, MOMENT)).toBeNull());

  test('is not told while nothing is heard', () => expect(behindOf(replica, top, SILENT)).toBeNull());

  test('is nothing where the replica was asked after the master', () => {
    expect(behindOf(node('c', 3, { link: link(2, { appliedOffset: 1_010 }) }), top, MOMENT)).toEqual({ bytes: 0, seconds: 0 });
  });

  test('has no seconds where nothing is written', () => {
    expect(behindOf(replica, node('a', 1, { offsetPerSecond: 0 }), MOMENT)).toEqual({ bytes: 100, seconds: null });
  });
});

describe('the filter', () => {
  const nodes = [node('a', 1), node('b', 2, { link: link(1, { isUp: false }) }, { tags: ['prod'] }), unread('c', 3)];
  const AROUND = { names: NAMES, board: MOMENT, about: new Map() };
  const found = (text: string) => [...(filterNodes(text, nodes, AROUND) ?? [])].map(({ probe }) => probe.source.node);

  test.each([
    ['role:replica', ['b']],
    ['role:master', ['a']],
    ['"link down"', ['b']],
    ['role:"not read"', ['c']],
    ['tag:prod', ['b']],
    ['host:cache1', ['a', 'b', 'c']],
    ['master:10.0.0.1:1', ['b']],
    ['node:a', ['a']],
    ['nothing', []],
  ])('%s', (text, names) => expect(found(text)).toEqual(names));

  test('lets everything through while nothing is typed', () => expect(filterNodes(' ', nodes, AROUND)).toBeNull());
});

describe('words', () => {
  test.each([
    [view('a', 1), 'master'],
    [view('a', 1, { link: link(2) }), 'replica, link up'],
    [view('a', 1, { link: link(2, { isUp: false }) }), 'replica, link down'],
    [view('a', 1, { link: link(2, { isUp: false, sync: { readBytes: 1, totalBytes: null } }) }), 'replica, copying all'],
    [view('a', 1, { loading: { isAsync: false, percent: 3, startedAt: null } }), 'master, loading'],
  ])('of a role (%#)', (shown, words) => expect(roleWords(shown)).toBe(words));

  const rdb = { isOk: true, savedAt: NOW - 182_000, changesSince: 5, isSaving: false };
  const aof = { isEnabled: false, isWriteOk: true, isRewriteOk: true };
  test.each([
    [{ rdb, aof }, 'RDB 3m 02s ago'],
    [{ rdb: { ...rdb, savedAt: null }, aof }, 'not since start'],
    [{ rdb: { ...rdb, isOk: false }, aof: { ...aof, isEnabled: true } }, 'RDB failed, AOF'],
    [{ rdb: { ...rdb, isSaving: true }, aof: { ...aof, isEnabled: true, isWriteOk: false } }, 'RDB saving, AOF failed'],
    [{ rdb, aof: { ...aof, isEnabled: true, isRewriteOk: false } }, 'RDB 3m 02s ago, AOF rewrite failed'],
  ])('of what is on disk (%#)', (persistence, words) => expect(savingWords(persistence, NOW)).toBe(words));

  test('versions are worth a column only where they differ', () => {
    expect(doVersionsDiffer([view('a', 1), view('b', 2), null])).toBe(false);
    expect(doVersionsDiffer([view('a', 1), view('b', 2, { version: '6.2.1' })])).toBe(true);
  });
});
