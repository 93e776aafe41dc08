import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import type { Actor, Entry } from '#lib/act/audit/record.ts';
import type { NodeView } from '#lib/acting.ts';
import { FetchError } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { defineJob, type JobEnd, type JobRun } from '#lib/job.ts';
import { JobKeeper, type JobOrder } from '#lib/jobs/keeper.ts';
import { openRunFiles } from '#lib/jobs/run-files.ts';

type Count = { counted: number };
type CountRun = JobRun<unknown, { typed: string | null }> & { end(counted: number, isWhole?: boolean): void; fail(error: Error): void };

export const ANN: Caller = {
  is: 'user',
  name: 'ann',
  grants: { all: ['view', 'act'], systems: {} },
  address: '192.0.2.7',
  session: 's1',
  expiresAt: 0,
};
export const BEN: Caller = { ...ANN, name: 'ben', session: 's2' };

/** A keeper over a folder, with a job that counts until it is told to end, at nodes r1 to r9 of one group; r9 is not configured for it. `runs` are those that were begun, the oldest first. */
export async function openJobs({ folder = temporaryFolder(), form = 1 } = {}) {
  const runs: CountRun[] = [];
  const written: { by: Actor; entry: Extract<Entry, { kind: 'job' }> }[] = [];
  const errors: unknown[] = [];
  const audit = { fails: null as Error | null, /** Nothing is on disk before it. */ hold: null as Promise<void> | null };
  const clock = { at: 1_000_000, now: () => clock.at };
  const count = defineJob<unknown, { typed: string | null }, Count>({
    ...{ name: 'count', title: 'Count', form },
    unavailable: (settings) => (settings === 'none' ? 'add count: to it' : null),
    read: (raw) => (typeof raw === 'object' ? { ok: true, input: { typed: null, ...raw } } : { ok: false, message: 'send an object' }),
    check: ({ typed }, { node, doubt }) => {
      return { title: `Count ${node}`, summary: `Counts ${node}.`, notes: [], typed, refusal: doubt };
    },
    run: (given) => {
      const ended = Promise.withResolvers<JobEnd<Count>>();
      const end = (counted: number, isWhole = true) => ended.resolve({ result: { counted }, isWhole, words: `${counted} counted.` });
      runs.push({ ...given, end, fail: ended.reject });
      given.signal.addEventListener('abort', () => ended.reject(new FetchError('timeout', 'given up')));
      return ended.promise;
    },
    mask: () => ({ counted: 0 }),
    compare: (older, newer) => ({ counted: newer.counted - older.counted }),
    tables: { counts: ({ counted }) => [['counted'], [String(counted)]] },
  });
  const view = (node: string): NodeView => {
    return { group: 'web', groupTitle: 'Web', node, settings: node === 'r9' ? 'none' : null, newest: null, doubt: null };
  };
  const views = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => view(`r${n}`));
  const append = async (by: Actor, entry: Entry) => {
    if (audit.fails) throw audit.fails;
    if (entry.kind === 'job' && entry.what === 'job started') await audit.hold;
    if (entry.kind === 'job') written.push({ by, entry });
  };
  const keeper = new JobKeeper({
    systems: [{ name: 'pretend', jobs: [count], meter: NO_METER }],
    views: (system) => (system === 'pretend' ? views : []),
    audit: { append },
    files: await openRunFiles(folder, clock),
    clock,
    onError: (error) => void errors.push(error),
  });
  const lines = () => written.map(({ by, entry }) => `${by.name}: ${entry.what}: ${entry.title}: ${entry.words}`);
  return { keeper, runs, views, audit, clock, errors, lines, folder };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-jobs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function order(node: string, input: unknown = {}): JobOrder {
  return { system: 'pretend', group: 'web', node, job: 'count', input };
}
