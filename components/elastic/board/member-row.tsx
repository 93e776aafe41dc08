'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Verdict } from '#lib/status.ts';
import { sentence } from '#lib/text/sentence.ts';
import { FindingNote } from '../../findings/finding-note.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { barTone } from '../../reading/row-tone.ts';
import { SinceWords } from '../../reading/since-words.tsx';
import { ToldText } from '../../reading/told-text.tsx';
import { Flash } from '../../ui/flash.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { markOf } from '../../ui/use-place.ts';
import { memberPath } from '../paths.ts';
import { MemberCells } from './member-cells.tsx';
import { type MemberLine, statusOf, verdictsOf } from './member-lines.ts';

/** `masterBy` are the URLs that take it for the master, none where nobody does; `menu` is what can be done with it. */
type RowProps = {
  group: string;
  line: MemberLine;
  masterBy: readonly string[];
  hasVersion: boolean;
  width: number;
  place: string;
  menu?: ReactNode;
};

/** A member: what is told of it, and under it why it is not ok. One that is missing has a row as all others have. */
export function MemberRow({ group, line, masterBy, hasVersion, width, place, menu }: RowProps) {
  const { board } = useBoardTime();
  const { key, name, missing, load, identity } = line;
  const status = statusOf(line, board);
  const view = load?.view ?? identity?.view ?? null;
  const isOut = missing !== null && load === null;
  return (
    <tbody>
      <tr className={barTone(status)} id={key} tabIndex={-1} aria-current={markOf(place === key)}>
        <th scope="row" className="name">
          <span className="cell">
            <StatusShape status={status} label={status} />
            <Link className="b" href={memberPath(group, name)} prefetch={false} title="All that is told of this member">
              {name}
            </Link>
            {masterBy.length === 0 ? null : (
              <span className="chip" title={`The master, by the word of ${masterBy.join(', ')}`}>
                MASTER
              </span>
            )}
            {menu}
            <span className="q small">{[view?.host, view?.ip].find((one) => one != null && one !== name) ?? ''}</span>
          </span>
        </th>
        {isOut ? <MissingCells line={line} width={width - 1} /> : <MemberCells line={line} hasVersion={hasVersion} />}
      </tr>
      <Why line={line} width={width} />
    </tbody>
  );
}

/** A member that is not in the cluster has no figures, whatever was told of it before. */
function MissingCells({ line: { name, missing }, width }: { line: MemberLine; width: number }) {
  if (missing === null) return null;
  const { status, since } = missing.verdict;
  const word = status === 'ok' ? 'left' : 'missing';
  return (
    <td colSpan={width} className="es-missing">
      <Flash of={word} className={status === 'ok' ? 'q' : `w ${status}`}>
        {word}
      </Flash>{' '}
      <SinceWords since={since} />: {name} <ToldText told={missing.told} />.
    </td>
  );
}

/** Why it is not ok and since when. Nothing while all is well. */
function Why({ line, width }: Pick<RowProps, 'line' | 'width'>) {
  const { board } = useBoardTime();
  const wrong = verdictsOf(line, board).filter((verdict) => verdict.status !== 'ok' && verdict !== line.missing?.verdict);
  const said = [...new Map(wrong.map((verdict) => [verdict.reason, verdict])).values()];
  const notes = line.findings.filter(({ verdict }) => verdict.status !== 'ok');
  if (said.length === 0 && notes.length === 0) return null;
  return (
    <>
      {said.length === 0 ? null : (
        <tr className="why">
          <td colSpan={width}>
            <div className="line">
              {said.map((verdict) => (
                <Said key={verdict.reason} verdict={verdict} />
              ))}
            </div>
          </td>
        </tr>
      )}
      {notes.length === 0 ? null : (
        <tr className="founds">
          <td colSpan={width}>
            {notes.map((finding) => (
              <FindingNote key={finding.id} finding={finding} />
            ))}
          </td>
        </tr>
      )}
    </>
  );
}

function Said({ verdict: { status, since, reason } }: { verdict: Verdict }) {
  return (
    <span className="reason">
      <Flash of={status} className={`w ${status}`}>
        {status}
      </Flash>{' '}
      <SinceWords since={since} />: {sentence(reason)}
    </span>
  );
}
