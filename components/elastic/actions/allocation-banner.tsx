'use client';
import type { ReactNode } from 'react';
import { ALLOCATION, CLUSTER_NODE, memberRow, SETTINGS_ROW, type WrittenSetting } from '#lib/systems/elastic/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { MarkNote } from '../../actions/mark-note.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { type ClusterLine, rowsIn, viewIn } from '../lines.ts';
import { counted } from '../words.ts';
import { PlainDeed } from './plain-deed.tsx';

/** What stays set until somebody sets it back: it is said all that time, with who did it and why where that was done through Vigil. Nothing while all is as by default. */
export function AllocationBanner({ cluster }: { cluster: ClusterLine }) {
  const { board } = useBoardTime();
  const told = cluster.told.get(ALLOCATION);
  const settings = viewIn(told, 'settings')?.settings ?? null;
  const drained = rowsIn(told, 'holding').filter(({ view }) => view.isExcluded);
  if (settings === null || told === undefined) return null;
  const lines = [
    ...switched(cluster, { what: 'Allocation', action: 'allocation', written: settings.enable }),
    ...switched(cluster, { what: 'Rebalancing', action: 'rebalance', written: settings.rebalance }),
    ...drained.map(({ view: { name, shards } }) => (
      <Line key={name} row={memberRow(name)} cluster={cluster}>
        <b>{name}</b> is drained: {shards === 0 ? 'it holds no shard any more' : `${counted(shards ?? 0, 'shard')} left to move`}
        <PlainDeed
          cluster={cluster}
          target={name}
          deed={{ action: 'end-drain', words: 'End drain', note: 'asks', title: `End the drain of ${name}`, input: { member: name } }}
        />
      </Line>
    )),
  ];
  if (lines.length === 0) return null;
  const isOld = !isReliedOn(told.probe, board);
  return (
    <div
      className={isOld ? 'es-banner hatch stale-value' : 'es-banner'}
      role="status"
      aria-label={`Not as by default in ${cluster.board.title}`}
    >
      {lines}
    </div>
  );
}

type Switched = { what: string; action: string; written: WrittenSetting | null };

function switched(cluster: ClusterLine, { what, action, written }: Switched): ReactNode[] {
  if (written === null || written.value === 'all') return [];
  const { value, at } = written;
  return [
    <Line key={action} row={SETTINGS_ROW} cluster={cluster}>
      <b className="w warning">
        {what} is {value.replace('_', ' ')}
      </b>{' '}
      and not all, as by default{at === 'transient' ? ' (transient)' : ''}
      <PlainDeed
        cluster={cluster}
        target={cluster.board.name}
        deed={{ action, words: 'Set back to all', note: 'asks', title: `Set ${action} to all`, input: { enable: 'all' } }}
      />
    </Line>,
  ];
}

function Line({ cluster, row, children }: { cluster: ClusterLine; row: string; children: ReactNode }) {
  return (
    <p>
      {children} <MarkNote group={cluster.board.name} node={CLUSTER_NODE} row={row} />
    </p>
  );
}
