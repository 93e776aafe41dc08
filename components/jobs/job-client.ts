import type { JobCheck, RunCard } from '#lib/job.ts';
import type { JobOffer, JobOrder, JobPlace } from '#lib/jobs/keeper.ts';
import { type Answer, askFor, isRecord } from '../access/ask-vigil.ts';

/** What can be run at a node, what runs there and was run, the newest first, and the server's time (epoch ms). */
export type Jobs = { offers: readonly JobOffer[]; runs: readonly RunCard[]; now: number };

/** What a run found; `isMasked` where whoever asks may not see details. */
export type Found<Result> = { run: RunCard; isMasked: boolean; result: Result };

const ASK_MS = 10_000;
/** What is followed every second is old sooner. */
const LOOK_MS = 4_000;
/** A result is up to a few hundred kB. */
const RESULT_MS = 30_000;

/** Throws an Error whose message can be shown, as SWR wants it. */
export async function readJobs(address: string): Promise<Jobs> {
  return orThrow(await askFor({ path: address, timeoutMs: LOOK_MS }, (body) => (isJobs(body) ? body : null)));
}

/** Throws an Error whose message can be shown. */
export async function readFound<Result>(address: string): Promise<Found<Result>> {
  const read = (body: unknown): Found<Result> | null =>
    isRecord(body) && isRecord(body.run) && isRecord(body.result) ? (body as unknown as Found<Result>) : null;
  return orThrow(await askFor({ path: address, timeoutMs: RESULT_MS }, read));
}

/** What changed between two runs. Throws an Error whose message can be shown. */
export async function readChanges<Changes>(address: string): Promise<Changes> {
  const read = (body: unknown): Changes | null => (isRecord(body) && isRecord(body.changes) ? (body.changes as Changes) : null);
  return orThrow(await askFor({ path: address, timeoutMs: RESULT_MS }, read));
}

export function jobsAddress({ system, group, node }: JobPlace): string {
  return `/live/v1/jobs?${new URLSearchParams({ system, group, node })}`;
}

export function checkJob(order: JobOrder): Promise<Answer<JobCheck>> {
  return askFor({ path: '/live/v1/jobs/check', body: { order }, timeoutMs: ASK_MS }, (body) =>
    isRecord(body) && typeof body.summary === 'string' && Array.isArray(body.notes) ? (body as unknown as JobCheck) : null,
  );
}

export function startJob(order: JobOrder, typed: string | null): Promise<Answer<RunCard>> {
  return askFor({ path: '/live/v1/jobs/start', body: { order, typed }, timeoutMs: ASK_MS }, readRun);
}

export function cancelJob(id: string): Promise<Answer<RunCard>> {
  return askFor({ path: '/live/v1/jobs/cancel', body: { id }, timeoutMs: ASK_MS }, readRun);
}

function readRun(body: unknown): RunCard | null {
  return isRecord(body) && isRecord(body.run) && typeof body.run.id === 'string' ? (body.run as unknown as RunCard) : null;
}

function isJobs(body: unknown): body is Jobs {
  return isRecord(body) && Array.isArray(body.offers) && Array.isArray(body.runs) && typeof body.now === 'number';
}

function orThrow<Value>(answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}
