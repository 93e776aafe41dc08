'use client';
import { isReliedOn } from '#lib/vouch.ts';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { When } from '../../reading/when.tsx';
import type { Ag, Replica } from './groups.ts';

/** The newest heartbeat that can be read at each replica of the group whose database holds it, each with its own age. What they prove together is told by the findings. */
export function HeartbeatFacts({ ag }: { ag: Ag }) {
  const { board } = useBoardTime();
  // Where no row tells the database, each group of the cluster says that it is not read.
  const database = ag.replicas.find(({ node }) => node?.heartbeat?.said)?.node?.heartbeat?.said?.database.toLowerCase();
  if (database !== undefined && !ag.databases.some(({ name }) => name.toLowerCase() === database)) return null;
  return ag.replicas.map(({ name, node }) => {
    const heartbeat = node?.heartbeat ?? null;
    if (heartbeat === null) return null;
    const { probe, said } = heartbeat;
    return (
      <div key={name}>
        <dt>Heartbeat at {name}</dt>
        <dd className={said === null || isReliedOn(probe, board) ? '' : 'hatch stale-value'}>
          {said === null ? <span className="q">{unreadWords(heartbeat)}</span> : <Beat at={said.beatAt} />} <Age probe={probe} />
        </dd>
      </div>
    );
  });
}

function Beat({ at }: { at: number | null }) {
  if (at === null) return <span className="q">none written</span>;
  return (
    <>
      newest of <When at={at} />
    </>
  );
}

function unreadWords({ probe: { attempt } }: NonNullable<NonNullable<Replica['node']>['heartbeat']>): string {
  return attempt?.failure ? `not read: ${attempt.failure.message}` : 'not read yet';
}
