'use client';
import { useEffect, useRef, useState } from 'react';
import useSWR from 'swr';
import { formatAge } from '#lib/format/age.ts';
import type { RunCard } from '#lib/job.ts';
import type { ClearResult } from '#lib/systems/exceptions/model-clear.ts';
import { sentence } from '#lib/text/sentence.ts';
import { cancelJob, type Found, readFound, startJob } from '../../jobs/job-client.ts';
import { useJobs } from '../../jobs/use-jobs.ts';
import { StatusShape } from '../../ui/status-shape.tsx';

type RunsProps = { store: string; why: string | null; onEnded(): void };

/** An end is told for so long. */
const TOLD_MS = 3_600_000;

/** What is being cleared, how far it is, and what was cleared lately, with a way to take it back. */
export function ClearRuns({ store, why, onEnded }: RunsProps) {
  const place = { system: 'exceptions', group: store, node: store };
  const { jobs, trouble, look } = useJobs(place);
  const [failed, setFailed] = useState<string | null>(null);
  const runs = jobs?.runs ?? [];
  const running = runs.find(({ state }) => state.is === 'running') ?? null;
  const [newest] = runs;
  const ended = newest && newest.state.is !== 'running' && (jobs?.now ?? 0) - newest.state.at < TOLD_MS ? newest : null;
  useEnded(jobs === null ? null : (runs.find(({ state }) => state.is !== 'running')?.id ?? ''), onEnded);
  const act = async (deed: Promise<{ ok: true } | { ok: false; message: string }>): Promise<void> => {
    const done = await deed;
    setFailed(done.ok ? null : done.message);
    look();
  };
  const undo = (clearId: string): void => void act(startJob({ ...place, job: 'restore', input: { clearId } }, null));
  if (trouble !== null && jobs === null)
    return <p className="w warning small ex-run">What is being cleared is not told: {sentence(trouble)}</p>;
  return (
    <>
      {failed === null ? null : (
        <p className="w critical small ex-run" role="alert">
          {failed}
        </p>
      )}
      {running ? (
        <Running run={running} now={jobs?.now ?? running.startedAt} why={why} onCancel={() => void act(cancelJob(running.id))} />
      ) : null}
      {running === null && ended ? <Ended key={ended.id} run={ended} now={jobs?.now ?? 0} why={why} onUndo={undo} /> : null}
    </>
  );
}

/** Tells once when a run has ended since one looked: `newest` is the last that has, empty for none, null while that is not known. */
function useEnded(newest: string | null, onEnded: () => void): void {
  const before = useRef<string | null>(null);
  const tell = useRef(onEnded);
  tell.current = onEnded;
  useEffect(() => {
    if (newest === null) return;
    if (before.current !== null && newest !== before.current) tell.current();
    before.current = newest;
  }, [newest]);
}

function Running({ run, now, why, onCancel }: { run: RunCard; now: number; why: string | null; onCancel(): void }) {
  const { progress, state, by, startedAt, title } = run;
  const isCancelling = state.is === 'running' && state.isCancelling;
  return (
    <section className="panel ex-run" aria-label={title} aria-live="polite">
      <StatusShape status="maintenance" small /> <b>{title}</b>
      <span>{progress?.words ?? 'beginning'}</span>
      <progress value={progress?.part ?? undefined} max={1} aria-label={title} />
      <span className="q small">
        by {by}, for {formatAge(Math.max(0, now - startedAt))}
      </span>
      <span className="grow" />
      <button
        type="button"
        className="btn"
        disabled={isCancelling || why !== null}
        title={why ?? 'What is cleared already stays cleared, and can be undone'}
        onClick={onCancel}
      >
        {isCancelling ? 'Ending…' : 'Cancel'}
      </button>
    </section>
  );
}

function Ended({ run, now, why, onUndo }: { run: RunCard; now: number; why: string | null; onUndo(clearId: string): void }) {
  const { data } = useSWR<Found<ClearResult>, Error>(
    run.hasResult && run.job === 'clear' ? `/live/v1/jobs/result?${new URLSearchParams({ id: run.id })}` : null,
    readFound<ClearResult>,
    { revalidateOnFocus: false },
  );
  if (run.state.is === 'running') return null;
  const clearId = data?.result.clearId ?? null;
  const isWell = run.state.is === 'done';
  return (
    <section className="panel ex-run" aria-label={run.title}>
      <StatusShape status={isWell ? 'ok' : 'warning'} small /> <b>{run.title}</b>
      <span>{run.state.words}</span>
      <span className="q small">
        by {run.by}, {formatAge(Math.max(0, now - run.state.at))} ago
      </span>
      <span className="grow" />
      {clearId === null ? null : (
        <button
          type="button"
          className="btn"
          disabled={why !== null}
          title={why ?? 'Takes back what was cleared'}
          onClick={() => onUndo(clearId)}
        >
          Undo
        </button>
      )}
    </section>
  );
}
