import { describe, expect, test, vi } from 'vitest';
import { mergeGroups } from '#components/sql/ag/groups.ts';
import { toClusters } from '#components/sql/ag/nodes.ts';
import { redoWords, sendWords } from '#components/sql/ag/rate-words.ts';
import { ReplicaFacts, replicaWords } from '#components/sql/ag/replica-facts.tsx';
import { groupFacts } from '#components/sql/ag/words.ts';
import type { AgDatabaseView, AgReplicaView } from '#lib/systems/sql/ag/model.ts';
import { draw, words } from '../draw.tsx';
import { MOMENT } from '../estate.ts';
import { agRows, claim, database, replica, rowsOf } from './estate.ts';
import { primarySays, soAg } from './so-ag.ts';

vi.mock('next/navigation', () => ({ usePathname: () => '/sql' }));

function routingOf(routing: AgReplicaView['group']['routing']): string | undefined {
  const [row] = agRows(primarySays({ group: { routing } }));
  return groupFacts(row?.value as AgReplicaView).find(({ name }) => name === 'Read-only routing')?.value;
}

describe('read-only routing', () => {
  test.each<[string, [string, number][], string]>([
    [
      'by priority, whatever the order in which it is told',
      [
        ['C', 2],
        ['B', 1],
      ],
      'A → B, C',
    ],
    [
      'those of one priority take turns',
      [
        ['D', 2],
        ['C', 1],
        ['B', 1],
      ],
      'A → (B or C), D',
    ],
    [
      'one set of all',
      [
        ['C', 1],
        ['B', 1],
      ],
      'A → (B or C)',
    ],
  ])('%s', (_, steps, said) => {
    expect(routingOf(steps.map(([to, priority]) => ({ from: 'A', to, priority })))).toBe(said);
  });

  test('of none is said', () => expect(routingOf([])).toBe('none'));
});

describe('how a replica is set up', () => {
  test('is told of each, by the primary where it says nothing itself, and not made up', () => {
    const [ag] = toClusters(
      soAg().map(({ probe }) => probe),
      rowsOf(soAg()),
    ).flatMap(mergeGroups);
    if (!ag) throw new Error('no group');
    const said = words(
      draw(<ReplicaFacts ag={{ ...ag, replicas: [...ag.replicas, { name: 'X', node: null, rows: null, claim: null }] }} />, {
        moment: MOMENT,
      }).container,
    );
    expect(said).toMatch(/Replica NY-SQL01 ?seeding manual, session timeout 10 s, backup priority 50/);
    expect(said).toMatch(/Replica X ?not known/);
  });

  test('every setting', () => {
    const over = {
      seedingMode: 'automatic',
      secondaryAllows: 'read only',
      readOnlyRoutingUrl: 'TCP://b:1433',
      endpointUrl: 'TCP://b:5022',
    } as const;
    expect(replicaWords(replica('B', over))).toBe(
      'seeding automatic, as a secondary readable: read only, readers sent to TCP://b:1433, endpoint TCP://b:5022, session timeout 10 s, backup priority 50',
    );
  });
});

describe('rates', () => {
  const side = (over: Parameters<typeof database>[2]) => {
    const [, row] = agRows({ own: replica('B'), databases: [{ own: database('x', 'B', over) }] });
    if (!row) throw new Error('no row');
    return { own: { row, view: row.value as AgDatabaseView } };
  };

  test('of sending is told where something waits, with how long it takes', () => {
    expect(sendWords({ claim: claim('x', 'B', { sendQueueKb: 2_048, sendRateKbPerSecond: 1_024 }) })).toMatch(
      /^Sent at 1\.0 MB\/s, which takes 2s/,
    );
    expect(sendWords({ claim: claim('x', 'B', { sendQueueKb: 0, sendRateKbPerSecond: 1_024 }) })).toBeUndefined();
    expect(sendWords({ claim: claim('x', 'B', { sendQueueKb: 5, sendRateKbPerSecond: null }) })).toMatch(/no rate/);
    expect(sendWords({ claim: null })).toBeUndefined();
  });

  test('of redo is told where something waits, and up to where it is redone always', () => {
    const positions = { ...database('x', 'B').positions, lastRedone: '0000027841000030211800004' };
    expect(redoWords(side({ positions, redoQueueKb: 0, redoRateKbPerSecond: 7 }))).toBe('Redone up to 27841:302118:4');
    expect(redoWords(side({ positions, redoQueueKb: 10, redoRateKbPerSecond: 1_024 }))).toMatch(/\nRedone at 1\.0 MB\/s$/);
    expect(redoWords(side({ redoQueueKb: 10, redoRateKbPerSecond: null }))).toMatch(/no rate/);
  });
});
