'use client';
import { useSearchParams } from 'next/navigation';
import { type ReactNode, useMemo } from 'react';
import { FindingNote } from '../../findings/finding-note.tsx';
import { useFindingsIn } from '../../findings/use-findings.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import { changeSearch, useUrlText } from '../../ui/use-url.ts';
import { ClearRuns } from '../clear/clear-runs.tsx';
import type { StoreLine } from '../store-lines.ts';
import { useDeeds } from '../use-deeds.ts';
import { type ListAddress, type ListChange, readAddress, writeAddress } from './address.ts';
import { ErrorList } from './error-list.tsx';
import { Filters } from './filters.tsx';
import { FreshShapes } from './fresh-shapes.tsx';
import { StoreHead } from './store-head.tsx';
import { TeamChips } from './team-chips.tsx';
import { useList } from './use-list.ts';

/** A store: how it is, its groups, and the list that the address asks for; `children` stand in the place of the list where it cannot be had. */
export function StoreBoard({ stores, store, children }: { stores: readonly StoreLine[]; store: StoreLine; children: ReactNode }) {
  const { board } = useBoardTime();
  const params = useSearchParams();
  const address = useMemo(() => readAddress(new URLSearchParams(params)), [params]);
  const [search, setSearch] = useUrlText('q');
  const findings = useFindingsIn({ system: 'exceptions', group: store.name }).filter(({ verdict }) => verdict.status !== 'ok');
  const clocks = store.recent.store?.row.verdict;
  return (
    <>
      <StoreHead stores={stores} store={store} search={search} onSearch={setSearch} />
      {findings.map((finding) => (
        <div key={finding.id} className="ex-found">
          <b>{finding.subject}</b>
          <FindingNote finding={finding} />
        </div>
      ))}
      {clocks && clocks.status !== 'ok' ? <p className={`w ${clocks.status} small ex-told`}>{clocks.reason}</p> : null}
      {store.probes.map((probe) => (
        <ProbeTrouble key={probe.source.probe} probe={probe} moment={board} action={null} isNamed />
      ))}
      <FreshShapes store={store} />
      <TeamChips store={store} address={address} />
      {children ?? <Live store={store} address={address} />}
    </>
  );
}

const change = (changed: ListChange): void => changeSearch((params) => writeAddress(params, changed));

/** What is asked of the store now. */
function Live({ store, address }: { store: StoreLine; address: ListAddress }) {
  const shown = useList(store.name, address);
  const deeds = useDeeds(store);
  return (
    <>
      <Filters {...{ store, address, filter: shown.filter, change }} />
      {deeds === null ? null : <ClearRuns store={store.name} why={deeds.why} onEnded={shown.renew} />}
      <ErrorList {...{ store, address, shown, deeds, change }} />
    </>
  );
}
