import { nodeKey } from '#lib/roll-up.ts';
import { matchesFilter, parseFilter, type Searchable } from '../../ui/filter-terms.ts';
import { isPrimary } from './groups.ts';
import type { AgState, ReplicaState } from './judge.ts';
import type { SqlCluster } from './nodes.ts';
import { databaseWords, shortMode } from './words.ts';

const FIELDS = ['ag', 'cluster', 'node', 'role', 'state', 'mode', 'status', 'database', 'listener', 'tag', 'host'] as const;

type Fields = Record<(typeof FIELDS)[number], string>;

/** The groups of a cluster that pass a filter: one of their replicas has to fulfil all of it. All of them without one. */
export function filterStates(text: string, states: readonly AgState[], cluster: SqlCluster): readonly AgState[] {
  const terms = parseFilter(text, FIELDS);
  if (terms.length === 0) return states;
  return states.filter((state) => {
    const whole = ofGroup(state, cluster);
    const sides = state.replicas.length === 0 ? [whole] : state.replicas.map((replica) => ofReplica(replica, whole));
    return sides.some((side) => matchesFilter(terms, side));
  });
}

function ofGroup({ ag, verdict }: AgState, { name, title }: SqlCluster): Fields {
  return lower({
    ag: ag.name,
    cluster: `${name} ${title}`,
    ...{ node: '', role: '', state: '', mode: '', tag: '', host: '' },
    status: verdict.status,
    database: ag.databases.map((database) => database.name).join('\n'),
    listener: ag.view.group.listeners.map(({ dnsName, addresses }) => `${dnsName} ${addresses.map(({ ip }) => ip).join(' ')}`).join('\n'),
  });
}

function ofReplica({ replica, movements }: ReplicaState, whole: Fields): Searchable {
  const { node, rows, claim } = replica;
  const said = [...(rows?.databases.values() ?? [])].map(({ view }) => databaseWords(view.own));
  const unproved = movements === null || (movements.unproved > 0 && !isPrimary(replica)) ? ['not known'] : [];
  return {
    ...whole,
    ...lower({
      node: node === null ? replica.name : `${replica.name} ${node.name} ${node.address} ${nodeKey(node.ag.source)}`,
      role: rows === null ? `not read ${claim?.role ?? ''}` : (rows.view.own?.role ?? 'not known'),
      state: [...(movements?.counts.keys() ?? []), ...unproved, ...new Set(said)].join('\n'),
      mode: `${shortMode(replica)} ${rows?.view.own?.mode ?? claim?.mode ?? ''}`,
      tag: node?.ag.tags.join('\n') ?? '',
      host: node?.ag.host ?? '',
    }),
  };
}

function lower<T extends Record<string, string>>(fields: T): T {
  // Only the case of the values changes: the keys are those of what came.
  return Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, text.toLowerCase()])) as T;
}
