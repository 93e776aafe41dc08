'use client';
import { useState } from 'react';
import useSWR from 'swr';
import type { JobPlace } from '#lib/jobs/keeper.ts';
import { retryEvery } from '../reading/retry-every.ts';
import { type Jobs, jobsAddress, readJobs } from './job-client.ts';

/** While one runs it is followed as often as it tells of itself; else somebody else may start one. */
const FOLLOW_MS = 1_000;
const LOOK_MS = 10_000;

/** The jobs of a node. `trouble` says why they cannot be told just now: what is shown is then as of `jobs.now`. */
export function useJobs(place: JobPlace): { jobs: Jobs | null; trouble: string | null; look(): void } {
  const [isFollowing, setFollowing] = useState(false);
  const { data, error, mutate } = useSWR<Jobs, Error>(jobsAddress(place), readJobs, {
    // A number, and no function: of that the library takes the next interval only when the one before has passed.
    refreshInterval: isFollowing ? FOLLOW_MS : LOOK_MS,
    dedupingInterval: 500,
    keepPreviousData: true,
    onErrorRetry: retryEvery(FOLLOW_MS),
  });
  const isRunning = data?.runs.some(({ state }) => state.is === 'running') ?? false;
  if (isRunning !== isFollowing) setFollowing(isRunning);
  return { jobs: data ?? null, trouble: error?.message ?? null, look: () => void mutate() };
}
