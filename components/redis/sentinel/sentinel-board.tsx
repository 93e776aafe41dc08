'use client';
import { useContext } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { worsened } from '#lib/finding.ts';
import { nodeKey, rollUp } from '#lib/roll-up.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { useFindingsAbout } from '../../findings/use-findings.ts';
import { HostNamesContext } from '../../hosts/host-link.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import { Part } from '../../reading/said-part.tsx';
import { VerdictHead } from '../../reading/verdict-head.tsx';
import { InstanceHead } from '../instance/instance-head.tsx';
import { NodeFindings } from '../instance/node-findings.tsx';
import type { NodeLine } from '../node-line.ts';
import { sentinelParts } from './sentinel-figures.tsx';
import type { SentinelLine } from './sentinel-line.ts';

/** `nodes` are those that it watches, `sentinels` all Sentinels of the group, itself too. */
type BoardProps = { line: SentinelLine; nodes: readonly NodeLine[]; sentinels: readonly ProbeRow[] };

/** One Sentinel: what it says of itself, of its set and of others. It holds no data, and is asked nothing else. */
export function SentinelBoard({ line, nodes, sentinels }: BoardProps) {
  const { board } = useBoardTime();
  const names = useContext(HostNamesContext);
  const { probe, view } = line;
  const { node } = probe.source;
  const { verdict } = rollUp([probe], board);
  const findings = useFindingsAbout('redis').get(nodeKey(probe.source)) ?? [];
  const status = worsened(verdict.status, findings);
  const isOld = !isReliedOn(probe, board);
  return (
    <>
      <InstanceHead probe={probe} status={status} version={view?.version ?? null} />
      <section className="panel" aria-label={`${node} by its newest reading`}>
        <VerdictHead verdict={verdict} status={status} />
        <ProbeTrouble probe={probe} moment={board} action={null} />
        <NodeFindings findings={findings} />
        {view === null ? (
          <p className="figures note">It was never read: nothing is known of it.</p>
        ) : (
          <div className="figures">
            <div className="groups">
              {sentinelParts(view, { probe, nodes, sentinels, names, board }).map(([title, lines]) => (
                <Part key={title} title={title} lines={lines} probe={probe} isOld={isOld} />
              ))}
            </div>
          </div>
        )}
        <p className="figures note">
          A Sentinel holds no data: it has no clients of interest, slow log or keys to be asked for. What it says of others is shown as its
          word, and nobody is judged by it.
        </p>
      </section>
    </>
  );
}
