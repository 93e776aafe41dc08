'use client';
import type { AgReplica } from '#lib/systems/sql/ag/model.ts';
import type { Ag } from './groups.ts';

/** How each replica is set up, by its own word, else by that of the primary: how it is seeded, whether it may be read, where readers are sent, and how long it may be silent. */
export function ReplicaFacts({ ag }: { ag: Ag }) {
  return ag.replicas.map(({ name, rows, claim }) => {
    const of = rows?.view.own ?? claim;
    return (
      <div key={name}>
        <dt>Replica {name}</dt>
        <dd>{of === null ? <span className="q">not known</span> : replicaWords(of)}</dd>
      </div>
    );
  });
}

/** "seeding automatic, readable: all, readers sent to TCP://ny-sql02:1433, session timeout 10 s, backup priority 50": what is told. */
export function replicaWords(replica: AgReplica): string {
  const { seedingMode, secondaryAllows, readOnlyRoutingUrl, sessionTimeoutSeconds, backupPriority, endpointUrl } = replica;
  const said: [string, string | number | null, string][] = [
    ['seeding ', seedingMode, ''],
    ['as a secondary readable: ', secondaryAllows, ''],
    ['readers sent to ', readOnlyRoutingUrl, ''],
    ['endpoint ', endpointUrl, ''],
    ['session timeout ', sessionTimeoutSeconds, ' s'],
    ['backup priority ', backupPriority, ''],
  ];
  const words = said.flatMap(([before, value, after]) => (value === null ? [] : [`${before}${value}${after}`]));
  return words.length === 0 ? 'tells nothing of it' : words.join(', ');
}
