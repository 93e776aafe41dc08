'use client';
import { useId, useState } from 'react';
import { type ErrorFilter, type Order, SORTS, type Sort } from '#lib/systems/exceptions/model-list.ts';
import type { StoreLine } from '../store-lines.ts';
import { TrendBars } from '../trend-bars.tsx';
import { DEFAULT_ORDER, type ListAddress, type ListChange, sortsOf } from './address.ts';
import { FilterPanel } from './filter-panel.tsx';
import { PeriodPick } from './period-pick.tsx';
import { setFilters } from './set-filters.ts';
import { firstOrder } from './table-parts.tsx';

type FiltersProps = { store: StoreLine; address: ListAddress; filter: ErrorFilter; change(changed: ListChange): void };

/** What the list is of, in a line: how far back, by what, in which order, and every filter that is set, each with a way to take it off. */
export function Filters({ store, address, filter, change }: FiltersProps) {
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  const onFilter = (part: Partial<ListAddress['filter']>): void => change({ filter: { ...address.filter, ...part } });
  return (
    <>
      <div className="ex-tools">
        <PeriodPick period={address.period} filter={filter} onPeriod={(period) => change({ period })} />
        <ByPick address={address} change={change} />
        <OrderPick by={address.by} order={address.order} onOrder={(order) => change({ order })} />
        <button type="button" className="btn" aria-expanded={isOpen} aria-controls={panel} onClick={() => setOpen(!isOpen)}>
          Filters
        </button>
        <button
          type="button"
          className="btn"
          aria-pressed={address.trend !== null}
          title="Counts what matches by minute, hour or day"
          onClick={() => change({ trend: address.trend === null ? '24h' : null })}
        >
          Trend
        </button>
        {setFilters(address, store).map(({ words, off }) => (
          <button key={words} type="button" className="btn ex-set" title="Take this filter off" onClick={() => onFilter(off)}>
            <bdi>{words}</bdi> <span aria-hidden="true">×</span>
            <span className="vh">take this filter off</span>
          </button>
        ))}
      </div>
      {address.unknown.length === 0 ? null : (
        <ul className="ex-unknown" aria-label="Left out of the address">
          {address.unknown.map((words) => (
            <li key={words} className="w warning small">
              <bdi>{words}</bdi>
            </li>
          ))}
        </ul>
      )}
      {address.trend === null ? null : (
        <section className="panel pad ex-trend" aria-label="Trend">
          <TrendBars
            {...{ store: store.name, filter, span: address.trend }}
            name="Errors that match, of any time,"
            onSpan={(trend) => change({ trend })}
          />
        </section>
      )}
      <div id={panel}>{isOpen ? <FilterPanel store={store.name} address={address} filter={filter} onFilter={onFilter} /> : null}</div>
    </>
  );
}

function ByPick({ address: { by, order }, change }: Pick<FiltersProps, 'address' | 'change'>) {
  // What shapes cannot be sorted by is let go with the errors.
  const go = (next: ListAddress['by']): void => change({ by: next, ...(sortsOf(next).includes(order.by) ? {} : { order: DEFAULT_ORDER }) });
  return (
    <fieldset className="segmented" aria-label="Put together">
      {(['shape', 'error'] as const).map((one) => (
        <button key={one} type="button" className="btn" aria-pressed={by === one} onClick={() => go(one)}>
          By {one}
        </button>
      ))}
    </fieldset>
  );
}

const SORT_WORDS: Readonly<Record<Sort, string>> = {
  ...{ lastSeen: 'last seen', firstSeen: 'first seen', count: 'count', type: 'type', message: 'message', app: 'application' },
  ...{ machine: 'machine', host: 'host', url: 'URL', category: 'category', protected: 'protected' },
};

/** Sorts by what has no column here too: a screen may be too small for it. */
function OrderPick({ by, order, onOrder }: { by: ListAddress['by']; order: Order; onOrder(order: Order): void }) {
  const sorts = sortsOf(by);
  return (
    <span className="ex-order">
      <select
        className="field"
        aria-label="Sorted by"
        value={order.by}
        onChange={({ target }) => onOrder(firstOrder(SORTS.find((sort) => sort === target.value) ?? DEFAULT_ORDER.by))}
      >
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            Sorted by {SORT_WORDS[sort]}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="btn"
        aria-label={order.isDescending ? 'Descending, turn round' : 'Ascending, turn round'}
        onClick={() => onOrder({ ...order, isDescending: !order.isDescending })}
      >
        {order.isDescending ? '↓' : '↑'}
      </button>
    </span>
  );
}
