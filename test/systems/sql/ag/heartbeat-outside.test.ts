import { expect, test } from 'vitest';
import type { Found } from '#lib/finding.ts';
import { witnessAg } from '#lib/systems/sql/ag/witness.ts';
import { at, kinds, NO_LIMITS, NOW, nodesOf, readings, sentences } from './cluster.ts';

/** A cluster whose heartbeat is in that database, with one beat at each node. */
function found(database: string): Found[] {
  const settings = { limits: NO_LIMITS, heartbeat: { database, table: 'dbo.heartbeat', column: 'beat_utc' } };
  const nodes = nodesOf({ a: at(30, 20, 10), b: at(30, 20, 10) }).map((node) => {
    const heartbeat = readings(node.node, 'heartbeat', [{ beatAt: NOW, saidAt: NOW }]);
    return { ...node, settings, windows: { ...node.windows, heartbeat } };
  });
  return witnessAg({ nodes, marks: [], inFlight: [], events: [], standing: new Set(), now: NOW }).filter(
    ({ judged }) => judged.status !== 'ok',
  );
}

test('a heartbeat in a database that is in no group is told to prove nothing, at each node that has it', () => {
  expect(kinds(found('Elsewhere'))).toEqual(['warning a and b: heartbeat outside']);
  expect(sentences(found('Elsewhere'))).toMatch(/is in Elsewhere, which no node has in an availability group/);
  expect(found('Elsewhere')[0]?.rows).toEqual(['a', 'b'].map((node) => ({ node, row: 'heartbeat' })));
});

test('one in a database of a group, however that is written, is no trouble', () => {
  expect(found('stackoverflow')).toEqual([]);
});
