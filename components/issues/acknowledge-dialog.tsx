'use client';
import { type ReactNode, useState } from 'react';
import type { Issue } from '#lib/issues/issue.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { AskingDialog } from '../ui/asking-dialog.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { useAttending } from './attending-context.ts';
import { DialogForm, EndField, MOST_TEXT } from './dialog-form.tsx';
import { chosenEnd, inAnHour, OWN, quietEnds, quietProblem } from './ends.ts';

type DialogProps = { issue: Issue; subject: string; onLeave(): void };

/** Asks why and until when an issue may be quiet, and says what that does. */
export function AcknowledgeDialog({ issue, subject, onLeave }: DialogProps) {
  return (
    <AskingDialog title={`Acknowledge ${subject}`} leave="Cancel" onLeave={onLeave}>
      {(cancel) => <Question issue={issue} subject={subject} cancel={cancel} onLeave={onLeave} />}
    </AskingDialog>
  );
}

function Question({ issue: { key, verdict }, subject, cancel, onLeave }: DialogProps & { cancel: ReactNode }) {
  const { client, say } = useAttending();
  const { own } = useBoardTime();
  const format = useTimeFormat();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState('1h');
  const [typed, setTyped] = useState('');
  const ends = quietEnds(own.now, format);
  const until = chosenEnd(ends, chosen, typed, format);
  const choose = (id: string) => {
    setChosen(id);
    if (id === OWN && typed === '') setTyped(inAnHour(own.now, format));
  };
  return (
    <DialogForm
      problem={quietProblem(until, own.now, format)}
      isComplete={text.trim() !== ''}
      button={`Acknowledge ${subject}`}
      cancel={cancel}
      send={() => client.acknowledge({ key, text: text.trim(), until })}
      onDone={() => {
        say(`${subject} is acknowledged until ${format.minute(until, own.now)}.`);
        onLeave();
      }}
    >
      <p className="summary">
        <StatusShape status={verdict.status} small /> <span className={`w ${verdict.status}`}>{verdict.status}</span>: {verdict.reason}.
        Goes quiet until then, keeps its colour, and is loud again if it becomes worse.
      </p>
      <label>
        <span>What you know of it or do about it, for those who see it</span>
        <input
          className="field"
          value={text}
          maxLength={MOST_TEXT}
          required
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <EndField label="Quiet for" {...{ ends, chosen, typed, format }} onChosen={choose} onTyped={setTyped} />
    </DialogForm>
  );
}
