'use client';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useBoardTime } from '../../reading/board-context.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import { BeforeFirst } from '../../shell/before-first.tsx';
import { LiveOnly } from '../../travel/live-only.tsx';
import { useIsPast } from '../../travel/travel-context.ts';
import { NothingKnown } from '../../ui/nothing-known.tsx';
import { EXCEPTIONS_PATH, listQuery, storePath } from '../paths.ts';
import type { StoreLine } from '../store-lines.ts';
import { useDeeds } from '../use-deeds.ts';
import { useStores } from '../use-stores.ts';
import { ErrorDetail } from './error-detail.tsx';
import { useNeighbours } from './use-neighbours.ts';

/** One error on a page of its own. */
export function DetailPage({ name, guid }: { name: string; guid: string }) {
  const { stores, isKnown } = useStores();
  const isPast = useIsPast();
  const params = useSearchParams();
  const { board } = useBoardTime();
  if (!isKnown || stores.length === 0) return <BeforeFirst title="Error" what="exception store" />;
  const store = stores.find((one) => one.name === name);
  if (store === undefined)
    return (
      <NothingKnown name={name} title={`No store ${name} is configured`} all={{ path: EXCEPTIONS_PATH, title: 'All stores' }}>
        So nobody asks it for this error. Look for it in the stores that are configured.
      </NothingKnown>
    );
  return (
    <>
      <div className="crumb">
        <h1>
          <Link className="see" href={storePath(name, listQuery(params))} prefetch={false}>
            Exceptions of {store.title}
          </Link>
        </h1>
      </div>
      {isPast ? (
        <section className="panel" aria-label="Error">
          <LiveOnly what="One error is" />
        </section>
      ) : (
        <>
          {store.probes.map((probe) => (
            <ProbeTrouble key={probe.source.probe} probe={probe} moment={board} action={null} isNamed />
          ))}
          <Live key={`${name} ${guid}`} store={store} guid={guid} />
        </>
      )}
    </>
  );
}

function Live({ store, guid }: { store: StoreLine; guid: string }) {
  const deeds = useDeeds(store);
  const neighbours = useNeighbours(store.name, guid);
  const search = useSearchParams().get('q');
  return <ErrorDetail {...{ store, guid, deeds, search }} {...neighbours} isPage onClose={null} onChanged={() => undefined} />;
}
