'use client';
import { type KeyboardEvent as ReactKeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { formatCount } from '#lib/format/number.ts';
import { useEndedAt } from '../../actions/actions-context.tsx';
import { ErrorDetail } from '../detail/error-detail.tsx';
import type { StoreLine } from '../store-lines.ts';
import type { Deeds } from '../use-deeds.ts';
import type { ListAddress, ListChange } from './address.ts';
import { ErrorTable } from './error-table.tsx';
import { Foot } from './foot.tsx';
import { type Listed, listedOf } from './listed.ts';
import { PickedBar } from './picked-bar.tsx';
import { ShapeTable } from './shape-table.tsx';
import { drawn, NewerBar, ToldList } from './told-list.tsx';
import type { ShownList } from './use-list.ts';
import { type Rows, useRows } from './use-rows.ts';

type ListProps = {
  store: StoreLine;
  address: ListAddress;
  shown: ShownList;
  deeds: Deeds | null;
  change(changed: ListChange): void;
};

/** The list and, beside it, the error that is looked at. */
export function ErrorList({ store, address, shown, deeds, change }: ListProps) {
  const { by, filter, error: open } = address;
  const [list, shapes] = [drawn(shown.list), drawn(shown.shapes)];
  const guids = listedOf(by, list, shapes);
  const section = useRef<HTMLElement>(null);
  const byKey = new Map(guids.map(({ key, guid }) => [key, guid]));
  const openKey = (key: string): void => change({ error: byKey.get(key) ?? null });
  const walk = useRows(
    guids.map(({ key }) => key),
    { open: openKey, leave: () => change({ error: null }) },
  );
  useShownRow(walk.at);
  useKeysAnywhere(section, walk);
  useRenewAfterAction(store.name, shown.renew);
  const asked = by === 'shape' ? shown.shapes : shown.list;
  const index = guids.findIndex(({ guid }) => guid === open);
  const step = (way: number) => {
    const next = guids[index + way];
    return index < 0 || !next
      ? null
      : () => {
          walk.go(next.key);
          change({ error: next.guid });
        };
  };
  const close = (): void => {
    change({ error: null });
    // The keys go on where they were: at the row of the error that was looked at.
    section.current?.focus({ preventScroll: true });
  };
  const showNewer = (): void => {
    // The newest stand on the first page.
    change({ page: 0 });
    shown.renew(true);
  };
  const hear = (event: ReactKeyboardEvent): void => {
    // React tells of what happens in a dialog that was opened from here too, though that stands elsewhere.
    if (event.target instanceof Node && event.currentTarget.contains(event.target)) walk.onKey(event);
  };
  const tables = {
    walk,
    order: address.order,
    search: filter.search,
    open,
    onOrder: (order: ListAddress['order']) => change({ order }),
    onOpen: openKey,
  };
  return (
    <div className={`ex-split${open === null ? '' : ' open'}`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the rows in it are walked over by keys */}
      <section ref={section} className="panel list" aria-label="Errors" aria-busy={asked.isAsking} tabIndex={0} onKeyDown={hear}>
        <p className="vh" aria-live="polite">
          {walk.at === null ? '' : announced(walk, guids)}
        </p>
        <PickedBar {...{ store, address, shown, deeds, walk, guids }} />
        <NewerBar newer={shown.newer} onShow={showNewer} />
        <ToldList asked={asked} store={store} renew={() => shown.renew()} />
        <div className={`scroll${asked.isBefore ? ' before' : ''}`}>
          {by === 'shape' && shapes && shapes.rows.length > 0 ? <ShapeTable answer={shapes} filter={shown.filter} {...tables} /> : null}
          {by === 'error' && list && list.rows.length > 0 ? <ErrorTable rows={list.rows} {...tables} /> : null}
        </div>
        <Foot address={address} shown={shown} onPage={(page) => change({ page })} />
      </section>
      {open === null ? null : (
        <ErrorDetail
          key={open}
          {...{ store, guid: open, search: filter.search, deeds }}
          place={index < 0 ? null : `${formatCount(index + 1)} of ${formatCount(guids.length)}`}
          previous={step(-1)}
          next={step(1)}
          onClose={close}
          onChanged={() => shown.renew()}
        />
      )}
    </div>
  );
}

function announced({ at, picked }: Rows, guids: readonly Listed[]): string {
  const index = guids.findIndex(({ key }) => key === at);
  return `${guids[index]?.words ?? ''}: row ${index + 1} of ${guids.length}${picked.has(at ?? '') ? ', picked' : ''}`;
}

/** Before anything is focused, j and k begin to walk: from then on the list hears its keys by itself. */
function useKeysAnywhere(section: RefObject<HTMLElement | null>, { onKey }: Rows): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.target !== document.body || !['j', 'k'].includes(event.key)) return;
      section.current?.focus({ preventScroll: true });
      latest.current(event);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [section]);
}

/** Keeps the row that the keys are at in sight. */
function useShownRow(at: string | null): void {
  useEffect(() => {
    if (at !== null) document.getElementById(`ex-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
}

/** What was done to errors is not what the list before it says. */
function useRenewAfterAction(store: string, renew: () => void): void {
  const endedAt = useEndedAt({ system: 'exceptions', group: store, node: store });
  const latest = useRef(renew);
  latest.current = renew;
  useEffect(() => {
    if (endedAt !== null) latest.current();
  }, [endedAt]);
}
