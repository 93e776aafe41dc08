import { formatCount } from '#lib/format/number.ts';
import { MOST_GROUPED, PAGE_SIZE } from '#lib/systems/exceptions/model-list.ts';
import { sentence } from '#lib/text/sentence.ts';
import { counted } from '../words.ts';
import type { ListAddress } from './address.ts';
import type { ShownList } from './use-list.ts';

type FootProps = { address: ListAddress; shown: ShownList; onPage(page: number): void };

/** Where in the list one is, how much matches, and what of it is not told. */
export function Foot({ address: { by, page, filter }, shown: { list, shapes, count }, onPage }: FootProps) {
  const rows = by === 'shape' ? shapes.answer?.rows.length : list.answer?.rows.length;
  const hasMore = (by === 'shape' ? shapes.answer?.hasMore : list.answer?.hasMore) ?? false;
  if (rows === undefined) return null;
  const from = page * PAGE_SIZE + 1;
  const range = rows === 0 ? 'none' : `${formatCount(from)}–${formatCount(from + rows - 1)}`;
  const what = by === 'shape' && shapes.answer ? ` of ${counted(shapes.answer.shapes, 'shape')}` : '';
  return (
    <footer className="ex-foot">
      <span>
        {range}
        {what}
        {what === '' ? ' of ' : ', '}
        {countWords(count)}
        {filter.search === null ? '' : <> match “{filter.search}”</>}
      </span>
      {by === 'shape' && shapes.answer?.isCut ? (
        <span className="w warning">
          the newest {formatCount(MOST_GROUPED)} rows alone were put together to shapes: look at less time for the others
        </span>
      ) : null}
      {by === 'shape' && (shapes.answer?.unsorted ?? 0) > 0 ? (
        <span>{counted(shapes.answer?.unsorted ?? 0, 'row')} not sorted into shapes yet, each by itself</span>
      ) : null}
      <span className="grow" />
      {page > 0 || hasMore ? (
        <nav className="pages" aria-label="Pages">
          <button type="button" className="btn" disabled={page === 0} onClick={() => onPage(page - 1)}>
            ‹ Newer
          </button>
          <span className="q">page {formatCount(page + 1)}</span>
          <button type="button" className="btn" disabled={!hasMore} onClick={() => onPage(page + 1)}>
            Older ›
          </button>
        </nav>
      ) : null}
      <span className="q ex-keys">
        <kbd>j</kbd> <kbd>k</kbd> move <kbd>Space</kbd> pick <kbd>Enter</kbd> open <kbd>/</kbd> search
      </span>
    </footer>
  );
}

function countWords({ answer, trouble, isAsking }: ShownList['count']): string {
  if (answer)
    return `${counted(answer.errors, 'error')} in ${counted(answer.rows, 'row')}${answer.protectedRows === 0 ? '' : `, ${formatCount(answer.protectedRows)} protected`}`;
  if (isAsking) return 'counting…';
  return trouble === null ? 'not counted' : `not counted: ${sentence(trouble)}`;
}
