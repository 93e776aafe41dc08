'use client';
import type { ReactNode } from 'react';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import { type ClusterView, HEALTH, SHARDS } from '#lib/systems/elastic/model.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { SinceWords } from '../../reading/since-words.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { type ClusterLine, rowsIn, viewIn } from '../lines.ts';
import { colorStatus, counted } from '../words.ts';
import { Fact, FactPart } from './fact-part.tsx';
import { type Masters, mastersOf } from './masters.ts';

/** The colour of a cluster and its shards, by whose word, and whom its nodes take for the master. */
export function HealthFacts({ cluster }: { cluster: ClusterLine }) {
  const { board } = useBoardTime();
  const told = cluster.told.get(HEALTH);
  const [own] = rowsIn(told, 'cluster');
  if (own === undefined) return <FactPart title="Health" told={told} />;
  const { view, row } = own;
  const status = colorStatus(view.color);
  return (
    <>
      <FactPart title="Health" told={told}>
        <Fact name={view.color}>
          <StatusShape status={status} small label={status} /> {view.color === 'green' ? null : <SinceWords since={row.verdict.since} />}
          <span className="q"> by the word of {view.by}</span>
        </Fact>
        <Fact name="master">
          <MasterWords masters={mastersOf(cluster, board)} />
        </Fact>
        <Fact name="pending tasks">{pendingWords(view)}</Fact>
      </FactPart>
      <FactPart title="Shards" told={told}>
        <ShardFacts view={view} all={viewIn(cluster.told.get(SHARDS), 'table')?.count ?? null} />
      </FactPart>
    </>
  );
}

/** `all` is how many copies there are to be. */
function ShardFacts({ view: { shards, activePercent }, all }: { view: ClusterView; all: number | null }) {
  const share = activePercent === null || activePercent === 100 ? '' : ` (${Math.floor(activePercent * 10) / 10} %)`;
  const primaries = shards.unassignedPrimary ?? 0;
  return (
    <>
      <Fact name="active">
        {formatCount(shards.active)}
        {all === null ? '' : ` of ${formatCount(all)}`}
        {share}
      </Fact>
      <Fact name="relocating">
        <Grave count={shards.relocating} />
      </Fact>
      <Fact name="initializing">
        <Grave count={shards.initializing} tone="warning" />
      </Fact>
      <Fact name="unassigned">
        <Grave count={shards.unassigned} tone={primaries > 0 ? 'critical' : 'warning'} />
        {primaries > 0 ? <b className="w critical">, {formatCount(primaries)} primary</b> : null}
        {shards.delayed ? <span className="q">, {formatCount(shards.delayed)} delayed</span> : null}
      </Fact>
    </>
  );
}

/** None is grey. */
function Grave({ count, tone = '' }: { count: number; tone?: string }) {
  return count === 0 ? <span className="q">0</span> : <b className={tone === '' ? '' : `w ${tone}`}>{formatCount(count)}</b>;
}

function pendingWords({ pendingTasks, oldestPendingMs }: ClusterView): ReactNode {
  if (pendingTasks === null) return '–';
  if (pendingTasks === 0) return <span className="q">0</span>;
  return `${formatCount(pendingTasks)}${oldestPendingMs === null ? '' : `, the oldest for ${formatAge(oldestPendingMs)}`}`;
}

/** One name where all agree; else who says what. */
export function MasterWords({ masters: { votes, unheard, isOneMind } }: { masters: Masters }) {
  const silent = unheard.length === 0 ? null : <span className="q"> ({unheard.join(', ')} not heard now)</span>;
  if (votes.length === 0) return <span className="w unknown">not known: no node is heard</span>;
  if (isOneMind) {
    const count = votes[0]?.by.length ?? 0;
    return (
      <>
        <b>{votes[0]?.master}</b> <span className="q">by {count === 1 ? 'its one' : `all ${counted(count, 'node')}`} heard</span>
        {silent}
      </>
    );
  }
  return (
    <>
      {votes.map(({ master, by }) => (
        <span key={master ?? ''} className="es-vote">
          <b className="w critical">{master ?? 'none'}</b> by {by.join(', ')}
        </span>
      ))}
      {silent}
    </>
  );
}
