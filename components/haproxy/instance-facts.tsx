'use client';
import { isSilence } from '#lib/failure.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { freshness } from '#lib/reading.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { PollButton } from '../reading/poll-button.tsx';
import { ProbeTrouble } from '../reading/probe-trouble.tsx';
import { When } from '../reading/when.tsx';
import { useSockets } from './sockets-context.tsx';

/** "pid 4711, up 3d, since 12:00": the process behind an instance, by its nodeKey. Nothing where no runtime socket is asked; hatched where what it said is too old. */
export function InstanceFacts({ node }: { node: string }) {
  const { info } = useSockets(node);
  const { board } = useBoardTime();
  if (!info?.process) return null;
  const { probe, process } = info;
  const fresh = freshness(probe.newest, probe.staleAfterMs, board);
  const isFresh = fresh.is === 'fresh';
  const age = fresh.is === 'never' ? '' : formatAge(Math.abs(fresh.ageMs));
  return (
    <span className={isFresh ? 'q small' : 'small hatch stale-value'} title={`HAProxy ${process.version}, by show info, read ${age} ago`}>
      pid {process.pid}, up {formatAge(Math.max(0, board.now - process.startedAt))}, since <When at={process.startedAt} />
      {isFresh ? null : <span className="age stale"> as of {age} ago</span>}
    </span>
  );
}

function messageOf({ attempt, source }: ProbeRow): string {
  return attempt?.failure?.message ?? source.probe;
}

type TroublesProps = { node: string; columns: number /** The instance says nothing at all, which is told already. */; isSilent: boolean };

/** What keeps the runtime socket of an instance from being read, one row for each question that is not answered. */
export function SocketTroubles({ node, columns, isSilent }: TroublesProps) {
  const { info, servers } = useSockets(node);
  const { board } = useBoardTime();
  const asked = [info?.probe, servers?.probe].filter((probe): probe is ProbeRow => probe !== undefined);
  // Both go over one socket: what keeps the one from being answered mostly keeps the other.
  const probes = asked
    .filter((probe, index) => !asked.slice(0, index).some((other) => messageOf(other) === messageOf(probe)))
    .filter(({ attempt }) => !(isSilent && attempt?.failure && isSilence(attempt.failure)));
  return probes.map((probe) => {
    const { system, group, node, probe: name } = probe.source;
    const action = <PollButton target={{ system, group, node }} name={`${node}, ${probe.question}`} />;
    const trouble = <ProbeTrouble probe={probe} moment={board} action={action} isNamed />;
    return (
      <tr key={name}>
        <td colSpan={columns}>
          <div className="line">{trouble}</div>
        </td>
      </tr>
    );
  });
}
