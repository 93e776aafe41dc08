'use client';
import { useState } from 'react';
import { type ErrorFilter, type FacetsAnswer, NO_FILTER, SEARCHED, type Searched } from '#lib/systems/exceptions/model-list.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import { useStoreAsked } from '../use-store-asked.ts';
import { type ListAddress, type Period, SINCE, SINCE_WORDS } from './address.ts';

type FiltersProps = {
  store: string;
  address: ListAddress;
  filter: ErrorFilter;
  onFilter(change: Partial<ListAddress['filter']>): void;
  onPeriod(period: Period): void;
  onBy(by: 'shape' | 'error'): void;
};

/** What the list is of, in a line: how far back, by what, and every filter that is set, each with a way to take it off. */
export function Filters({ store, address, filter, onFilter, onPeriod, onBy }: FiltersProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className="ex-tools">
        <PeriodPick period={address.period} onPeriod={onPeriod} />
        <fieldset className="segmented" aria-label="Put together">
          {(['shape', 'error'] as const).map((by) => (
            <button key={by} type="button" className="btn" aria-pressed={address.by === by} onClick={() => onBy(by)}>
              By {by}
            </button>
          ))}
        </fieldset>
        <button type="button" className="btn" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Filters
        </button>
        {chipsOf(address).map(({ words, off }) => (
          <button key={words} type="button" className="btn ex-set" onClick={() => onFilter(off)}>
            <bdi>{words}</bdi> <span aria-hidden="true">×</span>
            <span className="vh">take this filter off</span>
          </button>
        ))}
        {address.unknown.map((words) => (
          <span key={words} className="w warning small">
            not known here: {words}
          </span>
        ))}
      </div>
      {isOpen ? <FilterPanel store={store} address={address} filter={filter} onFilter={onFilter} /> : null}
    </>
  );
}

function PeriodPick({ period, onPeriod }: { period: Period; onPeriod(period: Period): void }) {
  const format = useTimeFormat();
  const value = period.is === 'since' ? period.words : period.is;
  return (
    <>
      <select
        className="field"
        aria-label="Last seen within"
        value={value}
        onChange={({ target }) => {
          const since = SINCE.find((words) => words === target.value);
          if (since) onPeriod({ is: 'since', words: since });
          else onPeriod(target.value === 'all' ? { is: 'all' } : { is: 'between', from: null, to: null });
        }}
      >
        {SINCE.map((words) => (
          <option key={words} value={words}>
            {SINCE_WORDS[words]}
          </option>
        ))}
        <option value="all">Of all time</option>
        {period.is === 'between' ? <option value="between">Between</option> : null}
      </select>
      {period.is === 'between' ? (
        <span className="q small">
          {period.from === null ? 'any time' : format.full(period.from)} to {period.to === null ? 'now' : format.full(period.to)}
        </span>
      ) : null}
    </>
  );
}

type Set = { words: string; off: Partial<ListAddress['filter']> };
const NAMED = { machine: 'machine', type: 'type', category: 'category', host: 'host', url: 'URL' } as const;

function chipsOf({ filter }: ListAddress): Set[] {
  const named = (['machine', 'type', 'category', 'host', 'url'] as const).flatMap((name): Set[] => {
    const value = filter[name];
    return value === null ? [] : [{ words: `${NAMED[name]} ${value}`, off: { [name]: null } }];
  });
  const shapes = filter.shape?.split(',').length ?? 0;
  return [
    ...named,
    ...(shapes === 0 ? [] : [{ words: shapes === 1 ? 'one shape' : `${shapes} shapes`, off: { shape: null } }]),
    ...(filter.protected === 'any'
      ? []
      : [{ words: filter.protected === 'only' ? 'protected only' : 'not protected', off: { protected: 'any' as const } }]),
    ...(filter.deleted === 'none'
      ? []
      : [{ words: filter.deleted === 'only' ? 'deleted only' : 'deleted too', off: { deleted: 'none' as const } }]),
    ...(filter.searchIn.join() === NO_FILTER.searchIn.join()
      ? []
      : [{ words: `searched in ${filter.searchIn.join(', ')}`, off: { searchIn: NO_FILTER.searchIn } }]),
  ];
}

type PanelProps = Pick<FiltersProps, 'store' | 'address' | 'filter' | 'onFilter'>;

/** All filters; what there is to pick from is asked of the store. */
function FilterPanel({ store, address: { filter: set }, filter, onFilter }: PanelProps) {
  const { answer, trouble } = useStoreAsked<FacetsAnswer>(store, 'facets', { filter, upToId: null }, { keepsBefore: true });
  const pick = (label: string, name: 'machine' | 'type' | 'category', values: FacetsAnswer['machines'] | undefined) => (
    <label>
      {label}
      <select
        className="field"
        value={set[name] ?? ''}
        onChange={({ target }) => onFilter({ [name]: target.value === '' ? null : target.value })}
      >
        <option value="">any</option>
        {set[name] !== null && !values?.some(({ value }) => value === set[name]) ? <option value={set[name]}>{set[name]}</option> : null}
        {values?.map(({ value, rows }) => (
          <option key={value} value={value}>
            {value} ({rows})
          </option>
        ))}
      </select>
    </label>
  );
  const text = (label: string, name: 'host' | 'url', hint: string) => (
    <label>
      {label}
      <input
        className="field"
        key={set[name] ?? ''}
        defaultValue={set[name] ?? ''}
        placeholder={hint}
        maxLength={500}
        onBlur={({ target }) =>
          target.value === (set[name] ?? '') ? undefined : onFilter({ [name]: target.value === '' ? null : target.value })
        }
        onKeyDown={({ key, currentTarget }) => (key === 'Enter' ? currentTarget.blur() : undefined)}
      />
    </label>
  );
  return (
    <section className="panel ex-filters" aria-label="Filters">
      {pick('Machine', 'machine', answer?.machines)}
      {pick('Type', 'type', answer?.types)}
      {pick('Category', 'category', answer?.categories)}
      {text('Host', 'host', 'stackoverflow.com')}
      {text('URL', 'url', '/questions/*')}
      <label>
        Protected
        <select
          className="field"
          value={set.protected}
          onChange={({ target }) => onFilter({ protected: target.value as ErrorFilter['protected'] })}
        >
          <option value="any">any</option>
          <option value="only">protected only</option>
          <option value="none">not protected</option>
        </select>
      </label>
      <label>
        Deleted
        <select
          className="field"
          value={set.deleted}
          onChange={({ target }) => onFilter({ deleted: target.value as ErrorFilter['deleted'] })}
        >
          <option value="none">not deleted</option>
          <option value="only">deleted only</option>
          <option value="any">both</option>
        </select>
      </label>
      <fieldset>
        <legend>Search in</legend>
        {SEARCHED.map((one) => (
          <SearchIn key={one} one={one} searchIn={set.searchIn} onChange={(searchIn) => onFilter({ searchIn })} />
        ))}
      </fieldset>
      {trouble === null ? null : <p className="w warning small">What there is to pick from was not told: {sentence(trouble)}</p>}
    </section>
  );
}

function SearchIn({
  one,
  searchIn,
  onChange,
}: {
  one: Searched;
  searchIn: readonly Searched[];
  onChange(searchIn: readonly Searched[]): void;
}) {
  const isIn = searchIn.includes(one);
  const next = SEARCHED.filter((other) => (other === one ? !isIn : searchIn.includes(other)));
  return (
    <label className="check" title={one === 'detail' ? 'Stacks are long: this takes the store more' : undefined}>
      <input type="checkbox" checked={isIn} disabled={isIn && searchIn.length === 1} onChange={() => onChange(next)} /> {one}
    </label>
  );
}
