'use client';
import { type ReactNode, useState } from 'react';
import type { ErrorAnswer } from '#lib/systems/exceptions/model-detail.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { Void } from '../../ui/void.tsx';
import type { StoreLine } from '../store-lines.ts';
import type { Deeds } from '../use-deeds.ts';
import { useStoreAsked } from '../use-store-asked.ts';
import { shortType } from '../words.ts';
import { Commands, Sections } from './collections.tsx';
import { DetailHead, type Steps } from './detail-head.tsx';
import { Facts, Related, Title } from './facts.tsx';
import { RawJson } from './raw-json.tsx';
import { Stack } from './stack.tsx';
import { TrendBars } from './trend-bars.tsx';

type DetailProps = Steps & {
  store: StoreLine;
  guid: string;
  search: string | null;
  deeds: Deeds | null;
  /** On a page of its own, and not beside a list. */
  isPage?: boolean;
  onChanged(): void;
};

/** One error whole. Values of its request are asked for only when somebody wants to see them: that is written down. */
export function ErrorDetail({ store, guid, search, deeds, isPage = false, onChanged, ...steps }: DetailProps) {
  const { viewer } = useActions();
  const mayDetails = viewer?.systems.details.includes('exceptions') ?? false;
  const [wantsAll, setWantsAll] = useState(false);
  const masked = useStoreAsked<ErrorAnswer>(store.name, 'error', { guid });
  const whole = useStoreAsked<ErrorAnswer>(store.name, 'error-details', wantsAll && mayDetails ? { guid } : null);
  const answer = whole.answer ?? masked.answer;
  const title = answer ? `${shortType(answer.row.type)} of ${answer.row.app}` : 'Error';
  const again = (): void => {
    masked.again();
    onChanged();
  };
  return (
    <aside
      className={`panel ex-detail${isPage ? ' page' : ''}`}
      aria-label={title}
      onKeyDown={(event) => (event.key === 'Escape' ? steps.onClose?.() : undefined)}
    >
      <DetailHead {...{ store, deeds, isPage }} answer={answer} onChanged={again} {...steps} />
      {answer === null ? (
        <Missing trouble={masked.trouble} isAsking={masked.isAsking} store={store.title} again={masked.again} />
      ) : (
        <>
          <Title answer={answer} search={search} />
          {answer.trouble === null ? null : (
            <Void status="warning" title="Not all of it could be read">
              {sentence(answer.trouble)} What could be read is shown.
            </Void>
          )}
          {answer.row.shape === null ? null : <TrendBars store={store.name} shape={answer.row.shape} />}
          <Facts answer={answer} />
          <Stack answer={answer} search={search} />
          <Commands answer={answer} />
          <Sections
            answer={answer}
            unmask={
              <Unmask {...{ mayDetails, wantsAll }} trouble={whole.trouble} isAsking={whole.isAsking} onShow={() => setWantsAll(true)} />
            }
          />
          <Related store={store.name} answer={answer} />
          {mayDetails ? <RawJson store={store.name} guid={guid} /> : null}
        </>
      )}
    </aside>
  );
}

type UnmaskProps = { mayDetails: boolean; wantsAll: boolean; trouble: string | null; isAsking: boolean; onShow(): void };

/** How what is hidden is seen, or why not. */
function Unmask({ mayDetails, wantsAll, trouble, isAsking, onShow }: UnmaskProps): ReactNode {
  if (!mayDetails) return <span className="q small">values are hidden: seeing them needs the right “details” on exceptions</span>;
  if (trouble !== null) return <span className="w warning small">not shown: {sentence(trouble)}</span>;
  return (
    <button type="button" className="btn plain" disabled={wantsAll && isAsking} onClick={onShow}>
      {wantsAll && isAsking ? 'Asking…' : 'Show values, writes an audit line'}
    </button>
  );
}

function Missing({ trouble, isAsking, store, again }: { trouble: string | null; isAsking: boolean; store: string; again(): void }) {
  if (trouble === null)
    return (
      <Void status="unknown" title="Asking" isRunning>
        {store} is asked for this error.
      </Void>
    );
  return (
    <Void
      status="warning"
      title="Not to be had"
      action={
        <button type="button" className="btn" disabled={isAsking} onClick={again}>
          {isAsking ? 'Asking…' : 'Ask again'}
        </button>
      }
    >
      {sentence(trouble)}
    </Void>
  );
}
