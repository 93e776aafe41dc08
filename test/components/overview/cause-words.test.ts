import { describe, expect, test } from 'vitest';
import { issueWords } from '#components/overview/issue-words.ts';
import type { FailureKind } from '#lib/failure.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Part } from '#lib/issues/issue.ts';
import { backend, find, part, server } from '#test/issues/finding.ts';
import { failing, MOMENT, NOW, readAgo } from '../estate.ts';

const ROWS = [backend(), server('web1')];
const GROUPS: Record<string, string> = { public: 'Public', internal: 'Internal' };

function at(node: string, group: string, host: string, over: Partial<ProbeRow> = {}): Part {
  const source = { system: 'haproxy', group, node, probe: 'stats' };
  return part(node, ROWS, { source, groupTitle: GROUPS[group] ?? group, host, ...over });
}

const lost = (kind: FailureKind): Partial<ProbeRow> => ({ ...readAgo(60_000), ...failing(kind, 55_000) });

function worded(parts: readonly Part[]) {
  const [issue] = find(parts).wrong;
  if (!issue) throw new Error('nothing is wrong');
  const probes = parts.map(({ probe }) => probe);
  return issueWords(issue, probes, MOMENT);
}

describe('one line for several nodes', () => {
  test('of a group says how many it has, which, and what that hides', () => {
    const words = worded([
      at('lb05', 'public', 'a', lost('timeout')),
      at('lb06', 'public', 'b', lost('timeout')),
      at('lb01', 'internal', 'c'),
    ]);
    expect(words).toEqual({
      subject: 'Public',
      says: ': none of its 2 instances can be reached for 55s',
      status: 'stale',
      evidence: 'HAProxy, Public: lb05, lb06. Hides 4 rows, when last read 4 ok.',
      path: '/haproxy#haproxy%2Fpublic',
    });
  });

  test('of a host leads to the host, and names its nodes by their groups', () => {
    const words = worded([
      at('lb05', 'public', 'ny-01', lost('timeout')),
      at('lb01', 'internal', 'ny-01', lost('refused')),
      at('lb02', 'internal', 'c'),
    ]);
    expect(words).toMatchObject({ subject: 'ny-01', says: ': none of the 2 nodes on it can be reached for 55s', path: '/hosts/ny-01' });
    expect(words.evidence).toContain('HAProxy, Public: lb05; Internal: lb01.');
  });

  test('of the network says that nothing is reached, and what that makes likely', () => {
    const words = worded([at('lb05', 'public', 'a', lost('timeout')), at('lb01', 'internal', 'b', lost('dns'))]);
    expect(words).toMatchObject({
      subject: "Vigil's own network",
      says: ': none of its 2 nodes on 2 machines can be reached for 55s',
      path: '/pollers',
    });
    expect(words.evidence).toMatch(/^That is more likely its own network than all of them at once\. /);
  });

  test('of the poller says whom it has not asked', () => {
    const unasked = { ...readAgo(60_000), attempt: { at: NOW - 60_000, tookMs: 5, failure: null } };
    const words = worded([at('lb05', 'public', 'a', unasked), at('lb01', 'internal', 'b', unasked)]);
    expect(words).toMatchObject({ subject: "Vigil's poller", says: ' has not asked 2 nodes in time' });
  });

  test('counts names beyond a few', () => {
    const many = Array.from({ length: 9 }, (_, index) => at(`lb${index}`, 'public', `h${index}`, lost('timeout')));
    expect(worded([...many, at('other', 'internal', 'x')]).evidence).toContain('lb4, lb5; and 3 more.');
  });
});
