import { describe, expect, test } from 'vitest';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Part } from '#lib/issues/issue.ts';
import { findIssues } from '#lib/issues.ts';
import { countStatuses, type Status } from '#lib/status.ts';
import type { RedisView } from '#lib/systems/redis/model.ts';
import { subjectOf } from '#lib/systems/redis/subject.ts';
import { failing, MOMENT, readAgo } from '../components/estate.ts';
import { link, redisProbe, rowOf, view } from '../components/redis/estate.ts';

const DEAD: Partial<ProbeRow> = { ...readAgo(60_000), ...failing('refused', 55_000) };
const DOWN = { isUp: false, said: 'connect', lastIoSeconds: null, downSeconds: 50 };

type Said = { of?: Partial<RedisView>; status?: Status; probe?: Partial<ProbeRow> };

/** A node at a port of 10.0.0.1 that said this. */
function at(name: string, port: number, { of = {}, status = 'ok', probe = {} }: Said = {}): Part {
  const row = rowOf(view(name, port, of), status, status === 'ok' ? 'well' : 'the link to its master is down');
  return { probe: redisProbe(name, port, { counts: countStatuses([status]), verdict: row.verdict, ...probe }), rows: [row] };
}

const replica = (name: string, port: number, of: number, status: Status = 'critical') =>
  at(name, port, { of: { link: link(of, DOWN) }, status });

/** "node redis/sessions/a: a, b": what the line is, and the nodes that it stands for. */
function lines(parts: readonly Part[]): string[] {
  const { wrong } = findIssues({ parts, findings: [] }, { own: MOMENT, board: MOMENT }, (_, row) => subjectOf(row.value as RedisView));
  return wrong.map(({ key, symptoms }) => `${key}: ${symptoms.map(({ probe }) => probe.source.node).join(', ')}`);
}

const OTHER = at('z', 99);

describe('replicas without their master', () => {
  test.each<[what: string, parts: Part[], lines: string[]]>([
    [
      'a master that is dead stands for those that have no link to it',
      [at('a', 1, { probe: DEAD }), replica('b', 2, 1), replica('c', 3, 1), OTHER],
      ['node redis/sessions/a: a, b, c'],
    ],
    [
      'and for those below them',
      [at('a', 1, { probe: DEAD }), replica('b', 2, 1), replica('c', 3, 2), OTHER],
      ['node redis/sessions/a: a, b, c'],
    ],
    [
      'a replica that lost a master that answers is the cause of those below it',
      [at('a', 1), replica('b', 2, 1), replica('c', 3, 2), OTHER],
      ['row redis/sessions/info 10.0.0.1:2: b, c'],
    ],
    ['a master that nobody configured stands for nothing', [replica('b', 2, 7), OTHER], ['row redis/sessions/info 10.0.0.1:2: b']],
    [
      'what is worse than its cause is a line of its own',
      [at('a', 1, { probe: failing('timeout', 3_000) }), replica('b', 2, 1), OTHER],
      ['row redis/sessions/info 10.0.0.1:2: b', 'node redis/sessions/a: a'],
    ],
    [
      'a replica with another trouble is a line of its own',
      [at('a', 1, { probe: DEAD }), at('b', 2, { of: { link: link(1) }, status: 'warning' }), OTHER],
      ['node redis/sessions/a: a', 'row redis/sessions/info 10.0.0.1:2: b'],
    ],
    [
      'a circle hides nobody',
      [replica('a', 1, 2), replica('b', 2, 1), OTHER],
      ['row redis/sessions/info 10.0.0.1:1: a', 'row redis/sessions/info 10.0.0.1:2: b'],
    ],
  ])('%s', (_, parts, expected) => expect(lines(parts)).toEqual(expected));
});
