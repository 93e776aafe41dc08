'use client';
import type { ReactNode } from 'react';
import type { Finding, Told } from '#lib/finding.ts';
import { groupRow } from '#lib/systems/sql/ag/rows.ts';
import { SinceWords } from '../../reading/since-words.tsx';
import { ToldText } from '../../reading/told-text.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import type { Judging } from './judge.ts';
import { counted } from './words.ts';

type BandProps = { finding: Finding; judging: Judging; group: string; action?: ReactNode };

/** What is found about a group, in a sentence: who, what, since when, with the numbers that prove it. */
export function FindingBand({ finding, judging, group, action }: BandProps) {
  const { status, reason } = judging.verdictOf(finding);
  const { subject, told, title, rows, verdict } = finding;
  // Rows of databases are named under that of their group.
  const databases = rows.filter(({ row }) => row.startsWith(`${groupRow(group)}/`)).length;
  const { headline, rest } = splitTold(told);
  const doubt = doubtOf(reason, verdict.reason);
  const isNamed = subject === '' || subject === group || String(told[0]).startsWith(subject);
  return (
    <div className={`band ${status}${status === 'stale' ? ' hatch' : ''}`}>
      <StatusShape status={status} label={status} />
      <div>
        <h4>
          {isNamed ? null : `${subject}: `}
          <ToldText told={headline} />
        </h4>
        {rest.length === 0 ? null : (
          <p>
            <ToldText told={rest} />
          </p>
        )}
        <p>
          <b className={`w ${verdict.status}`}>{title}</b> <SinceWords since={verdict.since} />
          {databases === 0 ? null : `, ${counted(databases, 'database')}`}
          {doubt === '' ? null : <span className="w stale">, {doubt}</span>}
        </p>
      </div>
      {action}
    </div>
  );
}

/** What its age adds to a reason, without saying all of it again: "critical, not read for 4m". */
function doubtOf(aged: string, said: string): string {
  if (aged === said) return '';
  const [added = '', ...more] = aged.split(said);
  return more.length === 0 ? aged : `${added}${more.join('')}`.replace(/^[\s,:;]+|[\s,:;]+$/g, '');
}

/** The first sentence says what it is; what follows is read once, and small. */
function splitTold(told: Told): { headline: Told; rest: Told } {
  const at = told.findIndex((piece) => typeof piece === 'string' && SENTENCE_END.test(piece));
  const piece = told[at];
  if (typeof piece !== 'string') return { headline: told, rest: [] };
  const end = piece.search(SENTENCE_END) + 1;
  return { headline: [...told.slice(0, at), piece.slice(0, end)], rest: [piece.slice(end).trimStart(), ...told.slice(at + 1)] };
}

/** A full stop within a name or a number ends nothing. */
const SENTENCE_END = /\.\s+(?=\p{Lu})/u;
