'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import { type Finding, worsened } from '#lib/finding.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Part } from '#lib/issues/issue.ts';
import { freshness } from '#lib/reading.ts';
import { type NodeVerdict, type RollUp, rollUp } from '#lib/roll-up.ts';
import { countStatuses, STATUSES, type Status } from '#lib/status.ts';
import { wordsOf } from '../overview/systems.ts';
import { ageLook } from '../reading/age-look.ts';
import { arrangeGroups, type BoardGroup, presentCounts } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { useFit } from './use-fit.ts';

type GroupsProps = {
  parts: readonly Part[];
  findings: readonly Finding[];
  /** Each node by its name, and not only how many there are. */
  isLarge: boolean;
};

/** A line for each group, the worst first, and with `isLarge` its nodes too: as many as are whole on the screen, and how many more there are. */
export function WallGroups({ parts, findings, isLarge }: GroupsProps) {
  const { ref, fits } = useFit<HTMLUListElement>();
  const { board } = useBoardTime();
  const groups = arrangeGroups(parts.map(({ probe }) => probe))
    .map((group) => ({
      group,
      own: parts.filter(({ probe: { source } }) => source.system === group.system && source.group === group.name),
    }))
    .map((one) => ({
      ...one,
      rolled: rollUp(
        one.own.map(({ probe }) => probe),
        board,
      ),
    }))
    .map((one) => ({ ...one, status: worsened(one.rolled.verdict.status, findings.filter(isIn(one.group))) }))
    .sort((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
  const shown = Math.min(groups.length, fits);
  const isMixed = new Set(groups.map(({ group }) => group.system)).size > 1;
  const more = groups.length - shown;
  return (
    <section className={isLarge ? 'groups large' : 'groups'} aria-label="Groups">
      <ul ref={ref}>
        {groups.map(({ group, own, rolled, status }, index) => (
          <WallGroup
            key={group.key}
            group={group}
            parts={own}
            rolled={rolled}
            status={status}
            isMixed={isMixed}
            isLarge={isLarge}
            isBeyond={index >= shown}
          />
        ))}
      </ul>
      {more > 0 ? <p className="remain">and {formatCount(more)} more groups</p> : null}
    </section>
  );
}

function isIn(group: BoardGroup): (finding: Finding) => boolean {
  return (finding) => finding.system === group.system && finding.group === group.name;
}

type GroupProps = {
  group: BoardGroup;
  parts: readonly Part[];
  rolled: RollUp;
  status: Status;
  isMixed: boolean;
  isLarge: boolean;
  isBeyond: boolean;
};

function WallGroup({ group, parts, rolled: { nodes }, status, isMixed, isLarge, isBeyond }: GroupProps) {
  const { board } = useBoardTime();
  const probes = parts.map(({ probe }) => probe);
  const isStale = probes.some((probe) => freshness(probe.newest, probe.staleAfterMs, board).is === 'stale');
  const { contents } = wordsOf(group.system);
  return (
    <li className={`${isStale ? 'hatch' : ''}${isBeyond ? ' beyond' : ''}`} aria-hidden={isBeyond || undefined}>
      <StatusShape status={status} label={status} />
      <span className="of">
        {isMixed ? <span className="m">{probes[0]?.systemTitle} </span> : null}
        <b>{group.title}</b>
      </span>
      <span className="how">{isLarge ? null : <NodeCounts nodes={nodes} />}</span>
      <span className="in">
        <span className="m">{contents.head}</span> {contents.of(parts, board)}
      </span>
      <OldestAge probes={probes} />
      {isLarge ? (
        <ul className="nodes" aria-label="Nodes">
          {nodes.map((node) => (
            <NodeMark key={node.node} node={node} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function NodeCounts({ nodes }: { nodes: readonly NodeVerdict[] }) {
  const counts = presentCounts(countStatuses(nodes.map(({ verdict }) => verdict.status))).reverse();
  return counts.map(({ status, count }, index) => (
    <span key={status} className={status === 'ok' || status === 'maintenance' ? '' : `w ${status}`}>
      {index > 0 ? ', ' : ''}
      {formatCount(count)} {status}
    </span>
  ));
}

function NodeMark({ node: { node, verdict } }: { node: NodeVerdict }) {
  return (
    <li className="node">
      <StatusShape status={verdict.status} label={verdict.status} />
      <b>{node}</b> {verdict.status === 'ok' ? null : <span className={`w ${verdict.status}`}>{verdict.status}</span>}
    </li>
  );
}

/** What a line says is as old as its oldest part. */
function OldestAge({ probes }: { probes: readonly ProbeRow[] }) {
  const { board } = useBoardTime();
  const [first, ...others] = probes;
  if (!first) return null;
  const oldest = others.reduce((found, one) => ((one.newest?.observedAt ?? 0) < (found.newest?.observedAt ?? 0) ? one : found), first);
  const { tone, text } = ageLook({ ...oldest, asking: null }, board, false);
  return <span className={`old ${tone}`}>{tone === 'fresh' || tone === 'late' ? `read ${text} ago` : text}</span>;
}
