import { expect, test } from 'vitest';
import type { AgDatabase } from '#lib/systems/sql/ag/model.ts';
import { at, database, kinds, replica, type Said, saying, sentences, witnessOf } from './cluster.ts';

const limits = { sendQueueWarningKb: 1_000, sendQueueCriticalKb: 5_000 };

/** A primary that writes, and says this of the copy of its one database at b. */
function claiming(claims: readonly Partial<AgDatabase>[]): Said[] {
  const replicas = [replica('a', { role: 'primary' }), replica('b', { isLocal: false })];
  return at(30, 20, 10).map((one, index) => {
    const own = database('So', { isPrimary: true, positions: { ...database('So').positions, endOfLog: String(30 - index) } });
    const claim = database('So', { replicaId: 'replica b', isLocal: false, ...(claims[index] ?? claims.at(-1)) });
    return { ...one, group: { replicas, databases: [own, claim] } };
  });
}
const moving = (): Said[] => [30, 29, 28].map((block) => ({ at: null, bytes: block, positions: { endOfLog: String(block) } }));
const found = (claims: readonly Partial<AgDatabase>[], b: readonly Said[] = moving()): ReturnType<typeof witnessOf> =>
  witnessOf({ a: claiming(claims), b }, { databases: ['So'], limits }).filter(({ kind }) => kind === 'send queue');

test.each<[what: string, claims: Partial<AgDatabase>[], expected: string[]]>([
  ['below the limits', [{ sendQueueKb: 999 }], []],
  ['over the first', [{ sendQueueKb: 1_000 }], ['warning b: send queue']],
  ['over the second', [{ sendQueueKb: 5_000 }], ['critical b: send queue']],
  ['over a limit in the newest reading alone', [{ sendQueueKb: 5_000 }, { sendQueueKb: 0 }], []],
  ['that is not told', [{ sendQueueKb: null }], []],
  ['that stands because it is suspended', [{ sendQueueKb: 9_000, isSuspended: true }], []],
])('a send queue that only the primary tells, %s', (_, claims, expected) => expect(kinds(found(claims))).toEqual(expected));

test('it is told with the numbers, at the database of the replica', () => {
  const findings = found([{ sendQueueKb: 5_000 }]);
  expect(sentences(findings)).toMatch(
    /5.1 MB of So wait on a to be sent to SQL-B: the critical limit is 5.1 MB\. It would be lost if a died now/,
  );
  expect(findings[0]?.rows).toEqual([{ node: 'b', row: 'ag/SO_AG/So' }]);
});

test('that of a replica which is not read is told at the primary', () => {
  const findings = found([{ sendQueueKb: 5_000 }], []);
  expect(kinds(findings)).toEqual(['critical SQL-B: send queue']);
  expect(findings[0]?.rows).toEqual([{ node: 'a', row: 'ag/SO_AG/So' }]);
});

test('it is not said again of a database of which something as bad is said', () => {
  const suspended = { isSuspended: true, suspendReason: 'suspend from redo' };
  expect(kinds(found([{ sendQueueKb: 5_000 }], saying(moving(), { database: suspended })))).toEqual([]);
});
