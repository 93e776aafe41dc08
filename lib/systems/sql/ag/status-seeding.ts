import { formatAge } from '../../../format/age.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { formatFigure } from '../../../format/number.ts';
import type { Reading } from '../../../reading.ts';
import type { Judged } from '../../../status.ts';
import type { ProbeJudgement, Row } from '../../../system.ts';
import type { Seeding, SeedingInfo, SeedingView } from './model-seeding.ts';
import { seedingRow } from './rows.ts';
import { say, worstFirst } from './status-words.ts';

/** Less than this a transfer may stand while it waits for a disk. */
const STANDS_MS = 30_000;

/** Judges the automatic seedings of a node by its readings (newest first): a row for each, at both ends of it. `node` is its name in the configuration. */
export function judgeSeeding(window: readonly Reading<SeedingInfo>[], node: string): ProbeJudgement {
  const [newest] = window;
  if (!newest) return { judged: say('unknown', 'nothing was read'), rows: [] };
  if (!newest.value.isKnown) return { judged: say('ok', 'its version is older than 2016 and seeds nothing by itself'), rows: [] };
  const rows = newest.value.seedings.map((seeding): Row => rowOf(seeding, window, node));
  const [worst] = worstFirst(rows.map(({ judged }) => judged)).filter(({ status }) => status !== 'ok');
  const running = newest.value.seedings.filter(({ outcome }) => outcome === 'running').length;
  return { judged: worst ?? say('ok', running === 0 ? 'nothing is being seeded' : `${running} being seeded`), rows };
}

/** The id of the row of a seeding. */
export function rowIdOf({ group, database, databaseId, from, to }: Seeding): string {
  return seedingRow({ group: group ?? '', database: database ?? databaseId ?? '', from: from ?? '', to: to ?? '' });
}

function rowOf(seeding: Seeding, window: readonly Reading<SeedingInfo>[], node: string): Row {
  const id = rowIdOf(seeding);
  const past = pastOf(id, seeding, window);
  const ours = rateOf(past);
  const bytesPerSecond = seeding.outcome === 'running' ? (ours ?? seeding.transfer?.bytesPerSecond ?? null) : null;
  const left = leftOf(seeding);
  const at = past[0]?.at ?? null;
  const isOurs = ours !== null && ours > 0 && left !== null && at !== null;
  const byItself = seeding.outcome === 'running' && ours !== 0 ? (seeding.transfer?.estimatedAt ?? null) : null;
  const doneAt = isOurs ? at + (left / ours) * 1_000 : byItself;
  const value: SeedingView = { kind: 'seeding', node, seeding, bytesPerSecond, doneAt, isOurs };
  return { id, judged: judgeOne(value, past), value };
}

type Point = { at: number; bytes: number };

/** What the readings told of the very transfer that runs now, newest first, without a gap. */
function pastOf(id: string, { outcome, transfer }: Seeding, window: readonly Reading<SeedingInfo>[]): Point[] {
  if (outcome !== 'running' || transfer === null) return [];
  const points: Point[] = [];
  for (const { value, observedAt: at } of window) {
    const then = value.seedings.find((one) => rowIdOf(one) === id)?.transfer ?? null;
    if (then === null || then.startedAt !== transfer.startedAt || then.transferredBytes === null) break;
    points.push({ at, bytes: then.transferredBytes });
  }
  return points;
}

/** Bytes per second over the readings that are kept; null from one of them, and where it fell. */
function rateOf(past: readonly Point[]): number | null {
  const [newest, oldest] = [past[0], past.at(-1)];
  if (!newest || !oldest || newest.at <= oldest.at || newest.bytes < oldest.bytes) return null;
  return (newest.bytes - oldest.bytes) / ((newest.at - oldest.at) / 1_000);
}

function leftOf({ transfer }: Seeding): number | null {
  if (!transfer || transfer.totalBytes === null || transfer.transferredBytes === null) return null;
  return Math.max(0, transfer.totalBytes - transfer.transferredBytes);
}

function judgeOne(view: SeedingView, past: readonly Point[]): Judged {
  const { seeding } = view;
  const who = `${seeding.database ?? 'a database'} to ${seeding.to ?? 'a replica that is not told'}`;
  switch (seeding.outcome) {
    case 'done':
      return say('ok', `${who} is seeded`);
    case 'failed':
      return judgeFailed(seeding, who);
    case 'not told':
      return say('unknown', `seeding of ${who}: its state is ${seeding.state ?? 'not told'}, by which it is not known whether it is done`);
    case 'running':
      return judgeRunning(view, who, past);
  }
}

/** What failed before the database joined in another way is history. */
function judgeFailed({ failure, attempts, isJoined }: Seeding, who: string): Judged {
  const why = failure === null || failure.words === '' ? 'it does not tell why' : failure.words;
  const tried = attempts === null || attempts < 2 ? '' : `, after ${attempts} attempts`;
  const said = `seeding of ${who} failed${tried}: ${why}`;
  const since = failure?.at ?? null;
  if (isJoined === true) return say('ok', `${said}; the database has joined since`, since);
  if (isJoined === null) return say('warning', `${said}; whether the database has joined since is not told`, since);
  return say('critical', `${said}. It gets nothing until it is seeded anew, or restored and joined`, since);
}

function judgeRunning({ seeding, bytesPerSecond, doneAt }: SeedingView, who: string, past: readonly Point[]): Judged {
  const { transfer, state } = seeding;
  if (transfer === null) return say('ok', `seeding of ${who}: ${state ?? 'runs'}, no bytes are told`);
  const [newest, oldest] = [past[0], past.at(-1)];
  const stands = newest && oldest && newest.bytes === oldest.bytes ? newest.at - oldest.at : 0;
  const isAll = leftOf(seeding) === 0;
  const words = `seeding of ${who}: ${shareWords(seeding)}`;
  if (stands >= STANDS_MS && !isAll)
    return say('warning', `${words}, and nothing came over for at least ${formatAge(stands)} (${transfer.state ?? 'state not told'})`);
  const rate = bytesPerSecond === null ? '' : `, ${formatBytes(bytesPerSecond)}/s`;
  const done = doneAt === null || !newest ? '' : `, done in about ${formatAge(Math.max(0, doneAt - newest.at))}`;
  return say('ok', `${words}${rate}${done}`);
}

function shareWords({ transfer }: Seeding): string {
  if (!transfer || transfer.transferredBytes === null) return 'how far is not told';
  const of = `${formatBytes(transfer.transferredBytes)} of ${formatBytes(transfer.totalBytes)}`;
  if (transfer.totalBytes === null || transfer.totalBytes <= 0) return of;
  return `${formatFigure(Math.min(100, Math.floor((transfer.transferredBytes / transfer.totalBytes) * 100)))} %, ${of}`;
}
