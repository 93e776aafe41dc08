'use client';
import { sentence } from '#lib/text/sentence.ts';
import { When } from '../../reading/when.tsx';
import { Void } from '../../ui/void.tsx';
import type { Asked } from '../use-store-asked.ts';

type Asking = Pick<Asked<unknown>, 'trouble' | 'isGone' | 'isAsking' | 'observedAt' | 'again'>;

/** Stands where the error would: it is being asked for, is not there, or the store did not tell. */
export function Missing({ asked: { trouble, isGone, isAsking, again }, store }: { asked: Asking; store: string }) {
  if (trouble === null)
    return (
      <Void status="unknown" title="Asking" isRunning>
        {store} is asked for this error, and given half a minute at most.
      </Void>
    );
  return (
    <Void
      status={isGone ? 'unknown' : 'critical'}
      title={isGone ? 'Not in this store' : 'The store did not tell'}
      action={<AskAgain isAsking={isAsking} again={again} />}
    >
      {sentence(trouble)}
    </Void>
  );
}

/** That what stands below is of before: asked again, nothing came. */
export function NotAgain({ asked: { trouble, isAsking, observedAt, again } }: { asked: Asking }) {
  if (trouble === null || observedAt === null) return null;
  return (
    <Void status="stale" title="Not read again" action={<AskAgain isAsking={isAsking} again={again} />}>
      {sentence(trouble)} What stands below was read <When at={observedAt} />.
    </Void>
  );
}

export function AskAgain({ isAsking, again }: Pick<Asking, 'isAsking' | 'again'>) {
  return (
    <button type="button" className="btn" disabled={isAsking} onClick={again}>
      {isAsking ? 'Asking…' : 'Ask again'}
    </button>
  );
}
