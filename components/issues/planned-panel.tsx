'use client';
import { type PlannedMaintenance, targetName } from '#lib/attention/attention.ts';
import { formatAge } from '#lib/format/age.ts';
import { useActions } from '../actions/actions-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { When } from '../reading/when.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { AskButton } from './ask-button.tsx';
import { useAttending } from './attending-context.ts';
import { useIssues } from './issues-context.tsx';
import { missingToAct } from './rights.ts';
import { Section } from './section.tsx';

/** Planned work, in force and to come, the first to start first. `count` is how many there are without the filter. */
export function PlannedPanel({ planned, count }: { planned: readonly PlannedMaintenance[]; count: number }) {
  return (
    <Section title="Planned maintenance" count={count}>
      {planned.length > 0 ? <PlannedTable planned={planned} /> : null}
      {count === 0 ? <p className="none">No maintenance is planned or under way.</p> : null}
      {planned.length === 0 && count > 0 ? <p className="none">No planned maintenance matches the filter.</p> : null}
    </Section>
  );
}

function PlannedTable({ planned }: { planned: readonly PlannedMaintenance[] }) {
  return (
    <table className="planned">
      <thead>
        <tr>
          <th scope="col">Target</th>
          <th scope="col">From</th>
          <th scope="col">Until</th>
          <th scope="col">Reason</th>
          <th scope="col">By</th>
          <th scope="col">
            <span className="vh">Take back</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {planned.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ one }: { one: PlannedMaintenance }) {
  const { own } = useBoardTime();
  const titleOf = useSystemTitles();
  const { target, startAt, endAt, reason, by } = one;
  const isInForce = startAt <= own.now;
  return (
    <tr>
      <th scope="row">
        <span className="cell">
          <StatusShape status="maintenance" small label={isInForce ? 'in force' : 'to come'} />
          <span>
            <span className="b">{targetName(target)}</span>{' '}
            <span className="q small">{target.is === 'host' ? target.is : `${titleOf(target.system)} ${target.is}`}</span>
          </span>
        </span>
      </th>
      <td data-label="from">
        <When at={startAt} /> <span className="q small">· {isInForce ? 'in force' : `in ${formatAge(startAt - own.now)}`}</span>
      </td>
      <td data-label="until">
        <When at={endAt} />
      </td>
      <td className="free">{reason}</td>
      <td data-label="by">{by}</td>
      <td className="x">
        <EndButton one={one} isInForce={isInForce} />
      </td>
    </tr>
  );
}

function EndButton({ one: { id, target, systems }, isInForce }: { one: PlannedMaintenance; isInForce: boolean }) {
  const { viewer } = useActions();
  const { client } = useAttending();
  const titleOf = useSystemTitles();
  if (!viewer || viewer.is === 'anonymous') return null;
  const name = targetName(target);
  return (
    <AskButton
      words={isInForce ? 'End now' : 'Take back'}
      about={`the planned maintenance of ${name}`}
      off={missingToAct(viewer, systems, titleOf)}
      ask={() => client.end(id)}
      done={`The planned maintenance of ${name} ${isInForce ? 'has ended' : 'is taken back'}.`}
    />
  );
}

/** What a system is called, as far as anything of it is asked. */
function useSystemTitles(): (system: string) => string {
  const { parts } = useIssues();
  return (system) => parts.find(({ probe }) => probe.source.system === system)?.probe.systemTitle ?? system;
}
