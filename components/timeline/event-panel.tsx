'use client';
import { useMemo } from 'react';
import { sentence } from '#lib/text/sentence.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { Void } from '../ui/void.tsx';
import { shownEvents, waitingWords } from './event-list.ts';
import { EventRows } from './event-rows.tsx';
import { rowsOf } from './rows.ts';
import type { Asked } from './timeline-url.ts';
import type { Events } from './use-events.ts';

type PanelProps = { events: Events; asked: Asked; open: ReadonlySet<string>; onOpen(line: string, isOpen: boolean): void };

/** Every event in words, the newest first, under its day and hour. */
export function EventPanel({ events, asked, open, onOpen }: PanelProps) {
  const format = useTimeFormat();
  const { list, failed, onRefresh } = events;
  const rows = useMemo(() => (list ? rowsOf(shownEvents(list), open, format) : []), [list, open, format]);
  return (
    <section className="panel events" aria-label="Events">
      <Waiting events={events} />
      {failed === null ? null : (
        <Void
          status={list ? 'warning' : 'critical'}
          title={list ? 'The events could not be read again' : 'The events could not be read'}
          action={
            <button type="button" className="btn" onClick={onRefresh}>
              Try again
            </button>
          }
        >
          {sentence(failed)} {list ? 'What stands below is as old as it says.' : ''}
        </Void>
      )}
      {list === null && failed === null ? (
        <Void status="unknown" title="Reading the events…" isRunning>
          Vigil answers within 10 s.
        </Void>
      ) : null}
      {rows.length > 0 ? <EventRows rows={rows} onOpen={onOpen} /> : null}
      {list && rows.length === 0 ? <Empty events={events} asked={asked} /> : null}
      <Foot events={events} isEmpty={rows.length === 0} />
    </section>
  );
}

/** What is new waits here: nothing moves under the mouse. */
function Waiting({ events: { list, onShow } }: { events: Events }) {
  const words = list ? waitingWords(list) : '';
  return (
    <div className="waiting" aria-live="polite">
      {words ? (
        <button type="button" className="btn plain" onClick={onShow}>
          {words}, show
        </button>
      ) : null}
    </div>
  );
}

/** Nothing happened only where Vigil looked: what is not known is said, and is no calm. */
function Empty({ events: { come }, asked }: { events: Events; asked: Asked }) {
  const format = useTimeFormat();
  const { kinds, system, text } = asked;
  const isNarrow = kinds.length > 0 || system !== '' || text !== '';
  const answer = come?.ok ? come.value : null;
  const isUnkept = answer !== null && answer.keptFrom === null;
  return (
    <Void status="unknown" title={isNarrow ? 'Nothing matches' : isUnkept ? 'Nothing is kept yet' : 'Nothing happened'}>
      {isNarrow ? 'Nothing that is kept of this period, and that you may see, has all of this. ' : ''}
      {!isNarrow && !isUnkept ? 'Nothing that you may see became otherwise in the times in which Vigil looked. ' : ''}
      {answer?.keptFrom ? `What happened is kept since ${format.full(answer.keptFrom)}. ` : ''}
      {answer && answer.blanks.length > 0 ? 'Of the hatched times nothing is known.' : ''}
    </Void>
  );
}

function Foot({ events: { list, olderFailed, isReadingOlder, onOlder }, isEmpty }: { events: Events; isEmpty: boolean }) {
  if (!list || isEmpty) return null;
  if (list.next === null) return <p className="foot q small">This is the beginning of what is kept of this period and matches.</p>;
  return (
    <p className="foot">
      <button type="button" className="btn" aria-disabled={isReadingOlder} onClick={onOlder}>
        Older
      </button>
      {olderFailed ? <span className="w critical small">{olderFailed}</span> : null}
    </p>
  );
}
