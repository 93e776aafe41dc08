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
import { FactPart } from './fact-part.tsx';
import { type Masters, mastersOf } from './masters.ts';

/** The colour of a cluster and its shards, by whose word, and whom its nodes take for the master. */
export function HealthFacts({ cluster }: { cluster: ClusterLine }) {
  const { board } = useBoardTime();
  const told = cluster.told.get(HEALTH);
  const [own] = rowsIn(told, 'cluster');
  if (own === undefined) return <FactPart title="Health" told={told} lines={[]} />;
  const { view, row } = own;
  return (
    <>
      <FactPart
        title="Health"
        told={told}
        lines={[
          [
            view.color,
            <>
              <StatusShape status={colorStatus(view.color)} small label={colorStatus(view.color)} />{' '}
              {view.color === 'green' ? null : <SinceWords since={row.verdict.since} />}
              <span className="q"> by the word of {view.by}</span>
            </>,
          ],
          ['master', <MasterWords key="m" masters={mastersOf(cluster, board)} />],
          ['pending tasks', pendingWords(view)],
        ]}
      />
      <FactPart title="Shards" told={told} lines={shardLines(view, viewIn(cluster.told.get(SHARDS), 'table')?.count ?? null)} />
    </>
  );
}

function shardLines({ shards, activePercent }: ClusterView, all: number | null): [string, ReactNode][] {
  const share = activePercent === null || activePercent === 100 ? '' : ` (${Math.floor(activePercent * 10) / 10} %)`;
  const primaries = shards.unassignedPrimary;
  return [
    ['active', `${formatCount(shards.active)}${all === null ? '' : ` of ${formatCount(all)}`}${share}`],
    ['relocating', <Grave key="r" count={shards.relocating} />],
    ['initializing', <Grave key="i" count={shards.initializing} tone="warning" />],
    [
      'unassigned',
      <>
        <Grave count={shards.unassigned} tone={primaries !== null && primaries > 0 ? 'critical' : 'warning'} />
        {primaries !== null && primaries > 0 ? <b className="w critical"> {formatCount(primaries)} primary</b> : null}
        {shards.delayed ? <span className="q"> {formatCount(shards.delayed)} delayed</span> : null}
      </>,
    ],
  ];
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
