'use client';
import { formatCount } from '#lib/format/number.ts';
import { type ListAnswer, PAGE_SIZE, type ShapesAnswer } from '#lib/systems/exceptions/model-list.ts';
import { sentence } from '#lib/text/sentence.ts';
import { Ago } from '../../reading/age.tsx';
import type { Asked } from '../use-store-asked.ts';
import { counted } from '../words.ts';
import type { ListAddress } from './address.ts';
import { drawn } from './told-list.tsx';
import type { ShownList } from './use-list.ts';

type FootProps = { address: ListAddress; shown: ShownList; onPage(page: number): void };

/** Where in the list one is, how much matches, of when that is, and what of it is not told. */
export function Foot({ address, shown, onPage }: FootProps) {
  const { by, page } = address;
  const asked: Asked<ListAnswer | ShapesAnswer> = by === 'shape' ? shown.shapes : shown.list;
  const answer = drawn(asked);
  if (answer === null) return null;
  const cut = asked.isBefore || by !== 'shape' ? null : shown.shapes.answer;
  return (
    <footer className="ex-foot">
      {asked.isBefore ? <span>asking… what stands above is the list before</span> : <Matching {...{ address, shown }} />}
      {cut?.isCut ? (
        <span className="w warning">
          the newest {formatCount(cut.grouped)}
          {shown.count.answer ? ` of ${formatCount(shown.count.answer.rows)}` : ''} rows were put together to shapes: look at less time for
          the others
        </span>
      ) : null}
      {cut !== null && cut.unsorted > 0 ? (
        <span>
          {counted(cut.unsorted, 'row')} {cut.unsorted === 1 ? 'is' : 'are'} not sorted into shapes yet, each by itself
        </span>
      ) : null}
      <span className="q">
        asked <Ago at={asked.observedAt} /> ago{' '}
        <button type="button" className="btn plain" disabled={asked.isAsking} onClick={() => shown.renew()}>
          {asked.isAsking ? 'Asking…' : 'Ask again'}
        </button>
      </span>
      <span className="grow" />
      {page > 0 || answer.hasMore ? <Pages page={page} hasMore={answer.hasMore} onPage={onPage} /> : null}
      <span className="q ex-keys">
        <kbd>j</kbd> <kbd>k</kbd> move <kbd>Space</kbd> pick <kbd>Enter</kbd> open <kbd>/</kbd> search <kbd>?</kbd> all keys
      </span>
    </footer>
  );
}

/** "1–100 of 4,316 errors in 380 rows match “timeout”". */
function Matching({ address: { by, page, filter }, shown }: Pick<FootProps, 'address' | 'shown'>) {
  const rows = (by === 'shape' ? shown.shapes.answer : shown.list.answer)?.rows.length ?? 0;
  const from = page * PAGE_SIZE + 1;
  const range = rows === 0 ? (page === 0 ? 'none' : 'none on this page') : `${formatCount(from)}–${formatCount(from + rows - 1)}`;
  const ofShapes = by === 'shape' && shown.shapes.answer ? ` of ${counted(shown.shapes.answer.shapes, 'shape')}, ` : ' of ';
  return (
    <span>
      {range}
      {ofShapes}
      <Counted count={shown.count} />
      {filter.search === null ? null : (
        <>
          {' '}
          match “<bdi>{filter.search}</bdi>”
        </>
      )}
    </span>
  );
}

/** The count is asked beside the list, and may take longer. */
function Counted({ count: { answer, trouble, isAsking, again } }: Pick<ShownList, 'count'>) {
  if (answer !== null)
    return (
      <>
        {counted(answer.errors, 'error')} in {counted(answer.rows, 'row')}
        {answer.protectedRows === 0 ? null : `, ${formatCount(answer.protectedRows)} of them protected`}
      </>
    );
  if (isAsking) return 'counting…';
  return (
    <>
      <span className="w warning">not counted</span>
      {trouble === null ? null : `: ${sentence(trouble)}`}{' '}
      <button type="button" className="btn plain" onClick={again}>
        Count again
      </button>
    </>
  );
}

function Pages({ page, hasMore, onPage }: { page: number; hasMore: boolean; onPage(page: number): void }) {
  return (
    <nav className="pages" aria-label="Pages of the list">
      {page > 1 ? (
        <button type="button" className="btn" onClick={() => onPage(0)}>
          « First
        </button>
      ) : null}
      <button type="button" className="btn" disabled={page === 0} onClick={() => onPage(page - 1)}>
        ‹ Previous
      </button>
      <span className="q">page {formatCount(page + 1)}</span>
      <button type="button" className="btn" disabled={!hasMore} onClick={() => onPage(page + 1)}>
        Next ›
      </button>
    </nav>
  );
}
