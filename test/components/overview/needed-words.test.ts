import { expect, test } from 'vitest';
import { issueWords } from '#components/overview/issue-words.ts';
import { pathOfNode, subjectOf } from '#components/overview/systems.ts';
import { findIssues } from '#lib/issues.ts';
import { countStatuses } from '#lib/status.ts';
import { failing, MOMENT, readAgo } from '../estate.ts';
import { link, redisProbe, rowOf, view } from '../redis/estate.ts';
import { agRows, database, replica, sqlProbe } from '../sql/estate.ts';
import { databaseRow } from '../sql/instance/estate.ts';

test('the line of a dead master names the replicas that lost it, with what each says, and leads to its own page', () => {
  const dead = { probe: redisProbe('a', 1, { ...readAgo(60_000), ...failing('refused', 55_000) }), rows: [rowOf(view('a', 1))] };
  const row = rowOf(view('b', 2, { link: link(1, { isUp: false }) }), 'critical', 'the link to its master 10.0.0.1:1 is down (connect)');
  const parts = [dead, { probe: redisProbe('b', 2, { counts: countStatuses(['critical']), verdict: row.verdict }), rows: [row] }];
  const { wrong } = findIssues({ parts, findings: [] }, { own: MOMENT, board: MOMENT }, subjectOf);
  const [line] = wrong;
  if (!line || wrong.length > 1) throw new Error('not one line');
  const probes = parts.map(({ probe }) => probe);
  expect(issueWords(line, probes, MOMENT)).toMatchObject({
    subject: 'a',
    evidence: expect.stringContaining('Because of it b: the link to its master 10.0.0.1:1 is down (connect).'),
    path: '/redis/nodes/sessions/a',
  });
});

test('a node is led to on its own page where it has one, and else in its place', () => {
  const at = { group: 'web', node: 'n1' };
  expect(pathOfNode({ system: 'redis', ...at })).toBe('/redis/nodes/web/n1');
  expect(pathOfNode({ system: 'sql', ...at })).toBe('/sql/nodes/web/n1');
  expect(pathOfNode({ system: 'haproxy', ...at })).toBe('/haproxy#haproxy%2Fweb%2Fn1');
});

test.each([
  ['a database of its own', 'databases', [databaseRow('Sites', {}, 'critical', 'is suspect')], /^\/sql\/nodes\/ny-sql-cl1\/NY-SQL01$/],
  [
    'a database of a group',
    'ag',
    agRows({ own: replica('NY-SQL01'), databases: [{ own: database('Sites', 'NY-SQL01'), status: 'critical', reason: 'suspended' }] }),
    /^\/sql\?q=cluster/,
  ],
] as const)('an issue of an instance of SQL Server leads to where it stands: %s', (_, question, rows, path) => {
  const parts = [{ probe: sqlProbe('NY-SQL01', question, { counts: countStatuses(['critical']) }), rows }];
  const [line] = findIssues({ parts, findings: [] }, { own: MOMENT, board: MOMENT }, subjectOf).wrong;
  if (!line) throw new Error('no issue');
  expect(
    issueWords(
      line,
      parts.map(({ probe }) => probe),
      MOMENT,
    ).path,
  ).toMatch(path);
});
