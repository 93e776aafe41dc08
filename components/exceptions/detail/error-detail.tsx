'use client';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { ErrorAnswer } from '#lib/systems/exceptions/model-detail.ts';
import { NO_FILTER } from '#lib/systems/exceptions/model-list.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useActions, useEndedAt } from '../../actions/actions-context.tsx';
import { Void } from '../../ui/void.tsx';
import type { StoreLine } from '../store-lines.ts';
import { TrendBars } from '../trend-bars.tsx';
import type { TrendSpan } from '../trend-spans.ts';
import type { Deeds } from '../use-deeds.ts';
import { useStoreAsked } from '../use-store-asked.ts';
import { shortType } from '../words.ts';
import { Commands, Sections } from './collections.tsx';
import { DetailHead, type Steps } from './detail-head.tsx';
import { Facts, Related, Title } from './facts.tsx';
import { CutText } from './long-text.tsx';
import { Missing, NotAgain } from './missing.tsx';
import { RawJson } from './raw-json.tsx';
import { Shown } from './shown.tsx';
import { Stack } from './stack.tsx';
import { useShown } from './use-shown.ts';
import { beginning, visible } from './visible.ts';

type DetailProps = Steps & {
  store: StoreLine;
  guid: string;
  search: string | null;
  deeds: Deeds | null;
  /** On a page of its own, and not beside a list. */
  isPage?: boolean;
  onChanged(): void;
};

/** One error whole; to be mounted anew for another. Values of its request are asked for only when somebody wants to see them: that is written down. */
export function ErrorDetail({ store, guid, search, deeds, isPage = false, onChanged, ...steps }: DetailProps) {
  const { viewer } = useActions();
  const mayDetails = viewer?.systems.details.includes('exceptions') ?? false;
  const masked = useStoreAsked<ErrorAnswer>(store.name, 'error', { guid });
  const shown = useShown<ErrorAnswer>(store.name, 'error-details', guid);
  const answer = useMemo(() => whole(masked.answer, mayDetails ? shown.answer : null), [masked.answer, mayDetails, shown.answer]);
  const again = (): void => {
    masked.again();
    onChanged();
  };
  useAgainAfterAction(store.name, masked.again);
  const press = (event: KeyboardEvent): void => {
    // What a dialog hears, which was opened from here and stands elsewhere, is not meant for this.
    if (event.key !== 'Escape' || !(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return;
    steps.onClose?.();
  };
  return (
    <aside
      className={`panel ex-detail${isPage ? ' page' : ''}`}
      aria-label={answer ? nameOf(answer) : 'Error'}
      aria-busy={masked.isAsking}
      onKeyDown={press}
    >
      <DetailHead {...{ store, deeds, isPage, answer }} asked={masked} onChanged={again} {...steps} />
      {answer === null ? (
        <Missing asked={masked} store={store.title} />
      ) : (
        <>
          <NotAgain asked={masked} />
          <Title answer={answer} search={search} />
          {answer.trouble === null ? null : (
            <Void status="warning" title="Not all of it could be read">
              <bdi>
                <CutText text={sentence(answer.trouble)} />
              </bdi>{' '}
              What could be read is shown.
            </Void>
          )}
          {answer.row.shape === null ? null : <KindTrend store={store.name} shape={answer.row.shape} />}
          <Facts answer={answer} clocks={store.recent.store?.view.reading.clocks ?? []} />
          <Stack answer={answer} search={search} />
          <p className="pad ex-unmask">
            <b>Values of the request</b> <Shown {...{ shown, mayDetails }} words="Show values, writes an audit line" />{' '}
            {shown.trouble === null ? null : <span className="w warning small">not shown: {sentence(shown.trouble)}</span>}
          </p>
          <Commands answer={answer} />
          <Sections answer={answer} />
          <Related store={store.name} answer={answer} />
          <RawJson store={store.name} guid={guid} mayDetails={mayDetails} />
        </>
      )}
    </aside>
  );
}

const MOST_OF_NAME = 200;

function nameOf({ row: { type, app } }: ErrorAnswer): string {
  return visible(`${beginning(shortType(type), MOST_OF_NAME)} of ${beginning(app, MOST_OF_NAME)}`);
}

/** What is hidden comes from the answer that shows it, and how the error stands from the one that is asked again. */
function whole(masked: ErrorAnswer | null, shown: ErrorAnswer | null): ErrorAnswer | null {
  if (masked === null || shown === null) return masked;
  const { sections, commands, fullUrl, ip, trouble, isMasked } = shown;
  return { ...masked, sections, commands, fullUrl, ip, trouble, isMasked };
}

/** What was done to it is not what stands here. */
function useAgainAfterAction(store: string, again: () => void): void {
  const endedAt = useEndedAt({ system: 'exceptions', group: store, node: store });
  const latest = useRef(again);
  latest.current = again;
  useEffect(() => {
    if (endedAt !== null) latest.current();
  }, [endedAt]);
}

/** How often errors of its kind came, deleted ones too. */
function KindTrend({ store, shape }: { store: string; shape: string }) {
  const [span, setSpan] = useState<TrendSpan>('1h');
  return (
    <div className="pad">
      <TrendBars {...{ store, span }} filter={{ ...NO_FILTER, shape, deleted: 'any' }} name="Errors of this kind" onSpan={setSpan} />
    </div>
  );
}
