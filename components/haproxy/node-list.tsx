'use client';
import { isSilence } from '#lib/failure.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { nodeKey, rollUp } from '#lib/roll-up.ts';
import { HostLink } from '../hosts/host-link.tsx';
import { Tags } from '../hosts/tags.tsx';
import { PlannedNote } from '../issues/planned-note.tsx';
import { NotesButton } from '../notes/notes-button.tsx';
import { Age } from '../reading/age.tsx';
import type { BoardGroup, BoardNode } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { PollButton } from '../reading/poll-button.tsx';
import { ProbeTrouble } from '../reading/probe-trouble.tsx';
import { barTone } from '../reading/row-tone.ts';
import { Flash } from '../ui/flash.tsx';
import { HeldHeight } from '../ui/held-height.tsx';
import { PlaceLink } from '../ui/place-link.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { markOf } from '../ui/use-place.ts';
import { Void } from '../ui/void.tsx';
import { InstanceFacts, SocketTroubles } from './instance-facts.tsx';
import type { Part } from './summary.ts';
import { NodeRemarks } from './tier-findings.tsx';

type ListProps = {
  group: BoardGroup;
  parts: readonly Part[];
  /** The place that somebody came to. */
  place: string;
  /** The order of the rows is not the one that it would be now. */
  isHeld: boolean;
  /** A mouse or the focus is there now. */
  isOver: boolean;
};

/** The instances of a tier: a line each that says how it is, and why its values cannot be trusted if they cannot. */
export function NodeList({ group, parts, place, isHeld, isOver }: ListProps) {
  return (
    <table className="nodes" aria-label={`Instances of ${group.title}`}>
      {group.nodes.map((node, index) => (
        <NodeLine key={node.key} {...{ node, parts, isOver }} isHere={place === node.key} isHeld={isHeld && index === 0} />
      ))}
    </table>
  );
}

type LineProps = { node: BoardNode; parts: readonly Part[]; isHere: boolean; isHeld: boolean; isOver: boolean };

function NodeLine({ node, parts, isHere, isHeld, isOver }: LineProps) {
  const { board } = useBoardTime();
  return (
    <>
      <NodeHead node={node} isHere={isHere} isHeld={isHeld} />
      <tbody className="says">
        <tr>
          <td>
            <div className="line">
              <HeldHeight isHeld={isOver}>
                {node.probes
                  .filter(({ isAside }) => !isAside)
                  .map((probe) => (
                    <ProbeTrouble
                      key={sourceId(probe.source)}
                      probe={probe}
                      moment={board}
                      action={<PollButton target={targetOf(probe)} name={`${probe.source.node}, ${probe.question}`} />}
                    />
                  ))}
              </HeldHeight>
              {parts.map(({ probe, rows }) =>
                node.probes.includes(probe) && probe.newest && rows.length === 0 ? (
                  <NoRows key={sourceId(probe.source)} probe={probe} />
                ) : null,
              )}
            </div>
          </td>
        </tr>
        <SocketTroubles node={node.key} columns={1} isSilent={node.probes.some(isSilentNow)} />
      </tbody>
    </>
  );
}

function isSilentNow({ isAside, attempt }: ProbeRow): boolean {
  return !isAside && attempt?.failure !== null && attempt?.failure !== undefined && isSilence(attempt.failure);
}

function targetOf({ source: { system, group, node } }: ProbeRow): { system: string; group: string; node: string } {
  return { system, group, node };
}

function NodeHead({ node, isHere, isHeld }: { node: BoardNode; isHere: boolean; isHeld: boolean }) {
  const { board } = useBoardTime();
  const { verdict } = rollUp(node.probes, board);
  const first = node.probes[0];
  if (!first) return null;
  const target = targetOf(first);
  return (
    <tbody className="node">
      <tr className={barTone(verdict.status)} id={nodeKey(first.source)} tabIndex={-1} aria-current={markOf(isHere)}>
        <th scope="rowgroup">
          <span className="line">
            <StatusShape status={verdict.status} label={verdict.status} />
            <PlaceLink id={node.key} className="b">
              {node.name}
            </PlaceLink>
            <span className="q small">{node.address}</span>
            {first.host === null ? null : (
              <span className="q small">
                on <HostLink said={first.host} />
              </span>
            )}
            <Tags tags={first.tags} path="/haproxy" of={node.name} />
            <Flash of={verdict.status} className={verdict.status === 'ok' ? 'm small' : `w ${verdict.status} small reason`}>
              {verdict.reason}
            </Flash>
            <NodeRemarks source={first.source} />
            <PlannedNote place={{ ...target, host: first.host }} />
            <InstanceFacts node={node.key} />
            <span className="end">
              {isHeld ? <span className="q small">order held while you are here</span> : null}
              {first.notes.includes('node') ? <NotesButton {...target} title={node.name} /> : null}
              <Age probe={first} />
              <PollButton target={target} name={node.name} isPlain />
            </span>
          </span>
        </th>
      </tr>
    </tbody>
  );
}

function NoRows({ probe }: { probe: ProbeRow }) {
  return (
    <Void status="unknown" title="No proxies">
      {probe.source.node} answered the question “{probe.question}” with no frontend and no backend at all, read <Age probe={probe} /> ago.
    </Void>
  );
}
