'use client';
import { useEffect, useRef } from 'react';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useEndedAt } from '../../actions/actions-context.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { Void } from '../../ui/void.tsx';
import { ErrorDetail } from '../detail/error-detail.tsx';
import type { StoreLine } from '../store-lines.ts';
import type { Deeds } from '../use-deeds.ts';
import { counted } from '../words.ts';
import type { ListAddress } from './address.ts';
import { ErrorTable } from './error-table.tsx';
import { Foot } from './foot.tsx';
import { listedOf } from './listed.ts';
import { PickedBar } from './picked-bar.tsx';
import { ShapeTable } from './shape-table.tsx';
import type { ShownList } from './use-list.ts';
import { useRows } from './use-rows.ts';

type ListProps = {
  store: StoreLine;
  address: ListAddress;
  shown: ShownList;
  deeds: Deeds | null;
  change(changed: Partial<Omit<ListAddress, 'unknown'>>): void;
};

/** The list and, beside it, the error that is looked at. */
export function ErrorList({ store, address, shown, deeds, change }: ListProps) {
  const { by, filter, error: open } = address;
  const guids = listedOf(by, shown.list.answer, shown.shapes.answer);
  const section = useRef<HTMLElement>(null);
  const byKey = new Map(guids.map(({ key, guid }) => [key, guid]));
  const openKey = (key: string): void => change({ error: byKey.get(key) ?? null });
  const walk = useRows(
    guids.map(({ key }) => key),
    { open: openKey, leave: () => change({ error: null }) },
  );
  useShownRow(walk.at);
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
      <section ref={section} className="panel list" aria-label="Errors" aria-busy={asked.isAsking} tabIndex={0} onKeyDown={walk.onKey}>
        <p className="vh" aria-live="polite">
          {walk.at === null ? '' : `row ${guids.findIndex(({ key }) => key === walk.at) + 1} of ${guids.length}`}
        </p>
        <PickedBar {...{ store, address, shown, deeds, walk, guids }} />
        {(shown.newer ?? 0) > 0 ? (
          <button type="button" className="ex-new" onClick={shown.renew}>
            {formatCount(shown.newer)} new, show
          </button>
        ) : null}
        <Told asked={asked} store={store} />
        <div className={`scroll${asked.isBefore ? ' before' : ''}`}>
          {by === 'shape' && shown.shapes.answer && shown.shapes.answer.rows.length > 0 ? (
            <ShapeTable rows={shown.shapes.answer.rows} isOneApp={filter.app !== null} {...tables} />
          ) : null}
          {by === 'error' && shown.list.answer && shown.list.answer.rows.length > 0 ? (
            <ErrorTable rows={shown.list.answer.rows} {...tables} />
          ) : null}
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
          onChanged={shown.renew}
        />
      )}
    </div>
  );
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

/** What there is to say instead of a list, or above one that is of before. */
function Told({ asked, store }: { asked: ShownList['list'] | ShownList['shapes']; store: StoreLine }) {
  const { board } = useBoardTime();
  const { answer, observedAt, trouble, isAsking, again } = asked;
  if (trouble !== null)
    return (
      <Void
        status="critical"
        title="The store did not tell"
        action={
          <button type="button" className="btn" disabled={isAsking} onClick={again}>
            {isAsking ? 'Asking…' : 'Ask again'}
          </button>
        }
      >
        {store.title}: {sentence(trouble)} {answer ? 'What stands below is the answer before.' : 'How many errors there are is not known.'}
      </Void>
    );
  if (answer === null)
    return (
      <Void status="unknown" title="Asking" isRunning>
        {store.title} is asked, and given half a minute at most.
      </Void>
    );
  if (answer.rows.length > 0) return null;
  const total = store.totals.store?.view.errors;
  return (
    <Void status="unknown" title="No errors match">
      Asked {observedAt === null || board.now <= 0 ? 'just now' : `${formatAge(Math.max(0, board.now - observedAt))} ago`}.{' '}
      {total === undefined ? '' : `The store has ${counted(total, 'error')} that are not deleted, of all time.`}
    </Void>
  );
}
