'use client';
import { formatAge } from '#lib/format/age.ts';
import { formatCount, formatRate } from '#lib/format/number.ts';
import type { RunCard } from '#lib/job.ts';
import type { KeyProgress } from '#lib/systems/redis/keys/model.ts';
import { sentence } from '#lib/text/sentence.ts';
import { AskButton } from '../../issues/ask-button.tsx';
import { cancelJob } from '../../jobs/job-client.ts';
import { When } from '../../reading/when.tsx';
import { Void } from '../../ui/void.tsx';
import { leftWords, progressWords } from './words.ts';

/** Progress is told about once a second: from here on its age is told. */
const OLD_MS = 5_000;

/** `now` is the server's time when the run was told of, epoch ms. */
type LineProps = { run: RunCard; now: number; isOld: boolean; off: string | null };

const TITLES = {
  done: 'The last analysis cannot be shown',
  stopped: 'The last analysis cannot be shown',
  cancelled: 'The last analysis was cancelled',
  failed: 'The last analysis failed',
  lost: 'The last analysis was lost',
} as const;

/** A run that goes on, or that ended without having found anything. `off` says why it cannot be cancelled by who looks. */
export function RunLine({ run, now, isOld, off }: LineProps) {
  const { state } = run;
  if (state.is !== 'running')
    return (
      <Void status={state.is === 'failed' || state.is === 'lost' ? 'warning' : 'unknown'} title={TITLES[state.is]}>
        {sentence(state.words)} It was started by {run.by} at <When at={run.startedAt} />
        {state.is === 'lost' ? '.' : <Ended at={state.at} />}
      </Void>
    );
  return (
    <section className={isOld ? 'job-run hatch stale-value' : 'job-run'} aria-label="Analysis that runs">
      <Going run={run} now={now} />
      <span className="grow" />
      {state.isCancelling ? (
        <span className="q small">Ending…</span>
      ) : (
        <AskButton
          words="Cancel"
          about="the analysis"
          off={off}
          ask={() => cancelJob(run.id)}
          done="The analysis is being cancelled: what it has found by now is kept."
        />
      )}
    </section>
  );
}

function Ended({ at }: { at: number }) {
  return (
    <>
      {' '}
      and ended at <When at={at} />.
    </>
  );
}

function Going({ run: { by, startedAt, progress, progressAt }, now }: Pick<LineProps, 'run' | 'now'>) {
  const ageMs = now - (progressAt ?? startedAt);
  // What the job of that name tells.
  const figures = progress?.figures as KeyProgress | null | undefined;
  const left = figures ? leftWords(figures) : null;
  const part = progress?.part ?? null;
  return (
    <div className="job-going">
      <progress aria-label="Part of the keys that is read" {...(part === null ? {} : { value: part, max: 1 })} />
      <span>
        {figures ? progressWords(figures) : (progress?.words ?? 'Begins: how fast the node answers while nothing is read')}
        {left === null ? '' : `, ${left}`}
      </span>
      <span className="q small">
        started by {by} at <When at={startedAt} />
        {figures
          ? `; ${formatCount(Math.round(figures.keysPerSecond))} keys/s, PING ${formatRate(figures.pingMs)} ms (${formatRate(figures.idlePingMs)} ms before)`
          : ''}
        . It goes on when you close this page.
      </span>
      {ageMs > OLD_MS ? <span className="w warning small">It has told nothing for {formatAge(ageMs)}.</span> : null}
      {figures?.waiting ? <span className="w warning small">{sentence(figures.waiting)}</span> : null}
    </div>
  );
}
