'use client';
import Link from 'next/link';
import { worsened } from '#lib/finding.ts';
import { nodeKey, rollUp } from '#lib/roll-up.ts';
import { CLUSTER_NODE, HEALTH } from '#lib/systems/elastic/model.ts';
import { FindingNote } from '../../findings/finding-note.tsx';
import { useFindingsIn } from '../../findings/use-findings.ts';
import { PlannedNote } from '../../issues/planned-note.tsx';
import { NotesButton } from '../../notes/notes-button.tsx';
import { hasNotes, worstWords } from '../../reading/arrange.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { HappenedLink } from '../../timeline/happened-link.tsx';
import { Flash } from '../../ui/flash.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { markOf } from '../../ui/use-place.ts';
import { AllocationBanner } from '../actions/allocation-banner.tsx';
import { ClusterButton } from '../actions/cluster-button.tsx';
import { type ClusterLine, viewIn } from '../lines.ts';
import { clusterPath } from '../paths.ts';
import { TroublePart } from '../trouble/trouble-part.tsx';
import { counted, productWords } from '../words.ts';
import { CostFacts } from './cost-facts.tsx';
import { HealthFacts } from './health-facts.tsx';
import { DataFacts, LoadFacts } from './load-facts.tsx';
import { isAbsence, type MemberLine } from './member-lines.ts';
import { MemberTable } from './member-table.tsx';
import { MembersFact } from './members-fact.tsx';
import { ProbeTroubles } from './probe-troubles.tsx';
import { UpkeepFacts } from './upkeep-facts.tsx';
import { UrlTable } from './url-table.tsx';

/** `matched` are the keys of the members that a filter lets through, null without one; `place` is the one that somebody came to. */
type PanelProps = { cluster: ClusterLine; members: readonly MemberLine[]; matched: ReadonlySet<string> | null; place: string };

/** A cluster: how it is by whose word, what is wrong with it, its members, and what each of its nodes says for itself. */
export function ClusterPanel({ cluster, members, matched, place }: PanelProps) {
  const { board } = cluster;
  const whole = nodeKey({ system: board.system, group: board.name, node: CLUSTER_NODE });
  const findings = useFindingsIn({ system: board.system, group: board.name });
  // What is found about a member stands under it.
  const told = findings.filter(
    (finding) => finding.verdict.status !== 'ok' && !isAbsence(finding) && !finding.rows.some(({ row }) => row.startsWith('member/')),
  );
  return (
    <section className="panel es-cluster" aria-label={board.title} id={board.key} tabIndex={-1} aria-current={markOf(place === board.key)}>
      <ClusterHead cluster={cluster} members={members} />
      <AllocationBanner cluster={cluster} />
      {told.length === 0 ? null : (
        <div className="es-founds">
          {told.map((finding) => (
            <FindingNote key={finding.id} finding={finding} />
          ))}
        </div>
      )}
      <div className="figures es-facts" id={whole} tabIndex={-1} aria-current={markOf(place === whole)}>
        <HealthFacts cluster={cluster} />
        <MembersFact cluster={cluster} members={members} />
        <LoadFacts cluster={cluster} />
        <DataFacts cluster={cluster} />
        <UpkeepFacts cluster={cluster} />
        <CostFacts group={board.name} />
      </div>
      <ProbeTroubles cluster={cluster} />
      <TroublePart cluster={cluster} />
      <MemberTable cluster={cluster} members={members} matched={matched} place={place} />
      <UrlTable cluster={cluster} place={place} />
    </section>
  );
}

function ClusterHead({ cluster, members }: Pick<PanelProps, 'cluster' | 'members'>) {
  const { board } = useBoardTime();
  const { system, name, title, key } = cluster.board;
  const target = { system, group: name };
  const findings = useFindingsIn(target);
  const whole = rollUp(cluster.probes, board);
  const status = worsened(whole.verdict.status, findings);
  const health = viewIn(cluster.told.get(HEALTH), 'cluster');
  return (
    <header>
      <h2>
        <StatusShape status={status} label={status} />
        <Link href={clusterPath(name)} prefetch={false} title="Its indices, shards, settings and tasks" data-place={key}>
          {title}
        </Link>
      </h2>
      <Flash of={whole.verdict.status} className={`w ${whole.verdict.status} reason`}>
        {headWords(worstWords(whole))}
      </Flash>
      <span className="q small">
        {[
          ...(health === null ? ['never read'] : [productWords(health.product), health.clusterName]),
          ...(members.length === 0 ? [] : [counted(members.filter((line) => line.missing === null).length, 'member')]),
        ].join(', ')}
      </span>
      <PlannedNote place={target} />
      <span className="grow" />
      {hasNotes(cluster.board, 'group') ? <NotesButton {...target} title={title} /> : null}
      <ClusterButton cluster={cluster} />
      <HappenedLink {...target} />
      <PollButton target={target} name={title} />
    </header>
  );
}

/** The cluster as a whole needs no name in the head of its panel. */
function headWords(words: string): string {
  const whole = `${CLUSTER_NODE}: `;
  return words.startsWith(whole) ? words.slice(whole.length) : words;
}
