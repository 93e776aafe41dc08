'use client';
import type { Deed } from '#lib/systems/exceptions/model-clear.ts';
import { MOST_NAMED } from '#lib/systems/exceptions/model-clear.ts';
import { ClearButton } from '../clear/clear-button.tsx';
import type { StoreLine } from '../store-lines.ts';
import { DEED_WORDS, type Deeds } from '../use-deeds.ts';
import { counted } from '../words.ts';
import type { ListAddress } from './address.ts';
import type { Listed } from './listed.ts';
import type { ShownList } from './use-list.ts';
import type { Rows } from './use-rows.ts';

type BarProps = { store: StoreLine; address: ListAddress; shown: ShownList; deeds: Deeds | null; walk: Rows; guids: readonly Listed[] };

/** What can be done: to what is picked, to what is shown, to all that matches. What is done is counted or listed first. */
export function PickedBar({ store, address, shown, deeds, walk, guids }: BarProps) {
  const picked = guids.filter(({ key }) => walk.picked.has(key));
  if (deeds === null && picked.length === 0) return null;
  return (
    <header className="ex-picked">
      {picked.length === 0 ? (
        <span className="q small">{deeds?.why ? `nothing can be changed here: ${deeds.why}` : 'pick rows to act on them'}</span>
      ) : (
        <>
          <b>{address.by === 'shape' ? counted(picked.length, 'shape') : counted(picked.length, 'error')} picked</b>
          <button type="button" className="btn plain" onClick={walk.clear}>
            Let go
          </button>
        </>
      )}
      <span className="grow" />
      {deeds === null ? null : <Buttons {...{ store, address, shown, deeds, guids }} picked={picked} onDone={walk.clear} />}
    </header>
  );
}

function Buttons({
  store,
  address,
  shown,
  deeds,
  guids,
  picked,
  onDone,
}: Omit<BarProps, 'walk' | 'deeds'> & { deeds: Deeds; picked: readonly Listed[]; onDone(): void }) {
  const clear = { store: store.name, title: store.title, why: deeds.why };
  const done = (): void => {
    onDone();
    shown.renew();
  };
  const isDeleted = address.filter.deleted === 'only';
  if (picked.length > 0 && address.by === 'shape') {
    const keys = picked.map(({ key }) => key).filter((key) => !key.includes('-'));
    return (
      <ClearButton
        {...clear}
        filter={{ ...shown.filter, shape: keys.join(',') }}
        words={`Clear ${counted(keys.length, 'shape')}…`}
        onStarted={done}
      />
    );
  }
  const named: readonly Deed[] = isDeleted ? ['restore', 'purge'] : ['protect', 'unprotect', 'delete'];
  const some = (picked.length > 0 ? picked : []).slice(0, MOST_NAMED).map(({ guid }) => guid);
  if (some.length > 0)
    return (
      <>
        {named.map((deed) => (
          <button
            key={deed}
            type="button"
            className="btn"
            disabled={deeds.why !== null}
            title={deeds.why ?? undefined}
            onClick={() => deeds.open(deed, some)}
          >
            {DEED_WORDS[deed]}
          </button>
        ))}
      </>
    );
  return (
    <>
      {address.by === 'error' && !isDeleted && guids.length > 0 ? (
        <button
          type="button"
          className="btn"
          disabled={deeds.why !== null}
          title={deeds.why ?? 'What is shown on this page'}
          onClick={() =>
            deeds.open(
              'delete',
              guids.map(({ guid }) => guid),
            )
          }
        >
          Delete these {guids.length}
        </button>
      ) : null}
      {isDeleted ? null : <ClearButton {...clear} filter={shown.filter} words="Clear all matching…" onStarted={shown.renew} />}
    </>
  );
}
