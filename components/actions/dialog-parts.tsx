import { type ReactNode, useContext } from 'react';
import type { Note, Preview, Step } from '#lib/acting.ts';
import { formatAge } from '#lib/format/age.ts';
import type { Status } from '#lib/status.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { PicturesContext } from './pictures-context.ts';

/** "Read 2s ago", ticking: the oldest reading that a preview rests on. */
export function ReadAge({ at }: { at: number | null }) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  if (at === null) return null;
  return (
    <span className="q" title={format.describe(at)}>
      Read {formatAge(own.now - at)} ago.
    </span>
  );
}

type TroubleProps = { status: Status; title: string; words: string; children?: ReactNode };

/** What stands in the way, said where it stands. */
export function Trouble({ status, title, words, children }: TroubleProps) {
  return (
    <div className="says" role={status === 'unknown' ? undefined : 'alert'}>
      <StatusShape status={status} />
      <div>
        <b>{title}</b>
        <p>{sentence(words)}</p>
      </div>
      {children ? <div className="btns">{children}</div> : null}
    </div>
  );
}

/** What to know before going on, and what somebody else is doing there. */
export function Notes({ notes, underWay }: { notes: readonly Note[]; underWay: string | null }) {
  if (notes.length === 0 && underWay === null) return null;
  return (
    <ul className="notes">
      {underWay === null ? null : (
        <li>
          <StatusShape status="warning" small label="warning" /> {underWay}
        </li>
      )}
      {notes.map(({ status, words }) => (
        <li key={words}>
          <StatusShape status={status} small label={status} /> {words}
        </li>
      ))}
    </ul>
  );
}

/** How it is and how it would be, as the system draws it; nothing where it does not. */
export function Picture({ system, picture }: { system: string; picture: unknown }) {
  const Drawn = useContext(PicturesContext)[system];
  return Drawn && picture !== undefined ? <Drawn picture={picture} /> : null;
}

/** More steps than this are folded. */
const STEPS_SHOWN = 6;

/** What is sent, node by node. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  if (steps.length === 0) return null;
  const list = (
    <ul className="steps">
      {steps.map(({ group, node, target, commands, before, wanted }) => (
        <li key={`${group}/${node} ${target}`}>
          <span className="b">{node}</span> {target} <code>{commands.join(', ')}</code>
          <span className="q">
            {before} → {wanted}
          </span>
        </li>
      ))}
    </ul>
  );
  if (steps.length <= STEPS_SHOWN) return list;
  const nodes = new Set(steps.map(({ group, node }) => `${group}/${node}`)).size;
  return (
    <details className="more-steps">
      <summary>
        {steps.length} commands on {nodes} {nodes === 1 ? 'instance' : 'instances'}
      </summary>
      {list}
    </details>
  );
}

type LeftOutProps = { leftOut: Preview['leftOut']; isLooking: boolean; onPoll: (() => void) | null };

/** Who is concerned and not asked, and why. */
export function LeftOut({ leftOut, isLooking, onPoll }: LeftOutProps) {
  if (leftOut.length === 0) return null;
  return (
    <div className="says">
      <StatusShape status="stale" label="left out" />
      <div>
        <b>Left out</b>
        <ul>
          {leftOut.map(({ group, node, why }) => (
            <li key={`${group}/${node}`}>
              {node}: {why}
            </li>
          ))}
        </ul>
      </div>
      {onPoll ? (
        <div className="btns">
          <button type="button" className="btn" aria-disabled={isLooking} onClick={isLooking ? undefined : onPoll}>
            {isLooking ? 'Polling…' : 'Poll first'}
          </button>
        </div>
      ) : null}
    </div>
  );
}
