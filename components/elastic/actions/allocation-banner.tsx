'use client';
import { type ReactNode, useMemo } from 'react';
import { useMarks } from '#components/feed/use-feed.ts';
import { ALLOCATION, type AllocationSettings, CLUSTER_NODE, switchRow, type WrittenSetting } from '#lib/systems/elastic/model.ts';
import { memberRow } from '#lib/systems/elastic/rows.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { byTarget, MarkNote, MarksContext } from '../../actions/mark-note.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { type ClusterLine, rowsIn, viewIn } from '../lines.ts';
import { counted } from '../words.ts';
import { PlainDeed } from './plain-deed.tsx';

/** What stays set until somebody sets it back: it is said all that time, with who did it and why where that was done through Vigil. Nothing while all is as by default. */
export function AllocationBanner({ cluster }: { cluster: ClusterLine }) {
  const { board } = useBoardTime();
  const marks = useMarks();
  const own = useMemo(() => byTarget(marks.filter(({ system }) => system === 'elastic')), [marks]);
  const told = cluster.told.get(ALLOCATION);
  const settings = viewIn(told, 'settings')?.settings ?? null;
  const drained = rowsIn(told, 'holding').filter(({ view }) => view.isExcluded);
  if (settings === null || told === undefined) return null;
  const lines = [
    ...switched(cluster, { what: 'Allocation', action: 'allocation', written: settings.enable }),
    ...switched(cluster, { what: 'Rebalancing', action: 'rebalance', written: settings.rebalance }),
    ...drained.map(({ view: { name, shards } }) => (
      <Line key={name} row={memberRow(name)} cluster={cluster}>
        <b>{name}</b> is drained: {leftWords(shards)}
        <EndDrain cluster={cluster} name={name} />
      </Line>
    )),
    ...listedBesides(
      cluster,
      settings.exclude,
      rowsIn(told, 'holding').map(({ view }) => view.name),
    ),
  ];
  if (lines.length === 0) return null;
  const isOld = !isReliedOn(told.probe, board);
  return (
    <div
      className={isOld ? 'es-banner hatch stale-value' : 'es-banner'}
      role="status"
      aria-label={`Not as by default in ${cluster.board.title}`}
    >
      <MarksContext value={own}>{lines}</MarksContext>
    </div>
  );
}

function leftWords(shards: number | null): string {
  if (shards === null) return 'how many shards it still holds is not told';
  return shards === 0 ? 'it holds no shard any more' : `${counted(shards, 'shard')} left to move`;
}

/** What is excluded and is no member that holds data now: it would hold nothing once it comes, or comes back. Lists by attributes of their own are told whole. */
function listedBesides(cluster: ClusterLine, exclude: AllocationSettings['exclude'], members: readonly string[]): ReactNode[] {
  return exclude.flatMap(({ attribute, names, at }) =>
    names
      .filter((name) => !name.includes('*') && (attribute === '_name' ? !members.includes(name) : !attribute.startsWith('_')))
      .map((name) => (
        <Line key={`${at} ${attribute} ${name}`} row={memberRow(name)} cluster={cluster}>
          <b>{name}</b> is excluded by {attribute} ({at})
          {attribute === '_name' ? ', and is no member that holds data now' : ': what has it is to hold no shard'}
          {attribute === '_name' ? <EndDrain cluster={cluster} name={name} /> : null}
        </Line>
      )),
  );
}

function EndDrain({ cluster, name }: { cluster: ClusterLine; name: string }) {
  const deed = { action: 'end-drain', words: 'End drain', note: 'asks', title: `End the drain of ${name}`, input: { member: name } };
  return <PlainDeed cluster={cluster} target={name} deed={deed} />;
}

type Switched = { what: string; action: 'allocation' | 'rebalance'; written: WrittenSetting | null };

function switched(cluster: ClusterLine, { what, action, written }: Switched): ReactNode[] {
  if (written === null || written.value.toLowerCase() === 'all') return [];
  const { value, at } = written;
  return [
    <Line key={action} row={switchRow(action)} cluster={cluster}>
      <b className="w warning">
        {what} is {value.toLowerCase().replace('_', ' ')}
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
