'use client';
import { useMemo } from 'react';
import { useIssues } from '../../issues/issues-context.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { FilterBox } from '../../ui/filter-box.tsx';
import { SortProvider, useUrlSort } from '../../ui/sort-context.tsx';
import { useShownPlace } from '../../ui/use-place.ts';
import { useUrlText } from '../../ui/use-url.ts';
import { COLUMN_IDS } from '../board/columns.ts';
import { filterMembers } from '../board/filter.ts';
import { toMembers } from '../board/member-lines.ts';
import { MemberTable } from '../board/member-table.tsx';
import { UrlTable } from '../board/url-table.tsx';
import type { ClusterLine } from '../lines.ts';

/** The members of a cluster, and what each URL of it says for itself. */
export function MembersView({ cluster }: { cluster: ClusterLine }) {
  const { board } = useBoardTime();
  const { findings } = useIssues();
  const place = useShownPlace();
  const sorting = useUrlSort(COLUMN_IDS);
  const [filter, setFilter] = useUrlText('q');
  const { system, name } = cluster.board;
  const members = useMemo(
    () =>
      toMembers(
        cluster,
        findings.filter((finding) => finding.system === system && finding.group === name),
      ),
    [cluster, findings, system, name],
  );
  const matched = filterMembers(
    filter,
    members.map((member) => ({ cluster, member })),
    board,
  );
  return (
    <SortProvider sorting={sorting}>
      <section className="panel" aria-label="Members">
        <header>
          <h2>Members</h2>
          <span className="grow" />
          <FilterBox
            text={filter}
            onText={setFilter}
            placeholder="Filter, or role:data  ( / )"
            label="Filter the members, for example role:master or status:critical"
          />
        </header>
        <MemberTable cluster={cluster} members={members} matched={matched} place={place} />
        <UrlTable cluster={cluster} place={place} />
      </section>
    </SortProvider>
  );
}
