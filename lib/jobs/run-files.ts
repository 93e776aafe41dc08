import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { z } from 'zod';
import type { RunCard } from '../job.ts';
import { fileErrorCode, writeDraftFile } from '../state/draft-file.ts';
import type { Unkept } from '../state/kept-file.ts';
import { unwritableWords } from '../state/writable.ts';

/** A run as it is kept over a restart. `form` is that of its result (Job.form). */
export type KeptRun = { card: RunCard; form: number; result: object | null };

/** What is kept of runs, a file for each. */
export type RunFiles = {
  /** What was kept when they were opened, the oldest first. */
  kept: readonly KeptRun[];
  /** Which files could not be believed and where they lie now, in words. */
  setAside: readonly string[];
  /** Resolves when it is on disk. Rejects in words; then what was kept of the run before is what is kept. */
  keep(run: KeptRun): Promise<void>;
  /** Rejects in words where it cannot be taken away. */
  forget(id: string): Promise<void>;
  /** What its file takes on disk; 0 where there is none. */
  bytesOf(id: string): number;
  unkept(): Unkept | null;
};

/** Longer ones are compressed: a person can read the others as they are. */
const PLAIN_CHARACTERS = 64_000;
/** More is none that Vigil wrote. */
const MOST_BYTES = 500_000_000;

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

const name = z.string().max(300);
const words = z.string();
const at = z.number();
const state = z.discriminatedUnion('is', [
  z.object({ is: z.literal('running'), isCancelling: z.boolean() }),
  z.object({ is: z.enum(['done', 'stopped', 'cancelled', 'failed', 'lost']), at, words }),
]);
const figures = z.record(z.string(), z.unknown()).nullable();
const card: z.ZodType<RunCard> = z.object({
  ...{ id: z.uuid(), system: name, group: name, node: name, job: name, title: words, by: name, startedAt: at, input: z.unknown(), state },
  ...{ progress: z.object({ part: at.nullable(), words, figures }).nullable(), progressAt: at.nullable(), hasResult: z.boolean() },
});
const run: z.ZodType<KeptRun> = z
  .object({ card, form: z.number().int(), result: z.record(z.string(), z.unknown()).nullable() })
  .refine(({ card, result }) => card.hasResult === (result !== null), 'its card tells of another result');

/** Reads the folder `jobs` in that of what survives a restart. A file that cannot be believed is renamed, and never written over. Never rejects. */
export async function openRunFiles(stateFolder: string, clock: { now(): number }): Promise<RunFiles> {
  const folder = join(stateFolder, 'jobs');
  const hindered = await unwritableWords(folder);
  let unkept: Unkept | null = hindered === null ? null : { words: hindered, since: clock.now() };
  const { kept, bytes, setAside, trouble } = await readAll(folder, clock.now());
  if (trouble !== null) unkept = { words: trouble, since: clock.now() };
  let turn: Promise<unknown> = Promise.resolve();
  /** One after another: what a run has come to last is what is kept of it. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work).then(
      () => {
        unkept = null;
      },
      (error: unknown) => {
        const why = `cannot be written (${fileErrorCode(error)}). See that there is space, and that Vigil may write there.`;
        unkept = { words: `What came of jobs ${why}`, since: unkept?.since ?? clock.now() };
        throw new Error(`What came of jobs is lost with a restart: ${folder} ${why}`, { cause: error });
      },
    );
    turn = done.catch(() => undefined);
    return done;
  };
  return {
    ...{ kept, setAside },
    keep: (one) => inTurn(async () => void bytes.set(one.card.id, await writeRun(folder, one))),
    forget: (id) =>
      inTurn(async () => {
        for (const file of namesOf(id)) await rm(join(folder, file), { force: true });
        bytes.delete(id);
      }),
    bytesOf: (id) => bytes.get(id) ?? 0,
    unkept: () => unkept,
  };
}

/** As it is, and compressed: the second counts where both are there. */
function namesOf(id: string): [plain: string, compressed: string] {
  return [`${id}.json`, `${id}.json.zst`];
}

/** Gives how many bytes it takes. */
async function writeRun(folder: string, kept: KeptRun): Promise<number> {
  const text = `${JSON.stringify(kept)}\n`;
  const [plain, compressed] = namesOf(kept.card.id);
  const isPlain = text.length <= PLAIN_CHARACTERS;
  const bytes = isPlain ? Buffer.from(text) : await compress(text, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  const draft = await writeDraftFile(folder, isPlain ? plain : compressed, bytes);
  await draft.commit();
  await draft.settle().catch(() => undefined);
  if (!isPlain) await rm(join(folder, plain), { force: true });
  return bytes.length;
}

type AllRead = { kept: KeptRun[]; bytes: Map<string, number>; setAside: string[]; trouble: string | null };

async function readAll(folder: string, now: number): Promise<AllRead> {
  const all: AllRead = { kept: [], bytes: new Map(), setAside: [], trouble: null };
  const files = await readdir(folder).catch((error: unknown) => {
    if (fileErrorCode(error) !== 'ENOENT') all.trouble = `What came of jobs cannot be read (${fileErrorCode(error)}).`;
    return [];
  });
  // The compressed ones first: where Vigil died before it took the plain one away, that one is the older.
  for (const file of files.toSorted((a, b) => Number(b.endsWith('.zst')) - Number(a.endsWith('.zst')))) {
    const path = join(folder, file);
    if (file.endsWith('.new')) await rm(path, { force: true }).catch(() => undefined);
    if (!/\.json(\.zst)?$/.test(file)) continue;
    const id = file.slice(0, file.indexOf('.'));
    if (all.bytes.has(id)) {
      await rm(path, { force: true }).catch(() => undefined);
      continue;
    }
    try {
      const bytes = await readFile(path);
      const kept = await readRun(bytes, file);
      all.kept.push(kept);
      all.bytes.set(id, bytes.length);
    } catch (error) {
      all.setAside.push(await putAside(path, `${path}.not-believed-${now}`, error));
    }
  }
  all.kept.sort((a, b) => a.card.startedAt - b.card.startedAt);
  return all;
}

/** Throws what it cannot be believed for. */
async function readRun(bytes: Buffer, file: string): Promise<KeptRun> {
  const text = file.endsWith('.zst') ? await decompress(bytes, { maxOutputLength: MOST_BYTES }) : bytes;
  const read = run.safeParse(JSON.parse(text.toString('utf8')));
  const issue = read.error?.issues[0];
  if (!read.success) throw new Error(`${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'not understood'}`);
  if (!file.startsWith(`${read.data.card.id}.`)) throw new Error('it is of another run than its name tells');
  return read.data;
}

async function putAside(path: string, aside: string, error: unknown): Promise<string> {
  const why = error instanceof Error ? error.message : String(error);
  const words = `What came of a job is not known any more: ${path} cannot be believed (${why.slice(0, 200)}).`;
  try {
    await rename(path, aside);
    return `${words} It lies in ${aside} now.`;
  } catch (cause) {
    return `${words} It cannot be renamed either (${fileErrorCode(cause)}).`;
  }
}
