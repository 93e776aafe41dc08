'use client';
import Link from 'next/link';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatCount, NO_VALUE } from '#lib/format/number.ts';
import { ageMs, sourceId } from '#lib/reading.ts';
import { countStatuses } from '#lib/status.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { pollerPath } from '../reading/age.tsx';
import { ageLook } from '../reading/age-look.ts';
import { oldestPart, presentCounts } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { type InstanceState, instanceWords } from './instance-states.ts';
import { type Instance, isCompact } from './instances.ts';

/** The heads of the columns of the instances: each with its name and the age of its reading. */
export function InstanceHeads({ probes, instances }: { probes: readonly ProbeRow[]; instances: readonly Instance[] }) {
  const oldest = oldestPart(probes);
  if (isCompact(instances))
    return (
      <th scope="col" className="inst">
        {probes.length} instances
        {oldest ? <HeadAge probe={oldest} /> : null}
      </th>
    );
  return probes.map((probe, index) => {
    const instance = instances[index];
    return (
      <th key={sourceId(probe.source)} scope="col" className="inst" title={`${probe.source.node}, ${probe.address}`}>
        <span className="label">{instance?.short ?? probe.source.node}</span>
        <HeadAge probe={probe} />
      </th>
    );
  });
}

/** The age of a reading in the room that a column has. */
function HeadAge({ probe }: { probe: ProbeRow }) {
  const { board } = useBoardTime();
  const format = useTimeFormat();
  const { tone } = ageLook(probe, board, false);
  const title = probe.newest ? `${probe.source.node} was read at ${format.full(probe.newest.observedAt)}` : 'never read';
  return (
    <Link className={`age ${tone === 'polling' ? 'fresh' : tone}`} href={pollerPath(probe)} prefetch={false} title={title}>
      {probe.newest ? formatAge(ageMs(probe.newest, board.now)) : 'never'}
    </Link>
  );
}

type CellsProps = { states: readonly InstanceState[]; instances: readonly Instance[] };

/** How each instance has a row: a shape each, or all of them counted where they are many. */
export function InstanceCells({ states, instances }: CellsProps) {
  if (isCompact(instances)) return <CountedCell states={states} instances={instances} />;
  return states.map((state, index) => <InstanceCell key={sourceId(state.probe.source)} state={state} instance={instances[index]} />);
}

function InstanceCell({ state, instance }: { state: InstanceState; instance: Instance | undefined }) {
  const { board } = useBoardTime();
  const words = instanceWords(state, board.now);
  const isAbsent = state.said === null && !state.isUnread && state.status !== 'stale';
  return (
    <td className={`inst ${lookOf(instance)}`} title={words}>
      {isAbsent ? (
        <span className="q" role="img" aria-label={words}>
          {NO_VALUE}
        </span>
      ) : (
        <StatusShape status={state.status} small label={words} />
      )}
    </td>
  );
}

function lookOf(instance: Instance | undefined): string {
  if (!instance) return '';
  if (instance.isRefused) return instance.is === 'fresh' ? 'fresh refused' : 'refused hatch';
  return instance.is === 'fresh' ? 'fresh' : 'hatch';
}

/** "5 of 8 up", after the shapes of those that are anything but ok. What is too old is not counted as what it was. */
function CountedCell({ states, instances }: CellsProps) {
  const { board } = useBoardTime();
  const there = states.filter(({ said, isUnread, status }) => said !== null || isUnread || status === 'stale');
  const counts = presentCounts(countStatuses(there.map(({ status }) => status)));
  const loud = counts.filter(({ status }) => status !== 'ok');
  const words = states.map((state) => instanceWords(state, board.now)).join('\n');
  const fresh = states.filter((_, index) => instances[index]?.is === 'fresh');
  return (
    <td className={`inst ${fresh.length === states.length ? 'fresh' : ''}`} title={words}>
      {loud.length === 0 && counts.length > 0 ? <StatusShape status="ok" small label="ok" /> : null}
      {loud.map(({ status, count }) => (
        <span key={status} className="tally">
          <StatusShape status={status} small label={status} />
          {formatCount(count)}
        </span>
      ))}
      <span className="small m"> {mostWords(fresh, states.length)}</span>
    </td>
  );
}

function mostWords(fresh: readonly InstanceState[], all: number): string {
  const words = Map.groupBy(fresh, ({ word }) => word ?? '');
  words.delete('');
  const [most] = [...words].sort(([, a], [, b]) => b.length - a.length);
  if (!most) return '';
  const [word, alike] = most;
  return alike.length === all ? `all ${word}` : `${alike.length} of ${all} ${word}`;
}
