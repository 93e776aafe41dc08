'use client';
import Link from 'next/link';
import { type Finding, worsened } from '#lib/finding.ts';
import { formatCount, NO_VALUE } from '#lib/format/number.ts';
import type { HostNames } from '#lib/hosts.ts';
import type { Moment } from '#lib/reading.ts';
import { nodeKey, rollUp } from '#lib/roll-up.ts';
import type { SentinelView } from '#lib/systems/redis/sentinel/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { FindingNote } from '../../findings/finding-note.tsx';
import { HostLink } from '../../hosts/host-link.tsx';
import { Age } from '../../reading/age.tsx';
import { addressBeside, DiscoveredMark } from '../../reading/discovered-mark.tsx';
import { rowTone } from '../../reading/row-tone.ts';
import { Flash } from '../../ui/flash.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { markOf } from '../../ui/use-place.ts';
import type { NodeLine } from '../node-line.ts';
import { nodePath } from '../paths.ts';
import { WhyRow } from '../why-row.tsx';
import { MasterWords } from './master-words.tsx';
import type { SentinelLine } from './sentinel-line.ts';
import { downWords, namedMaster, quorumWords, stateWords } from './sentinel-words.ts';

type At = { names: HostNames; board: Moment };
/** `watched` are the nodes that it watches; `findings` all that is proved about it, `notes` what of that is told under it. */
type RowProps = {
  line: SentinelLine;
  watched: readonly NodeLine[];
  findings: readonly Finding[];
  notes: readonly Finding[];
  width: number;
  place: string;
  at: At;
};

/** One Sentinel: what it says, hatched where that is too old, and under it why it is not ok. */
export function SentinelRow({ line, watched, findings, notes, width, place, at }: RowProps) {
  const { probe, view } = line;
  const { verdict } = rollUp([probe], at.board);
  const key = nodeKey(probe.source);
  const status = worsened(verdict.status, findings);
  const isOld = probe.newest !== null && !isReliedOn(probe, at.board);
  const { node } = probe.source;
  const isElsewhere =
    probe.host !== null && probe.host !== node && !node.startsWith(`${probe.host}:`) && !probe.address.startsWith(`${probe.host}:`);
  return (
    <tbody>
      <tr className={rowTone(status, isOld)} id={key} tabIndex={-1} aria-current={markOf(place === key)}>
        <th scope="row" className="name">
          <span className="cell">
            <StatusShape status={status} label={status} />
            <Link className="b" href={nodePath(probe.source)} prefetch={false} title="All that it says">
              {probe.source.node}
            </Link>
            <span className="q small">
              {addressBeside(probe)}
              {isElsewhere && probe.host !== null ? (
                <>
                  {' on '}
                  <HostLink said={probe.host} />
                </>
              ) : null}
            </span>
            <DiscoveredMark probe={probe} />
          </span>
        </th>
        <td>{view === null ? <span className="q">not known</span> : <Flash of={stateWords(view)}>{stateWords(view)}</Flash>}</td>
        <td className="n">
          <Age probe={probe} isInRow />
        </td>
        <SetCells view={view} watched={watched} at={at} />
      </tr>
      <WhyRow probe={probe} verdict={verdict} width={width} />
      {notes.length === 0 ? null : (
        <tr className="founds">
          <td colSpan={width}>
            {notes.map((finding) => (
              <FindingNote key={finding.id} finding={finding} />
            ))}
          </td>
        </tr>
      )}
    </tbody>
  );
}

function SetCells({ view, watched: nodes, at }: { view: SentinelView | null; watched: readonly NodeLine[]; at: At }) {
  const set = view?.watched ?? null;
  if (view === null || set === null)
    return (
      <td colSpan={4} className="q">
        {NO_VALUE}
      </td>
    );
  const down = downWords(set, nodes, at.names);
  return (
    <>
      <td title={set.check?.words}>
        {quorumWords(set, view)}
        {set.check?.isReachable === false ? <span className="w critical">, not reachable</span> : null}
      </td>
      <td>
        <MasterWords {...namedMaster(set, nodes, at)} />
      </td>
      <td className="q">{down.length === 0 ? 'nothing' : down.join(', ')}</td>
      <td className="n">{formatCount(set.configEpoch)}</td>
    </>
  );
}
