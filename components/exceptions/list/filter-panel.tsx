'use client';
import { formatCount } from '#lib/format/number.ts';
import { type ErrorFilter, type FacetsAnswer, SEARCHED, type Searched } from '#lib/systems/exceptions/model-list.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useStoreAsked } from '../use-store-asked.ts';
import type { ListAddress } from './address.ts';

type PanelProps = {
  store: string;
  address: Pick<ListAddress, 'filter'>;
  filter: ErrorFilter;
  onFilter(change: Partial<ListAddress['filter']>): void;
};

/** So many values of each are told at most (lib/systems/exceptions/fetch-list.ts). */
const MOST_VALUES = 50;
const PROTECTED = { any: 'any', only: 'protected only', none: 'not protected' } as const;
const DELETED = { none: 'not deleted', only: 'deleted only', any: 'both' } as const;

/** All filters; what there is to pick from is asked of the store. */
export function FilterPanel({ store, address: { filter: set }, filter, onFilter }: PanelProps) {
  const { answer, trouble, isAsking, isBefore, again } = useStoreAsked<FacetsAnswer>(
    store,
    'facets',
    { filter, upToId: null },
    { keepsBefore: true },
  );
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
        {values
          // What has no text cannot be asked for.
          ?.filter(({ value }) => value !== '')
          .map(({ value, rows }) => (
            <option key={value} value={value}>
              {value} ({formatCount(rows)})
            </option>
          ))}
      </select>
      {values !== undefined && values.length >= MOST_VALUES ? <span className="q">the {MOST_VALUES} with most rows</span> : null}
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
      <Choice label="Protected" words={PROTECTED} value={set.protected} onValue={(value) => onFilter({ protected: value })} />
      <Choice label="Deleted" words={DELETED} value={set.deleted} onValue={(value) => onFilter({ deleted: value })} />
      <fieldset>
        <legend>Search in</legend>
        {SEARCHED.map((one) => (
          <SearchIn key={one} one={one} searchIn={set.searchIn} onChange={(searchIn) => onFilter({ searchIn })} />
        ))}
      </fieldset>
      {isAsking && (answer === null || isBefore) ? <p className="q small">asking the store what there is to pick from…</p> : null}
      {trouble === null ? null : (
        <p className="w warning small">
          What there is to pick from was not told: {sentence(trouble)}{' '}
          <button type="button" className="btn plain" disabled={isAsking} onClick={again}>
            Ask again
          </button>
        </p>
      )}
    </section>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  words: Readonly<Record<Value, string>>;
  value: Value;
  onValue(value: Value): void;
};

function Choice<Value extends string>({ label, words, value, onValue }: ChoiceProps<Value>) {
  // The keys of what is given are its values.
  const values = Object.keys(words) as Value[];
  return (
    <label>
      {label}
      <select className="field" value={value} onChange={({ target }) => onValue(values.find((one) => one === target.value) ?? value)}>
        {values.map((one) => (
          <option key={one} value={one}>
            {words[one]}
          </option>
        ))}
      </select>
    </label>
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
