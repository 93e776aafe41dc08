'use client';
import Link from 'next/link';
import { type Finding, worsened } from '#lib/finding.ts';
import { sentence } from '#lib/text/sentence.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { FindingNote } from '../../findings/finding-note.tsx';
import { PlannedNote } from '../../issues/planned-note.tsx';
import { NotesButton } from '../../notes/notes-button.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { addressBeside } from '../../reading/discovered-mark.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import { rowTone } from '../../reading/row-tone.ts';
import { SinceWords } from '../../reading/since-words.tsx';
import { Flash } from '../../ui/flash.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { markOf } from '../../ui/use-place.ts';
import { type InstanceLine, verdictOf } from '../instance/line.ts';
import { nodePath } from '../paths.ts';
import { COLUMNS } from './columns.ts';
import { InstanceCells } from './instance-cells.tsx';

type RowProps = { line: InstanceLine; findings: readonly Finding[]; place: string };

/** One instance: what it says of itself, hatched where that is too old, and under it why it is not ok. */
export function InstanceRow({ line, findings, place }: RowProps) {
  const { board } = useBoardTime();
  const { key, name, first, told } = line;
  const { system, group, node } = first.source;
  const status = worsened(verdictOf(line, board).status, findings);
  const isOld = told.server !== null && told.server.probe.newest !== null && !isReliedOn(told.server.probe, board);
  const notes = findings.filter(({ verdict }) => verdict.status !== 'ok');
  return (
    <tbody>
      <tr className={rowTone(status, isOld)} id={key} tabIndex={-1} aria-current={markOf(place === key)}>
        <th scope="row" className="name">
          <span className="cell">
            <StatusShape status={status} label={status} />
            <Link className="b" href={nodePath(first.source)} prefetch={false} title="What it says, and what it can be asked">
              {name}
            </Link>
            <span className="q small">{addressBeside(first)}</span>
            {first.notes.includes('node') ? <NotesButton system={system} group={group} node={node} title={node} /> : null}
          </span>
        </th>
        <InstanceCells line={line} />
      </tr>
      <Why line={line} />
      {notes.length === 0 ? null : (
        <tr className="founds">
          <td colSpan={COLUMNS.length}>
            {notes.map((finding) => (
              <FindingNote key={finding.id} finding={finding} />
            ))}
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** Why it is not ok and since when, why it is not read, and what may not be asked of it. Nothing while all is well. */
function Why({ line: { name, first, probes, told } }: Pick<RowProps, 'line'>) {
  const { board } = useBoardTime();
  const { system, group, node } = first.source;
  const verdict = verdictOf({ probes }, board);
  const poll = <PollButton target={{ system, group, node }} name={name} isPlain />;
  const server = told.server?.probe ?? first;
  const isSaid = verdict.status !== 'ok' && verdict.reason !== server.attempt?.failure?.message;
  const isBarred = ({ attempt }: Pick<typeof server, 'attempt'>) => attempt?.failure?.kind === 'permission';
  // Where it may not even be asked who it is, that is said below.
  const barred = isBarred(server) ? [] : probes.filter(isBarred);
  return (
    <tr className="why">
      <td colSpan={COLUMNS.length}>
        <div className="line">
          {isSaid ? (
            <span className="reason">
              <Flash of={verdict.status} className={`w ${verdict.status}`}>
                {verdict.status}
              </Flash>{' '}
              <SinceWords since={verdict.since} />: {sentence(verdict.reason)} {isReliedOn(server, board) ? poll : null}
            </span>
          ) : null}
          {barred.length === 0 ? null : (
            <span className="q">
              Not permitted: {barred.map(({ question }) => question).join(', ')}. The page of the instance says what to grant.{' '}
            </span>
          )}
          <PlannedNote place={{ system, group, node, host: first.host }} />
          <ProbeTrouble probe={server} moment={board} action={poll} />
        </div>
      </td>
    </tr>
  );
}
