import * as z from 'zod';
import type { NodeView, Note } from '../../../acting.ts';
import { formatCount } from '../../../format/number.ts';
import { formatSpan } from '../../../format/time.ts';
import type { JobCheck } from '../../../job.ts';
import type { RedisSettings } from '../config.ts';
import type { RedisInfo } from '../model.ts';
import type { KeyAnalysisInput } from './model.ts';
import { chooseDatabases, type HeldDatabase } from './select.ts';

const SPEED = { least: 100, most: 200_000 };

const input: z.ZodType<KeyAnalysisInput> = z.strictObject({
  pace: z.enum(['paced', 'fast']),
  keysPerSecond: z.int().min(SPEED.least).max(SPEED.most),
  databases: z.array(z.int().min(0).max(16_383)).min(1).max(100).nullable(),
});

const USAGE = `send {"pace": "paced" or "fast", "keysPerSecond": ${SPEED.least} to ${SPEED.most}, "databases": a list of numbers, or null for all that hold keys}`;

export function readInput(raw: unknown): { ok: true; input: KeyAnalysisInput } | { ok: false; message: string } {
  const read = input.safeParse(raw);
  return read.success ? { ok: true, input: read.data } : { ok: false, message: USAGE };
}

/** What an analysis would read and at what price, by the newest reading. A master is refused until its name is typed. */
export function checkAnalysis(asked: KeyAnalysisInput, { node, newest, doubt }: NodeView<RedisSettings>): JobCheck {
  const title = `Analyse the keys of ${node}`;
  const nothing = { title, summary: '', notes: [], typed: null };
  if (newest === null || doubt !== null)
    return {
      ...nothing,
      refusal: `${node} is not known well enough now: ${doubt ?? 'never read'}. Poll it, and start this when it answers.`,
    };
  // The engine hands back what the probe made.
  const info = newest.value as RedisInfo;
  if (info.loading !== null) return { ...nothing, refusal: `${node} is loading its data: start this when that is done.` };
  const held = info.databases.map(({ name, keys }) => ({ database: Number(name.replace('db', '')), keys }));
  const chosen = chooseDatabases(asked.databases, held);
  const typed = info.role === 'master' ? node : null;
  return { title, summary: summaryOf(asked, chosen), notes: notesOf(asked, info, { held, chosen }), typed, refusal: null };
}

function summaryOf({ pace, keysPerSecond }: KeyAnalysisInput, chosen: readonly HeldDatabase[]): string {
  const keys = chosen.reduce((sum, one) => sum + one.keys, 0);
  const where = chosen.length === 0 ? 'no database' : chosen.map(({ database }) => `db${database}`).join(', ');
  const speed =
    pace === 'fast'
      ? 'as fast as it answers'
      : `at ${formatCount(keysPerSecond)} a second at most, so in ${formatSpan(Math.max(1_000, Math.ceil(keys / keysPerSecond) * 1_000))} or more`;
  return `Reads type, memory, time to live and encoding of about ${formatCount(keys)} keys (${where}) ${speed}. It changes nothing.`;
}

function notesOf(
  { pace }: KeyAnalysisInput,
  info: RedisInfo,
  { held, chosen }: { held: readonly HeldDatabase[]; chosen: readonly HeldDatabase[] },
): Note[] {
  const notes: Note[] = [];
  const { length } = info.replicas;
  if (info.role === 'master') {
    const instead =
      length === 0 ? 'it has no replica' : `${length === 1 ? 'its replica holds' : `its ${length} replicas hold`} the same keys`;
    notes.push({
      status: 'warning',
      words: `This is a master: while it answers this it serves nobody else. Better ask a replica: ${instead}.`,
    });
  }
  if (info.role === 'replica' && info.link?.isUp === false)
    notes.push({ status: 'warning', words: 'Its link to its master is down: these are the keys of when it was up.' });
  if (pace === 'fast')
    notes.push({
      status: 'warning',
      words: 'Without a budget it takes most of one processor there, until others are answered later for it.',
    });
  const left = held.filter(({ database }) => !chosen.some((one) => one.database === database));
  if (left.length > 0) {
    const words = left.map(({ database, keys }) => `db${database} (${formatCount(keys)} keys)`).join(', ');
    notes.push({ status: 'unknown', words: `Left out: ${words}.` });
  }
  return notes;
}
