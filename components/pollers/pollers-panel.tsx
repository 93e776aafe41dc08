'use client';
import { sourceId } from '#lib/reading.ts';
import { rollUp } from '#lib/roll-up.ts';
import { judgeProbe, STATUSES } from '#lib/status.ts';
import { type BoardGroup, worstWords } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { PollButton } from '../reading/poll-button.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { inHeldOrder, useHeld } from '../ui/use-held.ts';
import { usePointerHold } from '../ui/use-pointer-hold.ts';
import { PollerRows } from './poller-rows.tsx';

const HEADS: readonly { id: string; head: string; isNumber: boolean; title?: string }[] = [
  { id: 'node', head: 'Node', isNumber: false },
  { id: 'question', head: 'Question', isNumber: false },
  { id: 'said', head: 'State', isNumber: false },
  { id: 'tried', head: 'Last tried', isNumber: true },
  { id: 'took', head: 'Took', isNumber: true },
  { id: 'next', head: 'Next', isNumber: true },
  {
    id: 'times',
    head: 'Every / waits / stale',
    isNumber: true,
    title: 'The interval, how long an answer may take, and the age at which a reading is stale',
  },
  { id: 'answers', head: 'Answers', isNumber: true, title: 'Good answers since Vigil started' },
  { id: 'read', head: 'Last read', isNumber: true },
  { id: 'act', head: '', isNumber: false },
];

/** Every probe of every node of one group, worst first. */
export function PollersPanel({ group }: { group: BoardGroup }) {
  const { board } = useBoardTime();
  const [hold, handlers] = usePointerHold();
  const probes = group.nodes.flatMap((node) => node.probes);
  const judged = probes.map((probe) => ({ id: sourceId(probe.source), probe, verdict: judgeProbe(probe, board) }));
  const natural = judged.toSorted((a, b) => STATUSES.indexOf(a.verdict.status) - STATUSES.indexOf(b.verdict.status));
  const order = useHeld(
    natural.map(({ id }) => id),
    hold,
  );
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
      <div className="scroll pin" {...handlers}>
        <table>
          <colgroup>
            {HEADS.map(({ id }) => (
              <col key={id} className={`c-${id}`} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {HEADS.map(({ id, head, isNumber, title }) => (
                <th key={id} scope="col" className={isNumber ? 'n' : ''} title={title}>
                  {head || <span className="vh">Actions</span>}
                </th>
              ))}
            </tr>
          </thead>
          {inHeldOrder(natural, ({ id }) => id, order).map(({ id, probe, verdict }) => (
            <PollerRows key={id} id={id} probe={probe} verdict={verdict} columns={HEADS.length} />
          ))}
        </table>
      </div>
    </section>
  );
}
