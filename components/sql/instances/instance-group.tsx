'use client';
import { worsened } from '#lib/finding.ts';
import { nodeKey, rollUp } from '#lib/roll-up.ts';
import { useFindingsAbout } from '../../findings/use-findings.ts';
import { PlannedNote } from '../../issues/planned-note.tsx';
import { NotesButton } from '../../notes/notes-button.tsx';
import { hasNotes, worstWords } from '../../reading/arrange.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { HappenedLink } from '../../timeline/happened-link.tsx';
import { Flash } from '../../ui/flash.tsx';
import { PlaceLink } from '../../ui/place-link.tsx';
import { sortBy } from '../../ui/sort.ts';
import { useSorting } from '../../ui/sort-context.tsx';
import { SortHead } from '../../ui/sort-head.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { inHeldOrder, useHeld } from '../../ui/use-held.ts';
import { markOf } from '../../ui/use-place.ts';
import { usePointerHold } from '../../ui/use-pointer-hold.ts';
import { rank } from '../ag/judge.ts';
import { type InstanceGroup, type InstanceLine, verdictOf, viewOf } from '../instance/line.ts';
import { counted, versionWords } from '../instance/words.ts';
import { COLUMNS } from './columns.ts';
import { InstanceRow } from './instance-row.tsx';

/** `matched` are those that a filter lets through, null without one; `place` is the one that somebody came to. */
type GroupProps = { group: InstanceGroup; matched: ReadonlySet<InstanceLine> | null; place: string };

/** The instances of a cluster, or those that stand alone: worst first and then by name, or as somebody sorted them. */
export function InstanceGroupPanel({ group: { board: own, lines }, matched, place }: GroupProps) {
  const { board } = useBoardTime();
  const { sort } = useSorting();
  const about = useFindingsAbout('sql');
  const [isHeld, hold] = usePointerHold();
  const statusOf = (line: InstanceLine) => worsened(verdictOf(line, board).status, about.get(line.key) ?? []);
  const by = COLUMNS.find(({ id }) => id === sort?.column);
  const sorted =
    sort && by
      ? sortBy(lines, sort.isDown, (line) => by.sortedBy(line, board))
      : lines.toSorted((a, b) => rank(statusOf(a)) - rank(statusOf(b)) || a.name.localeCompare(b.name, 'en', { numeric: true }));
  const order = useHeld(
    sorted.map(({ key }) => key),
    isHeld,
    JSON.stringify(sort),
  );
  const shown = inHeldOrder(sorted, ({ key }) => key, order).filter((line) => matched === null || matched.has(line));
  return (
    <section className="panel" aria-label={own.title} id={own.key} tabIndex={-1} aria-current={markOf(place === own.key)} {...hold}>
      <GroupHead group={{ board: own, lines }} />
      {shown.length === 0 ? (
        <p className="note none">No instance of this group passes the filter.</p>
      ) : (
        <div className="scroll pin">
          <table className="redis instances" aria-label={`Instances of ${own.title}`}>
            <thead>
              <tr>
                {COLUMNS.map(({ id, head, isNumber, title, isSpare }) => (
                  <SortHead key={id} {...{ id, isNumber, title, isSpare }} beginsDown={isNumber}>
                    {head}
                  </SortHead>
                ))}
              </tr>
            </thead>
            {shown.map((line) => (
              <InstanceRow key={line.key} line={line} findings={about.get(nodeKey(line.first.source)) ?? []} place={place} />
            ))}
          </table>
        </div>
      )}
    </section>
  );
}

function GroupHead({ group: { board: own, lines } }: Pick<GroupProps, 'group'>) {
  const { board } = useBoardTime();
  const target = { system: own.system, group: own.name };
  const about = useFindingsAbout('sql');
  const whole = rollUp(
    lines.flatMap(({ probes }) => probes),
    board,
  );
  const status = worsened(
    whole.verdict.status,
    lines.flatMap(({ key }) => about.get(key) ?? []),
  );
  return (
    <header>
      <h2>
        <StatusShape status={status} label={status} />
        <PlaceLink id={own.key}>{own.title}</PlaceLink>
      </h2>
      <Flash of={whole.verdict.status} className={`w ${whole.verdict.status} reason`}>
        {worstWords(whole)}
      </Flash>
      <span className="q small">{countWords(lines)}</span>
      <PlannedNote place={target} />
      <span className="grow" />
      {hasNotes(own, 'group') ? <NotesButton {...target} title={own.title} /> : null}
      <HappenedLink {...target} />
      <PollButton target={target} name={own.title} />
    </header>
  );
}

/** "3 instances, 1 never read, all 2022 CU15": as they said when they were last read. */
function countWords(lines: readonly InstanceLine[]): string {
  const views = lines.flatMap(({ told }) => viewOf(told.server) ?? []);
  const [version, ...others] = new Set(views.map(versionWords));
  return [
    counted(lines.length, 'instance'),
    ...(views.length < lines.length ? [`${lines.length - views.length} never read`] : []),
    ...(version === undefined ? [] : [others.length === 0 ? `SQL Server ${version}` : `${others.length + 1} versions`]),
  ].join(', ');
}
