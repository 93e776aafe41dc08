'use client';
import { BeforeFirst } from '../../shell/before-first.tsx';
import { LiveOnly } from '../../travel/live-only.tsx';
import { useIsPast } from '../../travel/travel-context.ts';
import { NothingKnown } from '../../ui/nothing-known.tsx';
import { EXCEPTIONS_PATH } from '../paths.ts';
import { useStores } from '../use-stores.ts';
import { OldLink } from './old-link.tsx';
import { StoreBoard } from './store-board.tsx';

/** The errors of one store over the feed; of what the list is lives in its address. Without a name it is that of the first store, or the one that an old link means. */
export function ListPage({ name }: { name: string | null }) {
  const { stores, isKnown } = useStores();
  const isPast = useIsPast();
  if (!isKnown || stores.length === 0) return <BeforeFirst title="Exceptions" what="exception store" />;
  if (name === null) return <OldLink stores={stores} />;
  const store = stores.find((one) => one.name === name);
  if (store === undefined)
    return (
      <NothingKnown name={name} title={`No store ${name} is configured`} all={{ path: EXCEPTIONS_PATH, title: 'All stores' }}>
        So nobody asks it, and nothing is known of it. Look for it among the stores that are configured.
      </NothingKnown>
    );
  return (
    <StoreBoard key={name} stores={stores} store={store}>
      {isPast ? (
        <section className="panel" aria-label="Errors">
          <LiveOnly what="The list of errors is" />
        </section>
      ) : null}
    </StoreBoard>
  );
}
