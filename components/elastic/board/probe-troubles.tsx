'use client';
import { isOutOfRollUp, judgeProbe } from '#lib/status.ts';
import { RECOVERIES, SHARDS } from '#lib/systems/elastic/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import type { ClusterLine } from '../lines.ts';

/** What stands with the shards, where they are told of. */
const ELSEWHERE: readonly string[] = [SHARDS, RECOVERIES];

/** Why what is asked of the cluster is not read: once for all that fails in the same way, and in a line what may not be asked or is not known there. */
export function ProbeTroubles({ cluster }: { cluster: ClusterLine }) {
  const { board } = useBoardTime();
  const asked = [...cluster.told.values()].map(({ probe }) => probe).filter(({ source }) => !ELSEWHERE.includes(source.probe));
  const out = asked.filter(isOutOfRollUp);
  const untold = asked.filter((probe) => !out.includes(probe) && !isReliedOn(probe, board));
  const alike = Map.groupBy(untold, (probe) => probe.attempt?.failure?.message ?? judgeProbe(probe, board).status);
  const { system, name, title } = cluster.board;
  return (
    <div className="es-untold">
      {[...alike].map(([why, [first, ...others]]) =>
        first === undefined ? null : (
          <div key={why}>
            <ProbeTrouble
              probe={first}
              moment={board}
              action={<PollButton target={{ system, group: name, node: first.source.node }} name={title} isPlain />}
              isNamed
            />
            {others.length === 0 ? null : <p className="note">The same for: {others.map(({ question }) => question).join('; ')}.</p>}
          </div>
        ),
      )}
      {out.length === 0 ? null : (
        <p className="note q">
          Not told here, and not counted against it:{' '}
          {out.map(({ question, attempt }) => `${question} (${attempt?.failure?.message ?? ''})`).join('; ')}.
        </p>
      )}
    </div>
  );
}
