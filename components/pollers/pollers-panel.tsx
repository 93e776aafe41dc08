'use client';
import { type Moment, sourceId } from '#lib/reading.ts';
import { rollUp } from '#lib/roll-up.ts';
import { judgeProbe, STATUSES } from '#lib/status.ts';
import { type BoardGroup, worstWords } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { PollButton } from '../reading/poll-button.tsx';
import { type Sort, sortBy, writeSort } from '../ui/sort.ts';
import { useSorting } from '../ui/sort-context.tsx';
import { SortHead } from '../ui/sort-head.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { inHeldOrder, useHeld } from '../ui/use-held.ts';
import { usePointerHold } from '../ui/use-pointer-hold.ts';
import { COLUMNS, type Judged } from './columns.ts';
import type { Matched } from './filter.ts';
import { PollerRows } from './poller-rows.tsx';

type PanelProps = { group: BoardGroup; matched: Matched; place: string };

/** Every probe of every node of one group, worst first unless somebody sorted them. With a filter the group still says how it is as a whole. */
export function PollersPanel({ group, matched, place }: PanelProps) {
  const { board } = useBoardTime();
  const [hold, handlers] = usePointerHold();
  const probes = group.nodes.flatMap((node) => node.probes);
  const { sort } = useSorting();
  const natural = arrange(
    probes.map((probe) => ({ id: sourceId(probe.source), probe, verdict: judgeProbe(probe, board) })),
    sort,
    board,
  );
  const order = useHeld(
    natural.map(({ id }) => id),
    hold,
    writeSort(sort),
  );
  const shown = inHeldOrder(natural, ({ id }) => id, order).filter(({ id }) => matched?.has(id) ?? true);
  const whole = rollUp(probes, board);
  const { status } = whole.verdict;
  return (
    <section className="panel pollers" aria-label={group.title}>
      <header>
        <h2>
          <StatusShape status={status} label={status} />
          {group.title}
        </h2>
        <span className="q small">{probes[0]?.systemTitle}</span>
        <span className={`w ${status} reason`}>{worstWords(whole)}</span>
        <span className="grow" />
        <PollButton target={{ system: group.system, group: group.name }} name={group.title} />
      </header>
      {shown.length === 0 ? (
        <p className="note q small none">No question of {group.title} matches.</p>
      ) : (
        <div className="scroll pin" {...handlers}>
          <table>
            <colgroup>
              {COLUMNS.map(({ id }) => (
                <col key={id} className={`c-${id}`} />
              ))}
            </colgroup>
            <Heads />
            {shown.map(({ id, probe, verdict }) => (
              <PollerRows key={id} id={id} probe={probe} verdict={verdict} isHere={id === place} columns={COLUMNS.length} isHeld={hold} />
            ))}
          </table>
        </div>
      )}
    </section>
  );
}

function Heads() {
  return (
    <thead>
      <tr>
        {COLUMNS.map(({ id, head, isNumber, title, sortedBy, beginsDown = false }) =>
          sortedBy ? (
            <SortHead key={id} {...{ id, isNumber, title, beginsDown }}>
              {head}
            </SortHead>
          ) : (
            <th key={id} scope="col">
              <span className="vh">Actions</span>
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}

/** Worst first, or as somebody sorted them; what is equal then stands worst first. */
function arrange(lines: readonly Judged[], sort: Sort, { now }: Moment): Judged[] {
  const worstFirst = lines.toSorted((a, b) => STATUSES.indexOf(a.verdict.status) - STATUSES.indexOf(b.verdict.status));
  const sortedBy = COLUMNS.find(({ id }) => id === sort?.column)?.sortedBy;
  return sort && sortedBy ? sortBy(worstFirst, sort.isDown, (line) => sortedBy(line, now)) : worstFirst;
}
