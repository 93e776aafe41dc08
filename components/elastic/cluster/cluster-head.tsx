'use client';
import Link from 'next/link';
import { worsened } from '#lib/finding.ts';
import { rollUp } from '#lib/roll-up.ts';
import { CLUSTER_NODE, HEALTH } from '#lib/systems/elastic/model.ts';
import { useFindingsIn } from '../../findings/use-findings.ts';
import { NotesButton } from '../../notes/notes-button.tsx';
import { PinButton } from '../../pins/pin-button.tsx';
import { hasNotes, worstWords } from '../../reading/arrange.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { HappenedLink } from '../../timeline/happened-link.tsx';
import { Flash } from '../../ui/flash.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { ClusterButton } from '../actions/cluster-button.tsx';
import { type ClusterLine, viewIn } from '../lines.ts';
import { clusterPath, ELASTIC_PATH } from '../paths.ts';
import { productWords } from '../words.ts';

/** Whose page this is: the cluster, how it is, and what can be done with it. */
export function ClusterHead({ cluster }: { cluster: ClusterLine }) {
  const { board } = useBoardTime();
  const { system, name, title, key } = cluster.board;
  const findings = useFindingsIn({ system, group: name });
  const whole = rollUp(cluster.probes, board);
  const status = worsened(whole.verdict.status, findings);
  const health = viewIn(cluster.told.get(HEALTH), 'cluster');
  return (
    <div className="crumb">
      <h1 className="host">
        <StatusShape status={status} label={status} /> {title}
      </h1>
      <span className="q">
        <Link className="see" href={`${ELASTIC_PATH}#${encodeURIComponent(key)}`} prefetch={false}>
          Elasticsearch
        </Link>
        {health === null ? ', never read' : `, ${productWords(health.product)}, ${health.clusterName}`}
      </span>
      <Flash of={whole.verdict.status} className={`w ${whole.verdict.status} reason`}>
        {worstWords(whole)}
      </Flash>
      <span className="grow" />
      {hasNotes(cluster.board, 'group') ? <NotesButton system={system} group={name} title={title} /> : null}
      <ClusterButton cluster={cluster} />
      <PinButton path={clusterPath(name)} name={title} about="Elasticsearch" />
      <HappenedLink system={system} group={name} />
      <PollButton target={{ system, group: name, node: CLUSTER_NODE }} name={title} />
    </div>
  );
}
