'use client';
import Link from 'next/link';
import { CLUSTER_NODE } from '#lib/systems/elastic/model.ts';
import { FindingNote } from '../../findings/finding-note.tsx';
import { HostLink } from '../../hosts/host-link.tsx';
import { PinButton } from '../../pins/pin-button.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { VerdictHead } from '../../reading/verdict-head.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { AllocationBanner } from '../actions/allocation-banner.tsx';
import { MemberButton } from '../actions/member-button.tsx';
import { mastersOf } from '../board/masters.ts';
import { type MemberLine, rolesOf, statusOf, verdictsOf } from '../board/member-lines.ts';
import type { ClusterLine } from '../lines.ts';
import { clusterPath, memberPath } from '../paths.ts';
import { rolesWords } from '../words.ts';
import { MemberAsked } from './member-asked.tsx';
import { MemberFacts } from './member-facts.tsx';
import { MemberPools } from './member-pools.tsx';

type BoardProps = { cluster: ClusterLine; line: MemberLine };

/** One member: how it is by the readings that are there, and under it what it is asked when somebody looks. */
export function MemberBoard({ cluster, line }: BoardProps) {
  const { board } = useBoardTime();
  const status = statusOf(line, board);
  // Those that are ok say it once.
  const all = verdictsOf(line, board);
  const wrong = all.filter((verdict) => verdict.status !== 'ok');
  const verdicts = wrong.length > 0 ? wrong : all.slice(0, 1);
  const id = line.load?.view.id ?? line.identity?.view.id ?? null;
  return (
    <>
      <MemberHead cluster={cluster} line={line} />
      <AllocationBanner cluster={cluster} />
      <section className="panel" aria-label={`${line.name} by its newest readings`}>
        {verdicts.map((verdict) => (
          <VerdictHead key={verdict.reason} verdict={verdict} status={verdicts.length === 1 ? status : verdict.status} />
        ))}
        {line.findings.map((finding) => (
          <FindingNote key={finding.id} finding={finding} />
        ))}
        <MemberFacts cluster={cluster} line={line} />
      </section>
      <MemberPools line={line} />
      {id === null ? (
        <p className="note">Its id is not known, so that it cannot be asked anything.</p>
      ) : (
        <MemberAsked group={cluster.board.name} id={id} name={line.name} />
      )}
    </>
  );
}

function MemberHead({ cluster, line }: BoardProps) {
  const { board } = useBoardTime();
  const { system, name: group, title } = cluster.board;
  const { name, load, identity } = line;
  const status = statusOf(line, board);
  const roles = rolesOf(line);
  const host = load?.view.host ?? identity?.view.host ?? null;
  const by = mastersOf(cluster, board).votes.find(({ master }) => master === name)?.by ?? [];
  return (
    <div className="crumb">
      <h1 className="host">
        <StatusShape status={status} label={status} /> {name}
      </h1>
      {by.length === 0 ? null : (
        <span className="chip" title={`The master, by the word of ${by.join(', ')}`}>
          MASTER
        </span>
      )}
      <span className="q">
        <Link className="see" href={clusterPath(group)} prefetch={false}>
          {title}
        </Link>
        {identity?.view.version ? `, ${identity.view.version}` : ''}
        {roles === null ? '' : `, ${rolesWords(roles)}`}
        {host === null ? null : (
          <>
            {', on '}
            <HostLink said={host} />
          </>
        )}
      </span>
      <span className="grow" />
      <MemberButton cluster={cluster} line={line} words="Actions" />
      <PinButton path={memberPath(group, name)} name={name} about={`Elasticsearch, ${title}`} />
      <PollButton target={{ system, group, node: CLUSTER_NODE }} name={name} />
    </div>
  );
}
