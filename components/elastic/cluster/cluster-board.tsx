'use client';
import type { ReactNode } from 'react';
import { FindingNote } from '../../findings/finding-note.tsx';
import { useFindingsIn } from '../../findings/use-findings.ts';
import { useUrlWord } from '../../ui/use-url.ts';
import { AllocationBanner } from '../actions/allocation-banner.tsx';
import { CostFacts } from '../board/cost-facts.tsx';
import { HealthFacts } from '../board/health-facts.tsx';
import { DataFacts, LoadFacts } from '../board/load-facts.tsx';
import { isAbsence } from '../board/member-lines.ts';
import { ProbeTroubles } from '../board/probe-troubles.tsx';
import { UpkeepFacts } from '../board/upkeep-facts.tsx';
import type { ClusterLine } from '../lines.ts';
import { ShardGrid } from '../shards/shard-grid.tsx';
import { TroublePart } from '../trouble/trouble-part.tsx';
import { AllocationView } from './allocation-view.tsx';
import { AskedView } from './asked-view.tsx';
import { ClusterHead } from './cluster-head.tsx';
import { IndicesView } from './indices-view.tsx';
import { MembersView } from './members-view.tsx';
import { RecoveriesView } from './recoveries-view.tsx';
import { ReportView } from './report-view.tsx';
import { UpkeepView } from './upkeep-view.tsx';
import { VIEWS, type ViewId, viewOf } from './views.ts';

/** A cluster: how it is, what is wrong with it, and one view of what is in it at a time. */
export function ClusterBoard({ cluster }: { cluster: ClusterLine }) {
  const { system, name, title } = cluster.board;
  const findings = useFindingsIn({ system, group: name }).filter((finding) => finding.verdict.status !== 'ok' && !isAbsence(finding));
  const [seen, see] = useUrlWord('view');
  const [, setFilter] = useUrlWord('q');
  const [, setSort] = useUrlWord('sort');
  const [, setOpen] = useUrlWord('open');
  const view = viewOf(seen);
  const pick = (id: ViewId): void => {
    // What was filtered, sorted and opened in one is no word for the next.
    setFilter('');
    setSort('');
    setOpen('');
    see(id === 'members' ? '' : id);
  };
  return (
    <>
      <ClusterHead cluster={cluster} />
      <AllocationBanner cluster={cluster} />
      <section className="panel es-cluster" aria-label={`${title} by its newest readings`}>
        {findings.length === 0 ? null : (
          <div className="es-founds">
            {findings.map((finding) => (
              <FindingNote key={finding.id} finding={finding} />
            ))}
          </div>
        )}
        <div className="figures es-facts">
          <HealthFacts cluster={cluster} />
          <LoadFacts cluster={cluster} />
          <DataFacts cluster={cluster} />
          <UpkeepFacts cluster={cluster} />
          <CostFacts group={name} />
        </div>
        <ProbeTroubles cluster={cluster} />
        <TroublePart cluster={cluster} />
      </section>
      <div className="crumb">
        <nav className="views asks" aria-label={`Views of ${title}`}>
          {VIEWS.map(({ id, title: word }) => (
            <button key={id} type="button" aria-current={id === view ? 'page' : undefined} onClick={() => pick(id)}>
              {word}
            </button>
          ))}
        </nav>
      </div>
      {drawn(view, cluster)}
    </>
  );
}

function drawn(view: ViewId, cluster: ClusterLine): ReactNode {
  switch (view) {
    case 'members':
      return <MembersView cluster={cluster} />;
    case 'indices':
      return <IndicesView cluster={cluster} />;
    case 'shards':
      return <ShardGrid group={cluster.board.name} />;
    case 'recoveries':
      return <RecoveriesView cluster={cluster} />;
    case 'allocation':
      return <AllocationView cluster={cluster} />;
    case 'upkeep':
      return <UpkeepView cluster={cluster} />;
    case 'report':
      return <ReportView cluster={cluster} />;
    case 'settings':
    case 'tasks':
    case 'pending':
    case 'aliases':
    case 'streams':
    case 'templates':
      return <AskedView cluster={cluster} view={view} />;
  }
}
