'use client';
import { useContext } from 'react';
import { formatCount } from '#lib/format/number.ts';
import { EVENT_KINDS, type EventKind } from '#lib/history.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { FilterBox } from '../ui/filter-box.tsx';
import { EventShape } from './event-shape.tsx';
import { KIND_WORDS } from './kinds.ts';
import { PlaceContext } from './place-context.ts';
import { type Asked, type LookedAt, RANGES } from './timeline-url.ts';

export type Change = {
  period(next: LookedAt): void;
  kind(kind: string, isIn: boolean): void;
  place(system: string): void;
  text(text: string): void;
};

type FilterProps = {
  asked: Asked;
  text: string;
  systems: readonly string[];
  /** How many there are of each kind; null where that is not known. */
  counts: Partial<Record<EventKind, number>> | null;
  change: Change;
};

/** Which period, which system, which kinds, and which words. */
export function TimelineFilter({ asked, text, systems, counts, change }: FilterProps) {
  const { titles } = useContext(PlaceContext);
  const { period, kinds, system, group, node, problems } = asked;
  const place = [group, node].filter((part) => part !== '');
  const isNarrow = kinds.length > 0 || system !== '' || text !== '';
  const clear = () => {
    for (const kind of kinds) change.kind(kind, false);
    change.place('');
    change.text('');
  };
  return (
    <search className="timefilter">
      <div className="line">
        <Ranges period={period} onPeriod={change.period} />
        <label>
          <span className="vh">System</span>
          <select className="field" value={system} onChange={(event) => change.place(event.target.value)}>
            <option value="">All systems</option>
            {[...new Set([...systems, 'vigil', ...(system === '' ? [] : [system])])].map((name) => (
              <option key={name} value={name}>
                {titles.system(name)}
              </option>
            ))}
          </select>
        </label>
        {place.length > 0 ? (
          <button
            type="button"
            className="chip clear"
            onClick={() => change.place(system)}
            aria-label={`Only ${place.join('/')}: show all of its system`}
          >
            {place.join('/')} <span aria-hidden="true">×</span>
          </button>
        ) : null}
        <span className="grow" />
        <FilterBox
          text={text}
          onText={change.text}
          placeholder="Find in the words ( / )"
          label="Find in the words of events: a name, a reason, who did it"
        />
      </div>
      <fieldset className="kinds">
        <legend className="vh">Kinds of event</legend>
        {EVENT_KINDS.map((kind) => (
          <Kind
            key={kind}
            kind={kind}
            count={counts === null ? null : (counts[kind] ?? 0)}
            isOn={kinds.includes(kind)}
            onChange={change.kind}
          />
        ))}
        <button type="button" className="btn plain" disabled={!isNarrow} onClick={clear}>
          Clear
        </button>
      </fieldset>
      {problems.map((problem) => (
        <p key={problem} className="w warning small" role="status">
          {problem}. It is left out.
        </p>
      ))}
    </search>
  );
}

function Ranges({ period, onPeriod }: { period: LookedAt; onPeriod(next: LookedAt): void }) {
  const format = useTimeFormat();
  return (
    <fieldset className="ranges">
      <legend className="vh">Period</legend>
      {RANGES.map((range) => (
        <button
          key={range}
          type="button"
          className="btn"
          aria-pressed={period.is === 'live' && period.range === range}
          onClick={() => onPeriod({ is: 'live', range })}
        >
          {range}
        </button>
      ))}
      {period.is === 'fixed' ? (
        <button
          type="button"
          className="chip clear"
          onClick={() => onPeriod({ is: 'live', range: '6h' })}
          aria-label="Back to the last 6 hours"
        >
          {format.full(period.from)} to {format.full(period.to)} <span aria-hidden="true">×</span>
        </button>
      ) : null}
    </fieldset>
  );
}

type KindProps = { kind: EventKind; count: number | null; isOn: boolean; onChange(kind: string, isIn: boolean): void };

function Kind({ kind, count, isOn, onChange }: KindProps) {
  const { many, about } = KIND_WORDS[kind];
  return (
    <button type="button" className="kindchip" aria-pressed={isOn} title={about} onClick={() => onChange(kind, !isOn)}>
      <EventShape status={null} kind={kind} /> {many}{' '}
      <span className={count === 0 ? 'q none' : 'q'}>{count === null ? '' : formatCount(count)}</span>
    </button>
  );
}
