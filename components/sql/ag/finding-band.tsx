'use client';
import type { ReactNode } from 'react';
import type { Finding } from '#lib/finding.ts';
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
  // A row is named "ag/<group>/<database>".
  const databases = rows.filter(({ row }) => row.startsWith(`ag/${group}/`)).length;
  const isNamed = subject === '' || subject === group || String(told[0]).startsWith(subject);
  return (
    <div className={`band ${status}${status === 'stale' ? ' hatch' : ''}`}>
      <StatusShape status={status} label={status} />
      <div>
        <h4>
          {isNamed ? null : `${subject}: `}
          <ToldText told={told} />
        </h4>
        <p>
          <b className={`w ${verdict.status}`}>{title}</b> <SinceWords since={verdict.since} />
          {databases === 0 ? null : `, ${counted(databases, 'database')}`}
          {reason === verdict.reason ? null : <span className="age stale">, {reason}</span>}
        </p>
      </div>
      {action}
    </div>
  );
}
