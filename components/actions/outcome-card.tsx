'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Outcome, Result, StepOutcome } from '#lib/act/outcome.ts';
import type { Order } from '#lib/acting.ts';
import type { Status } from '#lib/status.ts';
import { sentence } from '#lib/text/sentence.ts';
import { PollButton } from '../reading/poll-button.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import type { ActionFlow } from './action-flow.ts';
import { useFollowLink } from './follow-context.ts';
import { type From, type Run, titleOf } from './run.ts';

type CardProps = {
  run: Run;
  flow: ActionFlow;
  /** What undoes or finishes it is under way. */
  isBusy: boolean;
};

const SHAPES: Record<Result, Status> = { confirmed: 'ok', partial: 'warning', 'sent, not confirmed': 'warning', refused: 'critical' };

const TITLES: Record<Result, string> = {
  confirmed: '',
  partial: 'Done in part: ',
  'sent, not confirmed': 'Sent, not confirmed: ',
  refused: 'Refused: ',
};

/** One action outside of its dialog: how far it is, how it ended, and what can be done about it. */
export function OutcomeCard({ run, flow, isBusy }: CardProps) {
  const { phase } = run;
  switch (phase.is) {
    case 'looking':
      return <Card run={run} status="unknown" title={titleOf(run)} words="Reading what it would do…" isRunning />;
    case 'sending':
      return <Card run={run} status="unknown" title={titleOf(run)} words="Sending, then reading back what it did…" isRunning />;
    case 'unseen':
      return (
        <Card run={run} status="critical" title={`Not sent: ${titleOf(run)}`} words={phase.words} onClose={() => flow.drop(run)}>
          <CardButton words="Try again" about={run} onPress={() => flow.lookAgain(run)} />
        </Card>
      );
    case 'asking': {
      const words = phase.trouble ?? `Things changed since you looked: ${phase.news ?? 'the preview is another'}`;
      return (
        <Card run={run} status="critical" title={`Not done: ${titleOf(run)}`} words={words} onClose={() => flow.drop(run)}>
          <CardButton words="Look again" about={run} onPress={() => flow.lookAgain(run)} />
        </Card>
      );
    }
    case 'unanswered':
      return (
        <Card
          run={run}
          status="warning"
          title={`Not known whether it was done: ${titleOf(run)}`}
          words={phase.words}
          onClose={() => flow.drop(run)}
        >
          <CardButton words="Send again" about={run} onPress={() => flow.sendAgain(run)} />
        </Card>
      );
    case 'ended':
      return <Ended run={run} flow={flow} isBusy={isBusy} outcome={phase.outcome} />;
  }
}

function Ended({ run, flow, isBusy, outcome }: CardProps & { outcome: Outcome }) {
  const { result, title, words, undo } = outcome;
  const finish = run.isFinished ? null : outcome.finish;
  const again = result === 'refused' ? 'Try again' : 'Finish';
  const open = (order: Order, name: string, to: From['to']) =>
    flow.open({ ...run.opening, order, title: name, asks: false, lasts: false }, { key: run.key, to });
  return (
    <Card
      run={run}
      status={run.isFinished ? 'ok' : SHAPES[result]}
      title={`${run.isFinished ? 'Finished since: ' : TITLES[result]}${title}`}
      words={words}
      outcome={outcome}
      onClose={() => flow.drop(run)}
    >
      {isStanding(result) ? <FollowLink run={run} /> : null}
      {undo ? <CardButton words="Undo" about={run} isOff={isBusy} onPress={() => open(undo, `Undo: ${title}`, 'undo')} /> : null}
      {finish ? <CardButton words={again} about={run} isOff={isBusy} onPress={() => open(finish, `${again}: ${title}`, 'finish')} /> : null}
      {unproved(outcome).map(({ group, node }) => (
        <PollButton key={`${group}/${node}`} target={{ system: run.opening.order.system, group, node }} name={node} />
      ))}
    </Card>
  );
}

/** All of it or a part was done: there is something to watch. */
function isStanding(result: Result): boolean {
  return result === 'confirmed' || result === 'partial';
}

function FollowLink({ run }: { run: Run }) {
  const follow = useFollowLink(run.opening.order);
  if (follow === null) return null;
  return (
    <Link className="btn" href={follow.path} prefetch={false} scroll={false}>
      {follow.words}
    </Link>
  );
}

/** The nodes of which a newer reading may still tell more: at most one button a node, and none for a crowd. */
function unproved({ steps }: Outcome): StepOutcome[] {
  const open = steps.filter(({ isConfirmed, sent }) => !isConfirmed && sent.is !== 'refused' && sent.is !== 'not sent');
  return [...new Map(open.map((step) => [`${step.group}/${step.node}`, step])).values()].slice(0, 2);
}

type FrameProps = {
  run: Run;
  status: Status;
  title: string;
  words: string;
  outcome?: Outcome | null;
  isRunning?: boolean;
  onClose?: () => void;
  children?: ReactNode;
};

function Card({ run, status, title, words, outcome = null, isRunning = false, onClose, children }: FrameProps) {
  return (
    <article className="card" aria-label={title}>
      <StatusShape status={status} label={status} />
      <div className="said">
        <b>{title}</b>
        <p>
          {sentence(words)}{' '}
          {isRunning ? null : (
            <Link href={`/audit?target=${encodeURIComponent(run.opening.target)}`} prefetch={false}>
              Audit
            </Link>
          )}
        </p>
        {outcome ? <Evidence outcome={outcome} /> : null}
      </div>
      {onClose ? (
        <button type="button" className="btn plain close" aria-label={`Close: ${title}`} onClick={onClose}>
          <span aria-hidden="true">×</span>
        </button>
      ) : null}
      {children ? <div className="btns">{children}</div> : null}
      {isRunning ? <div className="pulse" /> : null}
    </article>
  );
}

/** Where not all of it was confirmed, what became of each step. */
function Evidence({ outcome: { result, steps, leftOut } }: { outcome: Outcome }) {
  if (result === 'confirmed') return null;
  return (
    <details className="more-steps">
      <summary>Step by step</summary>
      <StepLines steps={steps} leftOut={leftOut} />
    </details>
  );
}

function StepLines({ steps, leftOut }: Pick<Outcome, 'steps' | 'leftOut'>) {
  return (
    <ul className="lines">
      {steps.map((step) => (
        <li key={`${step.group}/${step.node} ${step.target}`}>
          <StatusShape {...stepShape(step)} small />
          <span>
            {step.node} {step.target}: {stepWords(step)}
          </span>
        </li>
      ))}
      {leftOut.map(({ group, node, why }) => (
        <li key={`${group}/${node}`}>
          <StatusShape status="stale" small label="left out" />
          <span>
            {node}: left out, {why}
          </span>
        </li>
      ))}
    </ul>
  );
}

function stepShape({ isConfirmed, sent }: StepOutcome): { status: Status; label: string } {
  if (isConfirmed) return { status: 'ok', label: 'confirmed' };
  return sent.is === 'refused' ? { status: 'critical', label: 'refused' } : { status: 'warning', label: 'not confirmed' };
}

function stepWords({ isConfirmed, sent, before, after }: StepOutcome): string {
  if (isConfirmed) return `${before} → ${after}, confirmed`;
  if (sent.is === 'taken') return `taken, and the next reading says ${after}`;
  return `${sent.is}: ${sent.answer}`;
}

type PressProps = { words: string; about: Run; isOff?: boolean; onPress(): void };

function CardButton({ words, about, isOff = false, onPress }: PressProps) {
  return (
    <button
      type="button"
      className="btn"
      aria-disabled={isOff}
      aria-label={`${words}: ${titleOf(about)}`}
      onClick={isOff ? undefined : onPress}
    >
      {words}
    </button>
  );
}
