'use client';
import { worsened } from '#lib/finding.ts';
import { FindingNote } from '../../findings/finding-note.tsx';
import { useFindingsAbout } from '../../findings/use-findings.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import { VerdictHead } from '../../reading/verdict-head.tsx';
import { AskedTabs } from './asked-tabs.tsx';
import { ConfigurationPanel } from './configuration-panel.tsx';
import { CpuPanel } from './cpu-panel.tsx';
import { DatabasesPanel } from './databases-panel.tsx';
import { InstanceHead } from './instance-head.tsx';
import { type InstanceLine, verdictOf } from './line.ts';
import { ServicesPanel } from './services-panel.tsx';
import { Summary } from './summary.tsx';
import { VolumesPanel } from './volumes-panel.tsx';
import { WaitsPanel } from './waits-panel.tsx';

/** One instance: how it is by the readings that are there, and under it what it is asked when somebody looks. */
export function InstanceBoard({ line }: { line: InstanceLine }) {
  const { board } = useBoardTime();
  const { name, key, told, first } = line;
  const findings = useFindingsAbout('sql').get(key) ?? [];
  const verdict = verdictOf(line, board);
  const status = worsened(verdict.status, findings);
  return (
    <>
      <InstanceHead line={line} status={status} />
      <section className="panel" aria-label={`${name} by its newest readings`}>
        <VerdictHead verdict={verdict} status={status} />
        <ProbeTrouble probe={told.server?.probe ?? first} moment={board} action={null} />
        <Found findings={findings} />
        <Summary line={line} />
      </section>
      <CpuPanel told={told.cpu} />
      <DatabasesPanel line={line} findings={findings} />
      <div className="sqlparts">
        <VolumesPanel told={told.volumes} />
        <WaitsPanel told={told.waits} />
        <ConfigurationPanel told={told.configuration} />
        <ServicesPanel told={told.services} />
      </div>
      <AskedTabs source={first.source} />
    </>
  );
}

/** What the instances of its cluster prove together of this one and that is not as it should be. */
function Found({ findings }: { findings: Parameters<typeof worsened>[1] }) {
  const told = findings.filter(({ verdict }) => verdict.status !== 'ok');
  if (told.length === 0) return null;
  return (
    <div className="figures">
      {told.map((finding) => (
        <FindingNote key={finding.id} finding={finding} />
      ))}
    </div>
  );
}
