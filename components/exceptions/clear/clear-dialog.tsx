'use client';
import { useEffect, useState } from 'react';
import { formatCount } from '#lib/format/number.ts';
import type { JobCheck } from '#lib/job.ts';
import type { ClearInput, ClearingAnswer } from '#lib/systems/exceptions/model-clear.ts';
import type { ErrorFilter } from '#lib/systems/exceptions/model-list.ts';
import { sentence } from '#lib/text/sentence.ts';
import { checkJob, startJob } from '../../jobs/job-client.ts';
import { When } from '../../reading/when.tsx';
import { AskingDialog } from '../../ui/asking-dialog.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { useStoreAsked } from '../use-store-asked.ts';
import { counted, shortType } from '../words.ts';

type DialogProps = { store: string; title: string; filter: ErrorFilter; onLeave(): void; onStarted(): void };

/** Says how many errors would be cleared, and which; clears exactly those, as they were counted, once somebody says so. */
export function ClearDialog({ store, title, filter, onLeave, onStarted }: DialogProps) {
  const asked = useStoreAsked<ClearingAnswer>(store, 'clearing', { filter });
  const { answer, trouble, isAsking, again } = asked;
  const order = answer === null || answer.rows === 0 ? null : orderOf(store, filter, answer);
  const { check, trouble: refused } = useCheck(order);
  const [typed, setTyped] = useState('');
  const [isSending, setSending] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const isOff = check === null || check.refusal !== null || isSending || isAsking || (check.typed !== null && typed !== check.typed);
  const start = async (): Promise<void> => {
    if (order === null || check === null) return;
    setSending(true);
    const started = await startJob(order, check.typed === null ? null : typed);
    setSending(false);
    if (started.ok) onStarted();
    else setFailed(started.message);
  };
  const button = answer ? `Clear ${counted(answer.rows, 'row')} of ${title}` : 'Clear';
  return (
    <AskingDialog
      title={answer ? `Clear ${counted(answer.rows, 'row')} of ${title}?` : `Clear errors of ${title}`}
      leave="Cancel"
      onLeave={onLeave}
    >
      {(cancel) => (
        <>
          {answer === null ? (
            <p className="summary">{trouble === null ? 'Counting what would be cleared…' : `Not counted: ${sentence(trouble)}`}</p>
          ) : (
            <Counted answer={answer} check={check} />
          )}
          {check?.typed == null ? null : (
            <label>
              <span className="ex-ask">
                Type <b>{check.typed}</b> to clear so much
              </span>
              <input
                className="field"
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
                autoComplete="off"
                spellCheck={false}
              />
            </label>
          )}
          <p className="w critical small" role="alert">
            {failed ?? refused ?? check?.refusal ?? null}
          </p>
          <div className="btns">
            {cancel}
            <button type="button" className="btn" disabled={isAsking} onClick={again}>
              {isAsking ? 'Counting…' : 'Count again'}
            </button>
            <button type="button" className="btn strong" disabled={isOff} onClick={() => void start()}>
              {isSending ? 'Starting…' : button}
            </button>
          </div>
        </>
      )}
    </AskingDialog>
  );
}

function orderOf(store: string, filter: ErrorFilter, { upToId, asOf, rows }: ClearingAnswer) {
  const input: ClearInput = { filter, upToId, asOf, rows };
  return { system: 'exceptions', group: store, node: store, job: 'clear', input };
}

/** What the server makes of it, before it is started. */
function useCheck(order: ReturnType<typeof orderOf> | null): { check: JobCheck | null; trouble: string | null } {
  const [checked, setChecked] = useState<{ of: string; check: JobCheck | null; trouble: string | null }>({
    of: '',
    check: null,
    trouble: null,
  });
  const wanted = order === null ? '' : JSON.stringify(order);
  useEffect(() => {
    if (wanted === '') return;
    let isOver = false;
    void checkJob(JSON.parse(wanted)).then((answer) => {
      if (!isOver) setChecked({ of: wanted, check: answer.ok ? answer.value : null, trouble: answer.ok ? null : answer.message });
    });
    return () => {
      isOver = true;
    };
  }, [wanted]);
  return checked.of === wanted ? checked : { check: null, trouble: null };
}

function protectedStay(rows: number): string {
  return rows === 1 ? '1 row that matches is protected, and stays' : `${counted(rows, 'row')} that match are protected, and stay`;
}

function Counted({ answer, check }: { answer: ClearingAnswer; check: JobCheck | null }) {
  const { rows, errors, protectedRows, asOf, sample } = answer;
  if (rows === 0)
    return (
      <p className="summary">
        Nothing matches that could be cleared
        {protectedRows === 0 ? '' : `: ${protectedStay(protectedRows)}`}.
      </p>
    );
  return (
    <>
      <p className="summary">
        <b>{formatCount(rows)}</b> {rows === 1 ? 'row matches, which stands' : 'rows match, which stand'} for <b>{formatCount(errors)}</b>{' '}
        errors, counted at <When at={asOf} /> by the clock of the store. Exactly these are marked as deleted; what is logged or seen again
        after that is left.
      </p>
      {protectedRows === 0 ? null : (
        <p className="note">
          <StatusShape status="maintenance" small /> {protectedStay(protectedRows)}.
        </p>
      )}
      <ul className="ex-sample" aria-label="The newest of them">
        {sample.map(({ guid, app, type, message, count }) => (
          <li key={guid}>
            <b>{shortType(type)}</b> <bdi>{message}</bdi> <span className="q">{app}</span> <span className="n">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
      {rows > sample.length ? <p className="note q">and {formatCount(rows - sample.length)} more</p> : null}
      {check?.notes.map(({ words }) => (
        <p key={words} className="note">
          {sentence(words)}
        </p>
      ))}
    </>
  );
}
