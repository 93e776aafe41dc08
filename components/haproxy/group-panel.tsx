'use client';
import { memo, useState } from 'react';
import { worsened } from '#lib/finding.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import { rollUp } from '#lib/roll-up.ts';
import { useFindingsIn } from '../findings/use-findings.ts';
import { PlannedNote } from '../issues/planned-note.tsx';
import { NotesButton } from '../notes/notes-button.tsx';
import { type BoardGroup, hasNotes, worstWords } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { PollButton } from '../reading/poll-button.tsx';
import { HappenedLink } from '../timeline/happened-link.tsx';
import { TierTimers } from '../timers/tier-timers.tsx';
import { Flash } from '../ui/flash.tsx';
import { HoldContext } from '../ui/hold-context.tsx';
import { PlaceLink } from '../ui/place-link.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { markOf } from '../ui/use-place.ts';
import { usePointerHold } from '../ui/use-pointer-hold.ts';
import { useFolds } from './fold-context.tsx';
import { TierButton } from './server-button.tsx';
import { type Part, summarise } from './summary.ts';
import { TierBody } from './tier-body.tsx';
import { TierFindings } from './tier-findings.tsx';
import { TierServers } from './tier-servers.tsx';

type GroupProps = {
  group: BoardGroup;
  parts: readonly Part[];
  /** The ids of the rows that a filter lets through; null without one. */
  matched: ReadonlySet<string> | null;
  /** The place that somebody came to, which is marked. */
  place: string;
};

/** One tier: how it is as a whole, its instances, and what they have between them. */
export const GroupPanel = memo(function GroupPanel({ group, parts, matched, place }: GroupProps) {
  const [isOver, handlers] = usePointerHold();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const { figures } = useFolds();
  const hold = isOver || isMenuOpen || [...figures].some((key) => key.startsWith(`${group.key} `));
  return (
    <section className="panel tier" aria-label={group.title} id={group.key} tabIndex={-1} aria-current={markOf(place === group.key)}>
      <GroupHead group={group} parts={parts} />
      <TierTimers system={group.system} group={group.name} />
      <FoldedServers group={group} parts={parts} />
      <div {...handlers}>
        <HoldContext value={setMenuOpen}>
          <TierBody {...{ group, parts, matched, place, hold, isOver }} />
        </HoldContext>
      </div>
    </section>
  );
}, isSameGroup);

// Groups are arranged anew at each change anywhere; this one is new only when a part of it is.
function isSameGroup(a: GroupProps, b: GroupProps): boolean {
  if (a.matched !== b.matched || a.place !== b.place || a.parts.length !== b.parts.length) return false;
  const [before, after] = [a, b].map(({ group }) => group.nodes.flatMap(({ probes }) => probes));
  if (before?.length !== after?.length || before?.some((probe, index) => probe !== after?.[index])) return false;
  return a.parts.every((part, index) => part.probe === b.parts[index]?.probe && part.rows === b.parts[index]?.rows);
}

function GroupHead({ group, parts }: { group: BoardGroup; parts: readonly Part[] }) {
  const { board } = useBoardTime();
  const whole = rollUp(
    group.nodes.flatMap((node) => node.probes),
    board,
  );
  const found = useFindingsIn({ system: group.system, group: group.name });
  const status = worsened(whole.verdict.status, found);
  return (
    <header>
      <h2>
        <StatusShape status={status} label={status} />
        <PlaceLink id={group.key}>{group.title}</PlaceLink>
      </h2>
      <Flash of={whole.verdict.status} className={`w ${whole.verdict.status} reason`}>
        {worstWords(whole)}
      </Flash>
      <TierFindings system={group.system} group={group.name} />
      <TierFigures parts={parts} />
      <PlannedNote place={{ system: group.system, group: group.name }} />
      <span className="grow" />
      {whole.leftOut > 0 ? <span className="q small">{whole.leftOut} questions left out: not permitted or not supported there</span> : null}
      {hasNotes(group, 'group') ? <NotesButton system={group.system} group={group.name} title={group.title} /> : null}
      <HappenedLink system={group.system} group={group.name} />
      <PollButton target={{ system: group.system, group: group.name }} name={group.title} />
      <TierButton group={group.name} title={group.title} />
    </header>
  );
}

function FoldedServers({ group, parts }: { group: BoardGroup; parts: readonly Part[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="by-name" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="small">Servers by name</summary>
      {isOpen ? <TierServers group={group.name} parts={parts} /> : null}
    </details>
  );
}

function TierFigures({ parts }: { parts: readonly Part[] }) {
  const { board } = useBoardTime();
  const { backends, servers, up, unchecked, oldestMs, isStale, unread } = summarise(parts, board);
  if (oldestMs === null) return <span className="q small">nothing read yet</span>;
  const words = [
    `${formatCount(backends)} ${backends === 1 ? 'backend' : 'backends'}`,
    `${formatCount(servers)} ${servers === 1 ? 'server' : 'servers'}`,
    `${formatCount(up)} / ${formatCount(servers)} up`,
    ...(unchecked > 0 ? [`${formatCount(unchecked)} not checked`] : []),
    ...(unread > 0 ? [`${unread} of ${parts.length} instances never read`] : []),
  ];
  return (
    <span className={`small ${isStale ? 'hatch stale-value' : 'q'}`}>
      {words.join(', ')}
      {isStale ? <span className="age stale">, the oldest part is {formatAge(oldestMs)} old</span> : null}
    </span>
  );
}
