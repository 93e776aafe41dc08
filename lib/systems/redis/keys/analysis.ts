import { FetchError } from '../../../failure.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { formatCount } from '../../../format/number.ts';
import { formatSpan } from '../../../format/time.ts';
import type { BulkConnection } from '../../../io/redis-bulk.ts';
import type { JobEnd, JobRun } from '../../../job.ts';
import type { RedisSettings } from '../config.ts';
import { type InfoFields, readPairs } from '../parse-info.ts';
import { askFor, connectKeys, fetchFields } from './fetch.ts';
import { type KeyAnalysis, type KeyAnalysisInput, type KeyProgress, uncounted } from './model.ts';
import { KeyScan } from './scan.ts';
import { chooseDatabases, type HeldDatabase } from './select.ts';
import { AnalysisStop } from './stop.ts';
import { KeySums } from './sums.ts';

type Given = JobRun<RedisSettings, KeyAnalysisInput>;

/** The node when the run began. */
type Began = { at: number; role: 'master' | 'replica'; version: string; held: readonly HeldDatabase[]; chosen: readonly HeldDatabase[] };

/** Reads the keys of a node. Throws FetchError where it could not begin; once it has, whatever ends it keeps what was read. */
export async function analyseKeys(given: Given): Promise<JobEnd<KeyAnalysis>> {
  const connection = await connectKeys(given.settings, given.signal, given.meter);
  try {
    return await analyseOver(connection, given);
  } finally {
    connection.close();
  }
}

async function analyseOver(connection: BulkConnection, given: Given): Promise<JobEnd<KeyAnalysis>> {
  const { input, settings, signal } = given;
  const began = await begin(connection, given);
  const expected = sumKeys(began.chosen);
  const sums = new KeySums(settings.keyPatterns);
  const budget = input.pace === 'fast' ? null : input.keysPerSecond;
  const tell = (figures: KeyProgress): void => given.tell({ part: partOf(figures.read, expected), words: progressWords(figures), figures });
  const scan = await KeyScan.open({ connection, sums, role: began.role, budget, expected, signal, tell });
  let stopped: string | null = null;
  try {
    for (const { database } of began.chosen) await scan.readDatabase(database);
  } catch (error) {
    stopped = stopWords(error, signal);
    if (scan.coverage.every(({ given }) => given === 0) && !signal.aborted) throw error;
  }
  const result = resultOf(given, { began, scan, sums, stopped });
  return { result, isWhole: stopped === null && uncounted(result) === 0, words: endWords(result) };
}

async function begin(connection: BulkConnection, { input, now }: Given): Promise<Began> {
  const at = now();
  const fields = await fetchFields(connection);
  if (fields.maybeNumber('loading') === 1) throw new FetchError('busy', 'it is loading its data from disk: start this when that is done');
  const role = fields.text('role') === 'slave' ? 'replica' : 'master';
  // redis.io/commands/readonly: without it a replica of a cluster sends every question on to its master.
  if (fields.maybeText('redis_mode') === 'cluster' && role === 'replica') await askFor(connection, ['READONLY']);
  const held = heldDatabases(fields);
  return { at, role, version: fields.text('redis_version'), held, chosen: chooseDatabases(input.databases, held) };
}

function heldDatabases(fields: InfoFields): HeldDatabase[] {
  return fields.numbered('db').map(([name, value]) => ({ database: Number(name.slice(2)), keys: Number(readPairs(value).get('keys')) }));
}

type Read = { began: Began; scan: KeyScan; sums: KeySums; stopped: string | null };

function resultOf({ input, now }: Given, { began, scan, sums, stopped }: Read): KeyAnalysis {
  const { at, role, version, held, chosen } = began;
  const expected = sumKeys(chosen);
  const reached = new Set(scan.coverage.map(({ database }) => database));
  const nothing = { isWhole: false, keysBefore: null, keysAfter: null, given: 0, counted: 0, gone: 0, notPermitted: 0, moved: 0 };
  const unreached = chosen.filter(({ database }) => !reached.has(database)).map(({ database }) => ({ database, ...nothing }));
  const read = scan.coverage.reduce((sum, { given }) => sum + given, 0);
  return {
    from: {
      ...{ role, version, startedAt: at, endedAt: now(), pace: input.pace },
      ...{ keysPerSecond: input.pace === 'fast' ? null : input.keysPerSecond, doubts: scan.doubts },
    },
    ...{ stopped, part: stopped === null ? 1 : (partOf(read, expected) ?? 0), expected },
    databases: [...scan.coverage, ...unreached],
    skippedDatabases: held.filter(({ database }) => !chosen.some((one) => one.database === database)),
    ...sums.read(),
  };
}

function stopWords(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'it was cancelled';
  if (error instanceof AnalysisStop || error instanceof FetchError) return error.message;
  throw error;
}

function endWords({ stopped, part, expected, total, databases, from }: KeyAnalysis): string {
  const read = databases.reduce((sum, { given }) => sum + given, 0);
  const tookMs = from.endedAt - from.startedAt;
  const found = `${formatCount(read)} keys read in ${formatSpan(tookMs)}, ${formatBytes(total.bytes)} of memory`;
  const lost = uncounted({ databases });
  const without =
    lost === 0 ? '' : ` ${formatCount(lost)} of them are not in it: the user may not ask about them, or they moved to another node.`;
  if (stopped === null) return `${found}.${without}`;
  const percent = Math.floor(part * 100);
  return `Stopped at ${percent} % of about ${formatCount(expected)} keys: ${stopped}. ${found}; what was read is kept.${without}`;
}

function progressWords({ read, expected, keysPerSecond, waiting }: KeyProgress): string {
  const words = `${formatCount(read)} of about ${formatCount(expected)} keys, ${formatCount(Math.round(keysPerSecond))} a second`;
  return waiting === null ? words : `${words}; ${waiting}`;
}

function sumKeys(databases: readonly HeldDatabase[]): number {
  return databases.reduce((sum, { keys }) => sum + keys, 0);
}

/** Never all before it is: SCAN may give more names than were counted. */
function partOf(read: number, expected: number): number | null {
  return expected === 0 ? null : Math.min(0.99, read / expected);
}
