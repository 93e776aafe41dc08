'use client';
import { useState } from 'react';
import type { Previewed } from '#lib/act/outcome.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { AskingDialog } from '../ui/asking-dialog.tsx';
import type { ActionFlow } from './action-flow.ts';
import { LeftOut, Notes, Picture, ReadAge, Steps, Trouble } from './dialog-parts.tsx';
import { type Run, titleOf } from './run.ts';
import { untilChoices, untilOf } from './until.ts';

/** Asks before a command is sent: what it does, where, and what speaks against it. Esc and Cancel take it back; what is already sent goes on. */
export function ActionDialog({ run, flow }: { run: Run; flow: ActionFlow }) {
  const isSent = run.phase.is === 'sending' || run.phase.is === 'unanswered';
  return (
    <AskingDialog title={titleOf(run)} leave={isSent ? 'Close' : 'Cancel'} onLeave={() => flow.leave(run)}>
      {(cancel) => <Asked run={run} flow={flow} cancel={cancel} />}
    </AskingDialog>
  );
}

type AskedProps = { run: Run; flow: ActionFlow; cancel: React.ReactNode };

function Asked({ run, flow, cancel }: AskedProps) {
  const { phase } = run;
  switch (phase.is) {
    case 'looking':
      return (
        <>
          <p className="summary">Reading what it would do…</p>
          <div className="waits">
            <div className="pulse" />
          </div>
          <div className="btns">{cancel}</div>
        </>
      );
    case 'unseen':
      return (
        <>
          <Trouble status="critical" title="What it would do is not known" words={phase.words} />
          <div className="btns">
            {cancel}
            <button type="button" className="btn strong" onClick={() => flow.lookAgain(run)}>
              Look again
            </button>
          </div>
        </>
      );
    case 'asking':
    case 'sending':
    case 'unanswered':
      return <Question run={run} flow={flow} cancel={cancel} previewed={phase.previewed} />;
    case 'ended':
      return null;
  }
}

/** What was said so far stays while the preview under it changes. */
function Question({ run, flow, cancel, previewed }: AskedProps & { previewed: Previewed }) {
  const { phase, opening } = run;
  const { own } = useBoardTime();
  const format = useTimeFormat();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [typed, setTyped] = useState('');
  const isSent = phase.is === 'sending' || phase.is === 'unanswered';
  const isLooking = phase.is === 'asking' && phase.isLooking;
  const isTyped = previewed.friction !== 'type' || (previewed.typed !== null && typed === previewed.typed);
  const isReady = !isSent && !isLooking && isTyped && previewed.refusal === null;
  const confirm = () => {
    if (!isReady) return;
    const said = {
      typed: previewed.friction === 'type' ? typed : null,
      reason: reason.trim() || null,
      until: untilOf(until, own.now, format),
    };
    flow.confirm(run, said);
  };
  const pollFirst = () => void flow.pollFirst(run);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirm();
      }}
    >
      {phase.is === 'asking' && phase.news ? <Trouble status="warning" title="Things changed since you looked" words={phase.news} /> : null}
      {previewed.summary === '' ? null : (
        <p className="summary">
          {previewed.summary} <ReadAge at={previewed.observedAt} />
        </p>
      )}
      <Picture system={opening.order.system} picture={previewed.picture} />
      <Notes notes={previewed.notes} underWay={previewed.underWay} />
      <Steps steps={previewed.steps} />
      {previewed.refusal === null || previewed.leftOut.length > 1 ? (
        <LeftOut leftOut={previewed.leftOut} isLooking={isLooking} onPoll={isSent || previewed.refusal !== null ? null : pollFirst} />
      ) : null}
      {previewed.refusal === null ? null : (
        <Refusal run={run} flow={flow} words={previewed.refusal} isLooking={isLooking} onPoll={pollFirst} />
      )}
      {previewed.instead ? (
        <button
          type="button"
          className="link"
          disabled={isSent}
          onClick={() =>
            previewed.instead && flow.replace(run, { ...opening, order: previewed.instead.order, title: previewed.instead.words })
          }
        >
          {previewed.instead.words}
        </button>
      ) : null}
      <fieldset className="fields" disabled={isSent || previewed.refusal !== null}>
        <label>
          <span>Reason, for those who see it beside the target and in the audit</span>
          <input className="field" value={reason} maxLength={500} autoComplete="off" onChange={(event) => setReason(event.target.value)} />
        </label>
        {opening.lasts ? <UntilField until={until} now={own.now} onUntil={setUntil} /> : null}
        {previewed.friction === 'type' && previewed.typed !== null ? (
          <label>
            <span>
              Type <b>{previewed.typed}</b> to go on
            </span>
            <input
              className="field"
              value={typed}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
            />
          </label>
        ) : null}
      </fieldset>
      <Sent run={run} />
      <div className="btns">
        {cancel}
        <Send run={run} flow={flow} previewed={previewed} isReady={isReady} />
      </div>
    </form>
  );
}

type RefusalProps = { run: Run; flow: ActionFlow; words: string; isLooking: boolean; onPoll(): void };

function Refusal({ run, flow, words, isLooking, onPoll }: RefusalProps) {
  return (
    <Trouble status="unknown" title="This cannot be done now" words={words}>
      <button type="button" className="btn" aria-disabled={isLooking} onClick={isLooking ? undefined : onPoll}>
        {isLooking ? 'Polling…' : 'Poll first'}
      </button>
      <button type="button" className="btn" aria-disabled={isLooking} onClick={isLooking ? undefined : () => flow.lookAgain(run)}>
        Look again
      </button>
    </Trouble>
  );
}

function UntilField({ until, now, onUntil }: { until: string; now: number; onUntil(id: string): void }) {
  const format = useTimeFormat();
  return (
    <label>
      <span>Until. It stays as it is after that, and is marked as overdue</span>
      <select className="field" value={until} onChange={(event) => onUntil(event.target.value)}>
        {untilChoices(now, format).map(({ id, words }) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

function Sent({ run: { phase } }: { run: Run }) {
  return (
    <div aria-live="polite">
      {phase.is === 'sending' ? (
        <p className="small m">Sent to Vigil, which sends it on and reads back what it did. This dialog may be closed: it goes on.</p>
      ) : null}
      {phase.is === 'asking' && phase.trouble ? <Trouble status="critical" title="Not done" words={phase.trouble} /> : null}
      {phase.is === 'unanswered' ? <Trouble status="warning" title="Not known whether it was done" words={phase.words} /> : null}
    </div>
  );
}

function Send({ run, flow, previewed, isReady }: { run: Run; flow: ActionFlow; previewed: Previewed; isReady: boolean }) {
  if (run.phase.is === 'unanswered') {
    return (
      <button
        type="button"
        className="btn strong"
        onClick={() => flow.sendAgain(run)}
        title="Under the same number: what was done is not done twice"
      >
        Send again
      </button>
    );
  }
  return (
    <button type="submit" className={`btn ${previewed.friction === 'type' ? 'danger' : 'strong'}`} disabled={!isReady}>
      {run.phase.is === 'sending' ? 'Sending…' : previewed.button}
    </button>
  );
}
