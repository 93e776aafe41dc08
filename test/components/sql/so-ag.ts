import type { Finding } from '#lib/finding.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { AgReplica } from '#lib/systems/sql/ag/model.ts';
import { NOW } from '../estate.ts';
import { agRows, claim, clusterRow, database, logRow, part, proved, replica, type Says } from './estate.ts';

export const DATABASES = ['StackOverflow', 'Sites', 'StackOverflow.Mobile', 'PRIZM'];

const COLORADO: Partial<AgReplica> = { mode: 'asynchronous', failoverMode: 'manual' };

/** SO_AG as its primary NY-SQL01 says it is. */
export function primarySays(over: Partial<Says> = {}): Says {
  const names = over.databases?.map(({ own }) => own.name) ?? DATABASES;
  return {
    own: replica('NY-SQL01', { role: 'primary' }),
    others: [replica('NY-SQL02', { isLocal: false }), replica('CO-SQL01', { isLocal: false, ...COLORADO })],
    databases: names.map((name) => ({
      own: database(name, 'NY-SQL01', { isPrimary: true }),
      claims: [claim(name, 'NY-SQL02', { sendQueueKb: 12 }), claim(name, 'CO-SQL01', { sendQueueKb: 0, isFailoverReady: false })],
    })),
    ...over,
  };
}

export function secondarySays(name: string, over: Partial<Says> = {}): Says {
  const own = replica(name, name === 'CO-SQL01' ? COLORADO : {});
  const names = over.databases?.map((one) => one.own.name) ?? DATABASES;
  return { own, databases: names.map((one) => ({ own: database(one, name) })), ...over };
}

/** The three nodes of the cluster, each read 2 s ago, with their logs and the cluster as the primary has it. */
export function soAg(): Part[] {
  return [
    part('NY-SQL01', 'ag', agRows(primarySays())),
    part(
      'NY-SQL01',
      'logs',
      DATABASES.map((name) => logRow(name)),
    ),
    part('NY-SQL01', 'cluster', [clusterRow()]),
    part('NY-SQL02', 'ag', agRows(secondarySays('NY-SQL02'))),
    part('CO-SQL01', 'ag', agRows(secondarySays('CO-SQL01'))),
  ];
}

export const rowIds = (databases: readonly string[] = DATABASES, ag = 'SO_AG'): string[] => databases.map((name) => `ag/${ag}/${name}`);

/** Both secondaries move. */
export const ALL_MOVING: readonly Finding[] = ['NY-SQL02', 'CO-SQL01'].map((node) => proved(['moving', 'ok'], node, rowIds()));

/** NY-SQL02 moves; CO-SQL01 has stood still for 6m 08s, whatever it says. */
export const STUCK: readonly Finding[] = [
  proved(['moving', 'ok'], 'NY-SQL02', rowIds()),
  proved(['stuck', 'critical'], 'CO-SQL01', rowIds(), {
    told: ['CO-SQL01 says HEALTHY, but its log has not moved since ', NOW - 368_000, ' while NY-SQL01 wrote 412 MB'],
  }),
];
