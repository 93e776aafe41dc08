import { describe, expect, test } from 'vitest';
import type { FailureKind } from '#lib/failure.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Part } from '#lib/issues/issue.ts';
import { failing, NEVER_READ, NOW, ownProbe, readAgo } from '../components/estate.ts';
import { backend, find, part, server } from './finding.ts';

const ROWS = [backend(), server('web1')];

type Spot = { system?: string; group?: string; host?: string | null; probe?: string };

/** A node of a group on a host, the group being its own system's. */
function at(
  node: string,
  { system = 'haproxy', group = 'public', host = null, probe = 'stats' }: Spot,
  over: Partial<ProbeRow> = {},
): Part {
  return part(node, ROWS, { source: { system, group, node, probe }, host, ...over });
}

const lost = (kind: FailureKind = 'timeout', agoMs = 55_000): Partial<ProbeRow> => ({ ...readAgo(agoMs + 5_000), ...failing(kind, agoMs) });
const unasked: Partial<ProbeRow> = { ...readAgo(60_000), attempt: { at: NOW - 60_000, tookMs: 5, failure: null } };

/** "host ny-sql01: lb05, cache1": what the line is, and the nodes that it stands for. */
function lines(parts: readonly Part[]): string[] {
  return find(parts).wrong.map(({ key, symptoms }) => `${key}: ${symptoms.map(({ probe }) => probe.source.node).join(', ')}`);
}

const OTHER = at('lb01', { group: 'other', host: 'ny-lb01' });

describe('one line for what has one cause', () => {
  test.each<[name: string, parts: Part[], lines: string[]]>([
    [
      'a host none of whose nodes can be reached, of whatever systems',
      [at('lb05', { host: 'ny-01' }, lost()), at('cache1', { system: 'redis', host: 'ny-01' }, lost('refused')), OTHER],
      ['host ny-01: lb05, cache1'],
    ],
    [
      'a host of which one node answers: the others by themselves',
      [at('lb05', { host: 'ny-01' }, lost()), at('cache1', { system: 'redis', host: 'ny-01' }), OTHER],
      ['node haproxy/public/lb05: lb05'],
    ],
    ['a host with a single node is that node', [at('lb05', { host: 'ny-01' }, lost()), OTHER], ['node haproxy/public/lb05: lb05']],
    [
      'a group none of whose nodes can be reached',
      [at('lb05', { host: 'a' }, lost()), at('lb06', { host: 'b' }, lost()), OTHER],
      ['group haproxy/public: lb05, lb06'],
    ],
    [
      'a group of which one node answers',
      [at('lb05', { host: 'a' }, lost()), at('lb06', { host: 'b' }), OTHER],
      ['node haproxy/public/lb05: lb05'],
    ],
    [
      'a host before a group: the rest of the group stands by itself',
      [at('lb05', { host: 'a' }, lost()), at('cache1', { system: 'redis', host: 'a' }, lost()), at('lb06', { host: 'b' }, lost()), OTHER],
      ['host a: lb05, cache1', 'node haproxy/public/lb06: lb06'],
    ],
    [
      'nothing at all can be reached: our own network',
      [
        at('lb05', { host: 'a' }, lost()),
        at('lb06', { host: 'b' }, lost('unreachable')),
        at('lb01', { group: 'other', host: 'c' }, lost()),
      ],
      ['network: lb05, lb06, lb01'],
    ],
    [
      'every machine answers that nobody listens: not our network',
      [at('lb05', { host: 'a' }, lost('refused')), at('lb01', { group: 'other', host: 'c' }, lost('refused'))],
      ['node haproxy/other/lb01: lb01', 'node haproxy/public/lb05: lb05'],
    ],
    [
      'all of one machine is that machine, and not our network',
      [at('lb05', { host: 'a' }, lost()), at('lb01', { group: 'other', host: 'a' }, lost())],
      ['host a: lb05, lb01'],
    ],
    [
      'all of one group is that group, and not our network',
      [at('lb05', { host: 'a' }, lost()), at('lb06', { host: 'b' }, lost())],
      ['group haproxy/public: lb05, lb06'],
    ],
    [
      'several nodes that were not asked: the poller',
      [at('lb05', { host: 'a' }, unasked), at('lb06', { host: 'b' }, unasked), OTHER],
      ['poller: lb05, lb06'],
    ],
    ['one node that was not asked', [at('lb05', {}, unasked), OTHER], ['node haproxy/public/lb05: lb05']],
    [
      'nodes that are asked and whose source has stopped are no matter of the poller',
      [at('lb05', { host: 'a' }, readAgo(60_000)), at('lb06', { host: 'b' }, readAgo(60_000)), OTHER],
      ['node haproxy/public/lb05: lb05', 'node haproxy/public/lb06: lb06'],
    ],
    [
      'nodes that were never asked yet are no matter of the poller',
      [at('lb05', {}, { ...NEVER_READ, asked: null }), at('lb06', {}, { ...NEVER_READ, asked: null }), OTHER],
      ['node haproxy/public/lb05: lb05', 'node haproxy/public/lb06: lb06'],
    ],
    [
      'an answer that is no use is an answer: the host is there',
      [at('lb05', { host: 'a' }, lost('http')), at('cache1', { system: 'redis', host: 'a' }, lost('auth')), OTHER],
      ['node haproxy/public/lb05: lb05', 'node redis/public/cache1: cache1'],
    ],
    [
      'a node one of whose questions is still answered is not lost',
      [
        at('lb05', { host: 'a' }, lost()),
        at('lb05', { host: 'a', probe: 'info' }),
        at('cache1', { system: 'redis', host: 'a' }, lost()),
        OTHER,
      ],
      ['node haproxy/public/lb05: lb05', 'node redis/public/cache1: cache1'],
    ],
    [
      'a node whose other questions wait since it fell silent is lost',
      [
        at('lb05', { host: 'a' }, lost()),
        at('lb05', { host: 'a', probe: 'info' }, unasked),
        at('cache1', { system: 'redis', host: 'a' }, lost()),
        OTHER,
      ],
      ['host a: lb05, lb05, cache1'],
    ],
  ])('%s', (_name, parts, said) => expect(lines(parts)).toEqual(said));

  test('counts all that it hides, and is as bad as the worst of it', () => {
    const [line] = find([at('lb05', { host: 'a' }, lost()), at('lb06', { host: 'b' }, lost('refused')), OTHER]).wrong;
    expect(line).toMatchObject({ is: 'group', verdict: { status: 'critical' }, hidden: { ok: 4 } });
  });

  test('blames neither hosts nor network while Vigil itself is in doubt', () => {
    const ill = { probe: ownProbe({ verdict: { status: 'critical', reason: 'lag', since: { at: NOW, how: 'seen' } } }), rows: [] };
    expect(lines([at('lb05', { host: 'a' }), at('lb01', { group: 'other', host: 'b' }), ill])).toEqual(['vigil: vigil, lb05, lb01']);
  });
});
