'use client';
import { Age } from '../../reading/age.tsx';
import type { Ag } from './groups.ts';
import { HeartbeatFacts } from './heartbeat-facts.tsx';
import { ReplicaFacts } from './replica-facts.tsx';
import { ThroughputFacts } from './throughput-facts.tsx';
import { useRead } from './use-read.ts';
import { addressWords, groupFacts, isListenerDown, listenerWords } from './words.ts';

/** How a group is set up: its listeners with their addresses, and what its primary says of its settings. */
export function AgFacts({ ag }: { ag: Ag }) {
  const { listeners } = ag.view.group;
  const source = ag.replicas.find(({ rows }) => rows?.view === ag.view)?.node?.ag ?? null;
  const { isOld, words } = useRead()(source);
  return (
    <div className="agfacts">
      <header>
        <h4>Listeners and settings</h4>
        <span className="q small">as {ag.view.server} says</span>
        {source ? <Age probe={source} /> : null}
      </header>
      <dl className={isOld ? 'hatch stale-value' : undefined} title={words}>
        {listeners.length === 0 ? (
          <div>
            <dt>Listener</dt>
            <dd>none</dd>
          </div>
        ) : (
          listeners.map((listener) => (
            <div key={listener.id}>
              <dt className={isListenerDown(listener) ? 'b' : ''}>{listenerWords(listener)}</dt>
              <dd>{addressWords(listener)}</dd>
            </div>
          ))
        )}
        <ThroughputFacts ag={ag} />
        <HeartbeatFacts ag={ag} />
        <ReplicaFacts ag={ag} />
        {groupFacts(ag.view).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
