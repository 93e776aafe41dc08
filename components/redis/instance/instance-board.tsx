'use client';
import { useMemo } from 'react';
import { worsened } from '#lib/finding.ts';
import { nodeKey, rollUp } from '#lib/roll-up.ts';
import type { Database } from '#lib/systems/redis/model.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useFindingsAbout } from '../../findings/use-findings.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import { VerdictHead } from '../../reading/verdict-head.tsx';
import { type NodeLine, probesOf } from '../node-line.ts';
import { DeedProvider, whyNot } from './act/deeds.ts';
import { InstanceButton } from './act/instance-button.tsx';
import { AskedTabs } from './asked-tabs.tsx';
import { Changes } from './changes.tsx';
import { DatabasesContext } from './database-titles.tsx';
import { InstanceHead } from './instance-head.tsx';
import { NodeFindings } from './node-findings.tsx';
import { Summary } from './summary.tsx';

const NONE: readonly Database[] = [];

/** One instance: how it is by the reading that is there, and under it what it is asked when somebody looks. */
export function InstanceBoard({ line }: { line: NodeLine }) {
  const { board } = useBoardTime();
  const { probe, view } = line;
  const { system, group, node } = probe.source;
  const { verdict } = rollUp(probesOf(line), board);
  const findings = useFindingsAbout('redis').get(nodeKey(probe.source)) ?? [];
  const status = worsened(verdict.status, findings);
  const { viewer } = useActions();
  const why = whyNot(viewer, probe);
  const howToEnable = probe.acting?.howToEnable ?? null;
  const place = useMemo(
    () => ({ source: { system, group, node, probe: probe.source.probe }, why, howToEnable }),
    [system, group, node, probe.source.probe, why, howToEnable],
  );
  return (
    <DeedProvider value={place}>
      <InstanceHead probe={probe} status={status} version={view?.version ?? null}>
        <InstanceButton line={line} />
      </InstanceHead>
      <section className="panel" aria-label={`${node} by its newest reading`}>
        <VerdictHead verdict={verdict} status={status} />
        <ProbeTrouble probe={probe} moment={board} action={null} />
        <NodeFindings findings={findings} />
        <Summary line={line} />
      </section>
      <Changes line={line} />
      <DatabasesContext value={view?.databases ?? NONE}>
        <AskedTabs source={probe.source} />
      </DatabasesContext>
    </DeedProvider>
  );
}
