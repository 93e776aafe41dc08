import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import type { RunCard } from '#lib/job.ts';
import { openRunFiles } from '#lib/jobs/run-files.ts';
import { until } from '#test/fakes/until.ts';
import { ANN, openJobs, order, temporaryFolder } from './pretend-job.ts';

const R1 = { system: 'pretend', group: 'web', node: 'r1' };
type Opened = Awaited<ReturnType<typeof openJobs>>;

/** Runs one at r1 to its end, and waits until that is on disk. */
async function runOne({ keeper, runs, lines }: Opened, counted: number): Promise<string> {
  const ended = lines().length + 2;
  const { id } = await keeper.start(order('r1'), null, ANN);
  runs.at(-1)?.end(counted);
  await until('its end is written down, after the result', () => lines().length === ended);
  return id;
}

const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
const filesIn = (folder: string): string[] => readdirSync(join(folder, 'jobs')).toSorted();

describe('over a restart and a kill -9', () => {
  test('what a run found is there, to be shown, exported and compared with a new one', async () => {
    const before = await openJobs();
    const old = await runOne(before, 10);
    const card = before.keeper.find(old);
    const after = await openJobs({ folder: before.folder });
    expect(after.keeper.runs(R1)).toEqual([card]);
    const found = after.keeper.found(old);
    expect(found?.result).toEqual({ counted: 10 });
    expect([...(found?.job.tables.counts?.(found.result) ?? [])]).toEqual([['counted'], ['10']]);
    const newer = after.keeper.found(await runOne(after, 14));
    expect(newer?.job.compare(found?.result ?? {}, newer.result)).toEqual({ counted: 4 });
    expect(statSync(join(before.folder, 'jobs', `${old}.json`)).mode & 0o777).toBe(0o600);
    expect(statSync(join(before.folder, 'jobs')).mode & 0o777).toBe(0o700);
  });

  test('a run that was under way is told of as lost, with how far it had come, at each start after that', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const before = await openJobs();
      const { id } = await before.keeper.start(order('r1'), null, ANN);
      before.runs[0]?.tell({ part: 0.4, words: '4 of 10', figures: { read: 4 } });
      await vi.advanceTimersByTimeAsync(10_000);
      await until('its progress is on disk', () => textOf(join(before.folder, 'jobs', `${id}.json`)).includes('4 of 10'));
      for (const _start of ['first', 'second']) {
        const after = await openJobs({ folder: before.folder });
        expect(after.keeper.runs(R1)).toMatchObject([
          {
            ...{ id, by: 'ann', hasResult: false, progress: { part: 0.4, words: '4 of 10', figures: { read: 4 } } },
            state: {
              is: 'lost',
              words: expect.stringMatching(/^Vigil ended while it ran, between .* and .*\. It had come so far: 4 of 10\. /),
            },
          },
        ]);
        expect(after.keeper.found(id)).toBeNull();
        expect(() => after.keeper.cancel(id, ANN)).toThrow('It has ended already.');
        await after.keeper.stop();
      }
      const later = await openJobs({ folder: before.folder });
      await runOne(later, 1);
    } finally {
      vi.useRealTimers();
    }
  });

  test('the last five of a node are kept, and no file of an older one', async () => {
    const before = await openJobs();
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) ids.push(await runOne(before, n));
    await before.keeper.stop();
    expect(filesIn(before.folder)).toEqual(
      ids
        .slice(2)
        .map((id) => `${id}.json`)
        .toSorted(),
    );
    const after = await openJobs({ folder: before.folder });
    expect(after.keeper.runs(R1).map(({ id }) => id)).toEqual(expect.arrayContaining(ids.slice(2)));
  });

  test('a result in a form that is not known is told about, not shown, and left for the version that reads it', async () => {
    const before = await openJobs();
    const id = await runOne(before, 10);
    const after = await openJobs({ folder: before.folder, form: 2 });
    expect(after.keeper.find(id)).toMatchObject({
      hasResult: false,
      state: { is: 'done', words: expect.stringContaining('by another version') },
    });
    expect(after.keeper.found(id)).toBeNull();
    await after.keeper.stop();
    expect((await openJobs({ folder: before.folder })).keeper.found(id)?.result).toEqual({ counted: 10 });
  });
});

const CARD: RunCard = {
  ...{ id: '6e9fbd3c-3a86-4d2f-9a55-3a2f6a2b8f01', ...R1, job: 'count', title: 'Count', by: 'ann', input: {}, startedAt: 1_000 },
  ...{ state: { is: 'done', at: 2_000, words: 'All.' }, progress: null, progressAt: null, hasResult: true },
};
const CLOCK = { now: () => 5_000 };

describe('a long result', () => {
  const LONG = { names: Array.from({ length: 20_000 }, (_, n) => `session:${n}`) };

  test('is compressed so that a person can read it with zstd, and takes the place of what was plain', async () => {
    const folder = temporaryFolder();
    const files = await openRunFiles(folder, CLOCK);
    await files.keep({ card: { ...CARD, hasResult: false }, form: 1, result: null });
    await files.keep({ card: CARD, form: 1, result: LONG });
    expect(filesIn(folder)).toEqual([`${CARD.id}.json.zst`]);
    const bytes = readFileSync(join(folder, 'jobs', `${CARD.id}.json.zst`));
    expect(JSON.parse(zstdDecompressSync(bytes).toString())).toMatchObject({ result: LONG });
    expect([files.bytesOf(CARD.id), bytes.length < 100_000]).toEqual([bytes.length, true]);
    expect((await openRunFiles(folder, CLOCK)).kept).toEqual([{ card: CARD, form: 1, result: LONG }]);
    await files.forget(CARD.id);
    expect([filesIn(folder), files.bytesOf(CARD.id)]).toEqual([[], 0]);
  });

  test('counts where Vigil was killed before the plain one was taken away', async () => {
    const folder = temporaryFolder();
    const files = await openRunFiles(folder, CLOCK);
    await files.keep({ card: CARD, form: 1, result: LONG });
    writeFileSync(join(folder, 'jobs', `${CARD.id}.json`), JSON.stringify({ card: { ...CARD, hasResult: false }, form: 1, result: null }));
    writeFileSync(join(folder, 'jobs', `${CARD.id}.json.zst.new`), 'half');
    expect((await openRunFiles(folder, CLOCK)).kept).toMatchObject([{ result: LONG }]);
    expect(filesIn(folder)).toEqual([`${CARD.id}.json.zst`]);
  });

  test('of which one byte is another is not believed', async () => {
    const folder = temporaryFolder();
    await (await openRunFiles(folder, CLOCK)).keep({ card: CARD, form: 1, result: LONG });
    const path = join(folder, 'jobs', `${CARD.id}.json.zst`);
    const bytes = readFileSync(path);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const { kept, setAside } = await openRunFiles(folder, CLOCK);
    expect([kept, setAside.length]).toEqual([[], 1]);
  });
});

describe('a file that cannot be believed is set aside and said, and the others count', () => {
  const text = (over: object) => JSON.stringify({ card: CARD, form: 1, result: { counted: 1 }, ...over });
  test.each([
    ['that is torn', text({}).slice(0, 90), 'JSON'],
    ['of nothing', '', 'JSON'],
    ['with a state that there is not', text({ card: { ...CARD, state: { is: 'fine' } } }), 'card.state'],
    ['of another run', text({ card: { ...CARD, id: 'c0a8012e-51a5-4a4b-8d8e-6a90a2b3c4d5' } }), 'it is of another run'],
    ['whose card tells of a result that is not there', text({ result: null }), 'another result'],
  ])('%s', async (_name, content, why) => {
    const before = await openJobs();
    const good = await runOne(before, 10);
    const path = join(before.folder, 'jobs', `${CARD.id}.json`);
    writeFileSync(path, content);
    const { kept, setAside } = await openRunFiles(before.folder, CLOCK);
    expect(kept.map(({ card }) => card.id)).toEqual([good]);
    expect(setAside).toEqual([
      expect.stringMatching(new RegExp(`cannot be believed \\(.*${why}.*\\)\\. It lies in .*not-believed-5000 now`)),
    ]);
    expect(readFileSync(`${path}.not-believed-5000`, 'utf8')).toBe(content);
  });
});

test('where nothing can be written jobs are run and kept until Vigil ends, and it is said until it can be again', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'jobs'), '');
  const opened = await openJobs({ folder });
  const id = await runOne(opened, 10);
  expect(opened.keeper.found(id)?.result).toEqual({ counted: 10 });
  expect(String(opened.errors.at(-1))).toContain('What came of jobs is lost with a restart');
  const files = await openRunFiles(folder, CLOCK);
  expect(files.unkept()).toMatchObject({ since: 5_000 });
  await expect(files.keep({ card: CARD, form: 1, result: { counted: 1 } })).rejects.toThrow('cannot be written (E');
  rmSync(join(folder, 'jobs'));
  mkdirSync(join(folder, 'jobs'));
  await files.keep({ card: CARD, form: 1, result: { counted: 1 } });
  expect(files.unkept()).toBeNull();
});
