'use client';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import type { ListAnswer, ShapesAnswer } from '#lib/systems/exceptions/model-list.ts';
import { sentence } from '#lib/text/sentence.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { Ago } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { Void } from '../../ui/void.tsx';
import { AskAgain } from '../detail/missing.tsx';
import type { StoreLine } from '../store-lines.ts';
import type { Asked } from '../use-store-asked.ts';
import { counted } from '../words.ts';
import type { ShownList } from './use-list.ts';

type AskedList = Asked<ListAnswer | ShapesAnswer>;

/** The answer of which rows are drawn: none where the question was answered by nothing, because rows of another one would pass for it. */
export function drawn<Answer>({ answer, isOther, trouble }: Asked<Answer>): Answer | null {
  return isOther && trouble !== null ? null : answer;
}

/** What there is to say instead of a list, or above one that is of before. */
export function ToldList({ asked, store, renew }: { asked: AskedList; store: StoreLine; renew(): void }) {
  const { answer, isBefore, trouble, isAsking, saidBy, observedAt } = asked;
  const rows = drawn(asked)?.rows ?? null;
  if (trouble !== null)
    return (
      <Void
        status={rows === null ? 'critical' : 'stale'}
        title={saidBy === 'vigil' ? 'Vigil did not ask' : 'The store did not tell'}
        action={<AskAgain isAsking={isAsking} again={renew} />}
      >
        {store.title}: {sentence(trouble)}{' '}
        {rows === null ? (
          'How many errors there are is not known.'
        ) : (
          <>
            What stands below was read <Ago at={observedAt} /> ago.
          </>
        )}
      </Void>
    );
  if (rows === null)
    return (
      <Void status="unknown" title="Asking" isRunning>
        {store.title} is asked, and given half a minute at most.
      </Void>
    );
  if (answer === null || rows.length > 0 || isBefore) return null;
  return <NoneMatch store={store} observedAt={observedAt} />;
}

/** An answer with nothing in it is an answer; how much there is at all is of another reading, and as old as that. */
function NoneMatch({ store: { totals }, observedAt }: { store: StoreLine; observedAt: number | null }) {
  const { board } = useBoardTime();
  const total = totals.store?.view.errors;
  const read = totals.probe?.newest?.observedAt;
  return (
    <Void status="unknown" title="No errors match">
      Asked <Ago at={observedAt} /> ago.{' '}
      {total === undefined || read === undefined || totals.probe === null
        ? 'How many the store has at all was never read.'
        : `The store has ${counted(total, 'error')} that ${total === 1 ? 'is' : 'are'} not deleted, of all time, as of ${formatAge(Math.max(0, board.now - read))} ago${isReliedOn(totals.probe, board) ? '' : ', which is too long'}.`}
    </Void>
  );
}

/** What came since the list was asked for; that nobody could say so is said too. */
export function NewerBar({ newer: { answer, trouble }, onShow }: { newer: ShownList['newer']; onShow(): void }) {
  const rows = answer?.rows ?? 0;
  if (trouble !== null)
    return (
      <button type="button" className="ex-new" onClick={onShow}>
        <span className="w warning">Whether there are newer ones is not known</span>: {sentence(trouble)} Show the list as it is now
      </button>
    );
  if (rows === 0) return null;
  return (
    <button type="button" className="ex-new" onClick={onShow}>
      {formatCount(rows)} new, show
    </button>
  );
}
