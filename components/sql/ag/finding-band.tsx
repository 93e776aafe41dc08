'use client';
import type { ReactNode } from 'react';
import type { Finding } from '#lib/finding.ts';
import { SinceWords } from '../../reading/since-words.tsx';
import { ToldText } from '../../reading/told-text.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import type { Judging } from './judge.ts';

/** What is found about a group, on top of it, in a sentence: who, what, since when, with the numbers that prove it. */
export function FindingBand({ finding, judging, action }: { finding: Finding; judging: Judging; action: ReactNode }) {
  const { status, reason } = judging.verdictOf(finding);
  return (
    <div className={`band ${status}${status === 'stale' ? ' hatch' : ''}`}>
      <StatusShape status={status} label={status} />
      <div>
        <h4>
          <ToldText told={finding.told} />
        </h4>
        <p>
          <b className={`w ${finding.verdict.status}`}>{finding.title}</b> <SinceWords since={finding.verdict.since} />
          {reason === finding.verdict.reason ? null : <span className="age stale">, {reason}</span>}
        </p>
      </div>
      {action}
    </div>
  );
}
