'use client';
import Link from 'next/link';
import { BeforeFirst } from '../../shell/before-first.tsx';
import { LiveOnly } from '../../travel/live-only.tsx';
import { useIsPast } from '../../travel/travel-context.ts';
import { NothingKnown } from '../../ui/nothing-known.tsx';
import { EXCEPTIONS_PATH, storePath } from '../paths.ts';
import type { StoreLine } from '../store-lines.ts';
import { useDeeds } from '../use-deeds.ts';
import { useStores } from '../use-stores.ts';
import { ErrorDetail } from './error-detail.tsx';

/** One error on a page of its own. */
export function DetailPage({ name, guid }: { name: string; guid: string }) {
  const { stores, isKnown } = useStores();
  const isPast = useIsPast();
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
          <Link className="see" href={storePath(name)} prefetch={false}>
            Exceptions of {store.title}
          </Link>
        </h1>
      </div>
      {isPast ? (
        <section className="panel" aria-label="Error">
          <LiveOnly what="One error is" />
        </section>
      ) : (
        <Live store={store} guid={guid} />
      )}
    </>
  );
}

function Live({ store, guid }: { store: StoreLine; guid: string }) {
  const deeds = useDeeds(store);
  return (
    <ErrorDetail
      {...{ store, guid, deeds }}
      search={null}
      isPage
      place={null}
      previous={null}
      next={null}
      onClose={null}
      onChanged={() => undefined}
    />
  );
}
