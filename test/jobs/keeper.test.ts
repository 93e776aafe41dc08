import { expect, test, vi } from 'vitest';
import { LIMITS } from '#lib/act/limits.ts';
import { FetchError } from '#lib/failure.ts';
import { until } from '#test/fakes/until.ts';
import { ANN, BEN, openJobs, order } from './pretend-job.ts';

const R1 = { system: 'pretend', group: 'web', node: 'r1' };

test('a run is told about while it goes on and kept when it has ended, and both ends stand in the audit', async () => {
  const { keeper, runs, clock, lines } = await openJobs();
  const { id } = await keeper.start(order('r1'), null, ANN);
  runs[0]?.tell({ part: 0.1, words: '1 of 10', figures: null });
  runs[0]?.tell({ part: 0.2, words: '2 of 10: within the same second', figures: null });
  expect(keeper.runs(R1)).toMatchObject([{ id, by: 'ann', state: { is: 'running' }, progress: { part: 0.1 }, hasResult: false }]);
  clock.at += 1_000;
  runs[0]?.tell({ part: 0.3, words: '3 of 10', figures: null });
  expect(keeper.find(id)?.progress?.words).toBe('3 of 10');
  expect(keeper.found(id)).toBeNull();
  runs[0]?.end(10);
  await until('it has ended', () => keeper.find(id)?.state.is === 'done');
  expect(keeper.found(id)?.result).toEqual({ counted: 10 });
  await until('both lines are written', () => lines().length === 2);
  expect(lines()).toEqual(['ann: job started: Count of web/r1: Counts r1.', 'ann: job ended: Count of web/r1: 10 counted.']);
});

test('there is one at a time at each node, and three in all', async () => {
  const { keeper, runs } = await openJobs();
  await keeper.start(order('r1'), null, ANN);
  await expect(keeper.start(order('r1'), null, BEN)).rejects.toMatchObject({ kind: 'running', message: /ann runs one here already/ });
  await keeper.start(order('r2'), null, BEN);
  await keeper.start(order('r3'), null, BEN);
  await expect(keeper.start(order('r4'), null, BEN)).rejects.toMatchObject({ kind: 'running', message: /web\/r1, web\/r2, web\/r3/ });
  runs[0]?.end(1);
  await until('there is room', () => keeper.runs(R1)[0]?.state.is === 'done');
  await keeper.start(order('r4'), null, BEN);
});

test('two who start one at the same moment do not both get one', async () => {
  const { keeper, runs } = await openJobs();
  const ends = await Promise.allSettled([keeper.start(order('r1'), null, ANN), keeper.start(order('r1'), null, BEN)]);
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(runs).toHaveLength(1);
});

test('nothing is started that is not in order, not typed, not configured, in doubt, or cannot be written down', async () => {
  const { keeper, runs, views, audit } = await openJobs();
  await expect(keeper.start(order('r1', 'words'), null, ANN)).rejects.toMatchObject({ kind: 'invalid', message: 'send an object' });
  await expect(keeper.start(order('r1', { typed: 'r1' }), 'r2', ANN)).rejects.toMatchObject({ kind: 'typed' });
  await expect(keeper.start(order('r9'), null, ANN)).rejects.toMatchObject({ kind: 'refused', message: 'add count: to it' });
  await expect(keeper.start({ ...order('r1'), job: 'other' }, null, ANN)).rejects.toMatchObject({ kind: 'not found' });
  await expect(keeper.start(order('r77'), null, ANN)).rejects.toMatchObject({ kind: 'not found' });
  Object.assign(views[1] ?? {}, { doubt: 'not read for 4m' });
  await expect(keeper.start(order('r2'), null, ANN)).rejects.toMatchObject({ kind: 'refused', message: 'not read for 4m' });
  audit.fails = new Error('the disk is full');
  await expect(keeper.start(order('r1'), null, ANN)).rejects.toMatchObject({ kind: 'unwritten' });
  expect([runs.length, keeper.runs(R1)]).toEqual([0, []]);
  audit.fails = null;
  await keeper.start(order('r1', { typed: 'r1' }), 'r1', ANN);
});

test('a start that the audit takes too late is not run, and that stands behind it', async () => {
  vi.useFakeTimers();
  try {
    const { keeper, runs, audit, lines } = await openJobs();
    const disk = Promise.withResolvers<void>();
    audit.hold = disk.promise;
    const started = keeper.start(order('r1'), null, ANN).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(LIMITS.auditMs);
    expect(await started).toMatchObject({ kind: 'unwritten' });
    expect([runs.length, keeper.runs(R1), lines()]).toEqual([0, [], []]);
    disk.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(lines()).toEqual([
      'ann: job started: Count of web/r1: Counts r1.',
      'ann: job ended: Count of web/r1: Nothing was run: it was not certain in time that its start is on disk.',
    ]);
  } finally {
    vi.useRealTimers();
  }
});

test('one is ended by whoever cancels it, and that is written down before the end', async () => {
  const { keeper, lines } = await openJobs();
  const { id } = await keeper.start(order('r1'), null, ANN);
  expect(keeper.cancel(id, BEN).state).toEqual({ is: 'running', isCancelling: true });
  keeper.cancel(id, ANN);
  await until('it has ended', () => keeper.find(id)?.state.is === 'cancelled');
  await until('all is written', () => lines().length === 3);
  expect(lines().slice(1)).toEqual([
    'ben: job cancelled: Count of web/r1: ann had started it.',
    'ann: job ended: Count of web/r1: Cancelled by ben, before anything was found.',
  ]);
  expect(() => keeper.cancel(id, ANN)).toThrow('It has ended already.');
});

test('one that fails tells why, and a bug of ours is told as that', async () => {
  const { keeper, runs, errors } = await openJobs();
  const first = await keeper.start(order('r1'), null, ANN);
  runs[0]?.fail(new FetchError('permission', 'not permitted: its user needs +scan'));
  await until('it has ended', () => keeper.find(first.id)?.state.is === 'failed');
  expect(keeper.find(first.id)?.state).toMatchObject({ words: 'not permitted: its user needs +scan; nothing was found.' });
  expect(errors).toEqual([]);
  const second = await keeper.start(order('r1'), null, ANN);
  runs[1]?.fail(new TypeError('x is undefined'));
  await until('it has ended', () => keeper.find(second.id)?.state.is === 'failed');
  expect(keeper.find(second.id)?.state).toMatchObject({ words: expect.stringContaining("Vigil's own error") });
  expect(errors).toHaveLength(1);
});

test('the last five of a node are kept', async () => {
  const { keeper, runs } = await openJobs();
  const ids: string[] = [];
  for (let n = 0; n < 7; n += 1) {
    const { id } = await keeper.start(order('r1'), null, ANN);
    ids.push(id);
    runs[n]?.end(n, n !== 6);
    await until('it has ended', () => keeper.find(id)?.state.is !== 'running');
  }
  await until('the older ones are gone', () => keeper.runs(R1).length === 5);
  expect(keeper.runs(R1).map(({ id }) => id)).toEqual(ids.slice(2).toReversed());
  expect(keeper.runs(R1)[0]?.state.is).toBe('stopped');
  expect(() => keeper.found(ids[0] ?? '')).toThrow('there is no such run');
});

test('when Vigil stops, what runs is cancelled and that is written down before the stop ends', async () => {
  const { keeper, lines } = await openJobs();
  await keeper.start(order('r1'), null, ANN);
  await keeper.start(order('r2'), null, BEN);
  await keeper.stop();
  expect(lines().slice(2)).toEqual([
    'ann: job ended: Count of web/r1: Vigil was stopped, before anything was found.',
    'ben: job ended: Count of web/r2: Vigil was stopped, before anything was found.',
  ]);
  await expect(keeper.start(order('r1'), null, ANN)).rejects.toMatchObject({ kind: 'stopping' });
});
