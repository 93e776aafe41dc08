'use client';
import { type ReactNode, useMemo, useState } from 'react';
import { type MaintenanceTarget, targetName } from '#lib/attention/attention.ts';
import { useActions } from '../actions/actions-context.tsx';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { AskingDialog } from '../ui/asking-dialog.tsx';
import { useAttending } from './attending-context.ts';
import { DialogForm, EndField, MOST_TEXT, TimeField } from './dialog-form.tsx';
import { chosenEnd, inAnHour, OWN, plannedEnds, plannedProblem } from './ends.ts';
import { useIssues } from './issues-context.tsx';
import { missingToAct } from './rights.ts';
import { TargetField } from './target-field.tsx';
import { knownTargets, targetKey } from './targets.ts';

type DialogProps = { target: MaintenanceTarget | null; onLeave(): void };

/** Asks what is worked on, from when to when, and why. */
export function PlanDialog({ target, onLeave }: DialogProps) {
  return (
    <AskingDialog title="Plan maintenance" leave="Cancel" onLeave={onLeave}>
      {(cancel) => <Question target={target} cancel={cancel} onLeave={onLeave} />}
    </AskingDialog>
  );
}

function Question({ target: given, cancel, onLeave }: DialogProps & { cancel: ReactNode }) {
  const { client, say } = useAttending();
  const { own } = useBoardTime();
  const format = useTimeFormat();
  const offered = useOffered();
  const [key, setKey] = useState(given ? targetKey(given) : '');
  const [isLater, setLater] = useState(false);
  const [start, setStart] = useState('');
  const [chosen, setChosen] = useState('1h');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const found = offered.find((one) => one.off === null && targetKey(one.target) === key)?.target ?? null;
  const startAt = isLater ? format.read(start) : Math.round(own.now);
  const ends = plannedEnds(Number.isNaN(startAt) ? own.now : startAt, format);
  const endAt = chosenEnd(ends, chosen, typed, format);
  const startLater = (isAtTime: boolean) => {
    setLater(isAtTime);
    if (isAtTime && start === '') setStart(inAnHour(own.now, format));
  };
  const choose = (id: string) => {
    setChosen(id);
    if (id === OWN && typed === '') setTyped(inAnHour(Number.isNaN(startAt) ? own.now : startAt, format));
  };
  return (
    <DialogForm
      problem={plannedProblem(startAt, endAt, own.now, format)}
      isComplete={found !== null && reason.trim() !== ''}
      button={found ? `Plan maintenance of ${targetName(found)}` : 'Plan maintenance'}
      cancel={cancel}
      send={() =>
        found ? client.plan({ target: found, startAt, endAt, reason: reason.trim() }) : Promise.resolve({ ok: false, message: 'no target' })
      }
      onDone={() => {
        say(`Maintenance is planned until ${format.minute(endAt, own.now)}.`);
        onLeave();
      }}
    >
      <p className="summary">
        Until it ends, what is wrong with the target is quiet and keeps its colour. Nothing is done to the target itself.
      </p>
      <TargetField offered={offered} chosen={key} onChosen={setKey} />
      <label>
        <span>Starts</span>
        <select className="field" value={isLater ? OWN : 'now'} onChange={(event) => startLater(event.target.value === OWN)}>
          <option value="now">now</option>
          <option value={OWN}>at a time of your own</option>
        </select>
      </label>
      {isLater ? <TimeField label="Start" text={start} format={format} onText={setStart} /> : null}
      <EndField label="Lasts" {...{ ends, chosen, typed, format }} onChosen={choose} onTyped={setTyped} />
      <label>
        <span>Reason, for those who see it beside the target</span>
        <input
          className="field"
          value={reason}
          maxLength={MOST_TEXT}
          required
          autoComplete="off"
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
    </DialogForm>
  );
}

/** What can be worked on, and why a part of it is not this viewer's to plan. */
function useOffered() {
  const { viewer } = useActions();
  const { parts, names, cards } = useIssues();
  return useMemo(() => {
    const titles = new Map(parts.map(({ probe }) => [probe.source.system, probe.systemTitle]));
    const titleOf = (system: string): string => titles.get(system) ?? system;
    const hosts = cards.map(({ name }) => name);
    return knownTargets(parts, hosts, names).map(({ target, systems }) => ({
      target,
      title: titleOf(systems[0] ?? ''),
      off: viewer ? missingToAct(viewer, systems, titleOf) : 'needs a session',
    }));
  }, [viewer, parts, names, cards]);
}
